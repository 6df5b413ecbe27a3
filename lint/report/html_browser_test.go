//go:build browser

package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/iotedge-tools/edgeproxy/lint/report/webpage/browsertest"
)

// openHTML opens the report of a run in the browser.
func openHTML(t *testing.T, r *Run) *browsertest.Page {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, write(t, "html", r, Options{}), 0o666); err != nil {
		t.Fatal(err)
	}
	return browsertest.Open(t, "file://"+file)
}

// hostileTexts are texts that would run as a script, load something or leave their
// place, if a page did not take them for texts.
var hostileTexts = []string{
	`<script>alert(1)</script>`, `</script><script>alert(2)</script>`, `</style><script>alert(3)</script>`, `</title><script>alert(4)</script>`,
	`"><img src=x onerror=alert(5)>`, `' onmouseover='alert(6)`, `" autofocus onfocus="alert(7)`, `<svg/onload=alert(8)>`, `<iframe srcdoc="<script>alert(9)</script>">`,
	`javascript:alert(10)`, `<a href="javascript:alert(11)">x</a>`, `]]><script>alert(12)</script>`, `<!--><script>alert(13)</script>-->`, `--><script>alert(14)</script>`,
	"\u2028alert(15)\u2029", "\x1b[31mred\x1b[0m", "\u202egnp.exe", "\x00\xff\xfe", `<base href="http://evil.example.com/">`, `<link rel=stylesheet href=http://evil.example.com/x>`,
	`<meta http-equiv=refresh content="0;url=http://evil.example.com/">`, `&lt;script&gt;alert(16)&lt;/script&gt;`, `{{constructor.constructor("alert(17)")()}}`, "`${alert(18)}`",
	`<form action=http://evil.example.com/><button>`, `</td></tr></table></main><h1>taken over</h1>`, `<plaintext>`, `<textarea>`, `<template><style>`, `<math><mtext><script>alert(19)</script>`,
}

// TestHostileInBrowser opens reports with hostile texts everywhere a text can stand:
// nothing runs, nothing is asked for, and the page has the elements that it would have
// with tame texts.
func TestHostileInBrowser(t *testing.T) {
	run := &Run{Version: hostileTexts[0], Rules: testRules()}
	for i, text := range hostileTexts {
		run.Files = append(run.Files, runOf(text, text).Files...)
		run.Failures = append(run.Failures, Failure{text, text})
		run.Loosened = append(run.Loosened, Loosened{text, text, i})
	}
	rule := testRules()[0]
	rule.ID, rule.Name, rule.Doc.Summary, rule.Doc.Why = hostileTexts[0], hostileTexts[4], strings.Join(hostileTexts, " "), strings.Join(hostileTexts, "\n\n")
	run.Rules = append(run.Rules, rule)
	p := openHTML(t, run)
	p.Wait(`document.querySelector("form.controls output")?.value`)
	rows := 5 * len(hostileTexts)
	for what, expected := range map[string]int{
		`script`: 1, `style`: 1, `img, svg, iframe, base, math, plaintext, textarea, template, [onerror], [onload], [onfocus], [onmouseover], [autofocus], a[href^="javascript"]`: 0,
		`link`: 1, `meta[http-equiv]`: 1, `h1`: 1, `table`: 4, `main > section:nth-of-type(2) tbody tr`: rows, `footer`: 1,
	} {
		if got := browsertest.Eval[int](p, fmt.Sprintf("document.querySelectorAll(%q).length", what)); got != expected {
			t.Errorf("%d elements %s, expected %d", got, what, expected)
		}
	}
	// The texts also pass through the script: choose, search and sort by each.
	p.Script(`(() => {
		for (const select of document.querySelectorAll("select")) for (const option of select.options) {
			select.value = option.value;
			select.dispatchEvent(new Event("input", { bubbles: true }));
		}
		for (const button of document.querySelectorAll("th button")) { button.click(); button.click(); }
	})()`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll("script, img, iframe, [onerror]").length`); got != 1 {
		t.Errorf("%d elements that load or run after filtering and sorting", got)
	}
	p.Shot("report-hostile")
	p.Quiet("file:")
	if n := len(p.Requests()); n > 2 {
		t.Errorf("requests: %q", p.Requests())
	}
}

// shownPlaces are the places of the rows that are shown, in order.
const shownPlaces = `[...document.querySelectorAll("main > section table")].find((t) => t.ariaLabel === "Findings").querySelectorAll("tbody tr:not([hidden]) td:nth-child(3)").values().map((td) => td.textContent).toArray().join(" ")`

// TestUseInBrowser sorts and filters a report by mouse and by keyboard.
func TestUseInBrowser(t *testing.T) {
	p := openHTML(t, fullRun(t))
	p.Wait(`document.querySelector("form.controls")`)
	for _, step := range []struct{ what, script, want string }{
		{"as it is", ``, "sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:11:163 sites/plant-b.json:6:11 sites/plant a.json:10:40 sites/plant a.json:6:11"},
		{"only warnings", `choose("Severity", "warning (1)")`, "sites/plant a.json:10:40"},
		{"all again", `document.querySelector("form.controls button").click()`, "sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:11:163 sites/plant-b.json:6:11 sites/plant a.json:10:40 sites/plant a.json:6:11"},
		{"one rule", `choose("Rule", "EP101 agent-proxy-missing (2)")`, "sites/plant a.json:6:11 sites/plant-b.json:6:11"},
		{"and two words", `search("PLANT-B proxy")`, "sites/plant-b.json:6:11"},
		{"all rules again", `choose("Rule", "all")`, "sites/plant-b.json:6:11"},
		{"no words", `search("")`, "sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:11:163 sites/plant-b.json:6:11 sites/plant a.json:10:40 sites/plant a.json:6:11"},
		{"by place", `sort("Place")`, "sites/plant a.json:6:11 sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:10:40 sites/plant a.json:11:163 sites/plant-b.json:6:11"},
		{"from the end", `sort("Place")`, "sites/plant-b.json:6:11 sites/plant a.json:11:163 sites/plant a.json:10:40 sites/plant a.json:9:26 sites/plant a.json:6:11 sites/plant a.json:6:11"},
		{"the mildest first", `sort("Severity"); sort("Severity")`, "sites/plant a.json:6:11 sites/plant a.json:10:40 sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:11:163 sites/plant-b.json:6:11"},
		{"the worst first", `sort("Severity")`, "sites/plant a.json:6:11 sites/plant a.json:9:26 sites/plant a.json:11:163 sites/plant-b.json:6:11 sites/plant a.json:10:40 sites/plant a.json:6:11"},
	} {
		p.Script(`(() => {
			const input = (e, value) => { e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); };
			const choose = (name, label) => {
				const select = [...document.querySelectorAll("label")].find((l) => l.firstChild.data === name + " ").querySelector("select");
				input(select, [...select.options].find((o) => o.textContent === label).value);
			};
			const search = (text) => input(document.querySelector("input[type=search]"), text);
			const sort = (name) => [...document.querySelectorAll("th button")].find((b) => b.textContent === name).click();
			` + step.script + `; })()`)
		p.Want(shownPlaces, step.want)
	}
	if got := browsertest.Eval[string](p, `[...document.querySelectorAll("th")].find((th) => th.ariaSort)?.textContent + " " + document.querySelector("output").value`); got != "Severity 6 rows" {
		t.Errorf("what is sorted and shown: %q", got)
	}
	// By keyboard: the first stop is the search, and the heads of the columns are stops.
	p.Script("document.activeElement.blur()")
	var stops []string
	for range 8 {
		p.Do(chromedp.KeyEvent("\t"))
		stops = append(stops, browsertest.Eval[string](p, `document.activeElement.tagName + " " + (document.activeElement.labels?.[0]?.firstChild.data ?? document.activeElement.textContent).trim()`))
	}
	if got := strings.Join(stops, ", "); got != "INPUT Search, SELECT Severity, SELECT Rule, BUTTON Show all, BUTTON Severity, BUTTON Rule, BUTTON Place, BUTTON Finding" {
		t.Errorf("the stops of the tabulator: %s", got)
	}
	p.Quiet("file:")
}

// TestSeenInBrowser looks at a report as people meet it. With -shots it leaves pictures.
func TestSeenInBrowser(t *testing.T) {
	run := fullRun(t)
	run.Files[1].Path = "sites__of_a_customer__with_long_names__" + strings.Repeat("plant-b-", 12) + ".template~a6ca4825.json"
	p := openHTML(t, run)
	p.Wait(`document.querySelector("form.controls")`)
	for _, look := range []struct {
		name, medium, scheme string
		width                int64
	}{{"light", "screen", "light", 1280}, {"dark", "screen", "dark", 1280}, {"phone", "screen", "light", 360}, {"print", "print", "dark", 800}} {
		p.Look(look.medium, look.scheme, look.width)
		if wide := browsertest.Eval[int](p, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
			t.Errorf("%s: the page is %d pixels wider than the window", look.name, wide)
		}
		if over := browsertest.Eval[int](p, `[...document.querySelectorAll("td")].filter((td) => { const words = document.createRange(); words.selectNodeContents(td); return words.getBoundingClientRect().right > td.getBoundingClientRect().right; }).length`); over > 0 {
			t.Errorf("%s: %d cells reach into the next column", look.name, over)
		}
		p.Accessible(look.name)
		p.Shot("report-" + look.name)
	}
	// On paper nothing is folded, and afterwards it is again.
	p.Script(`addEventListener("beforeprint", () => { printed = document.querySelectorAll("main > details:not([open])").length; })`)
	pdf := browsertest.Run(p, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if folded := browsertest.Eval[string](p, `printed + " " + document.querySelectorAll("main > details:not([open])").length`); folded != "0 1" || len(pdf) == 0 {
		t.Errorf("folded on paper, and afterwards: %s, expected 0 1", folded)
	}
	p.Keep("report.pdf", pdf)
	p.Quiet("file:")
}
