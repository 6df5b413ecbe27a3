//go:build browser

package main_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/iotedge-tools/edgeproxy/lint/report/webpage/browsertest"
)

// site serves the built page from this machine, and counts what is asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func (s *site) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

// open opens the page and waits until it has checked its first example. What the page
// has asked for until then is all that it may ask for.
func open(t *testing.T) (*browsertest.Page, *site) {
	t.Helper()
	if _, err := os.Stat("dist/edgeproxy.wasm"); err != nil {
		t.Fatalf("the page is not built: run .ci/browser, or npm ci && npm run build in cmd/playground: %v", err)
	}
	s := &site{}
	files := http.FileServer(http.Dir("dist"))
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+r.RequestURI)
		s.mu.Unlock()
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	p := browsertest.Open(t, s.URL+"/")
	p.Script(helpers)
	p.Want(`status()`, "1 error")
	t.Cleanup(func() {
		p.Quiet(s.URL, "blob:"+s.URL)
		want := "GET /, GET /edgeproxy.wasm, GET /page.js, GET /style.css, GET /worker.js"
		got := s.requests()
		seen := map[string]bool{}
		for _, r := range got {
			seen[r] = true
		}
		if len(got) != 5 || len(seen) != 5 {
			t.Errorf("requests: %s, expected once each of %s", strings.Join(got, ", "), want)
		}
	})
	return p, s
}

// helpers are what the tests do in the page, as a person would: by labels and texts.
const helpers = `
	const settled = () => document.getElementById("results").getAttribute("aria-busy") === "false";
	const status = () => settled() ? document.getElementById("status").textContent : "busy";
	const content = () => document.getElementById("editor").shadowRoot.querySelector(".cm-content");
	const view = () => content().cmTile ? content().cmTile.view : content().cmView.view;
	const text = () => view().state.sliceDoc();
	const field = (id, value) => { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); e.dispatchEvent(new Event("change", { bubbles: true })); };
	const press = (label, from = document) => {
		const b = [...from.querySelectorAll("button")].find((b) => !b.hidden && (b.ariaLabel ?? b.textContent) === label);
		if (!b || b.disabled) throw new Error("no button " + label + " among " + [...from.querySelectorAll("button")].map((b) => b.ariaLabel ?? b.textContent).join("; "));
		b.focus();
		b.click();
	};
	const shown = () => document.querySelector("dialog[open]");
	const drop = (name, bytes) => {
		const data = new DataTransfer();
		data.items.add(new File([bytes], name));
		for (const type of ["dragover", "drop"]) content().dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
	};
	const example = (start) => {
		const select = document.getElementById("example");
		select.value = [...select.options].find((o) => o.textContent.startsWith(start)).value;
		select.dispatchEvent(new Event("change", { bubbles: true }));
	};
	null;
`

const proxy = "http://edge:s3cr3t@proxy.example.com:3128"

// TestFixInBrowser: the scaffold of the first example has no proxy. One finding is
// mended, then all, each after a look at the difference; then the change is undone.
func TestFixInBrowser(t *testing.T) {
	p, _ := open(t)
	before := browsertest.Eval[string](p, "text()")
	p.Want(`document.querySelector("#findings .message").textContent`, "edgeAgent has no https_proxy: deploying this takes the proxy from every device")
	p.Want(`String(document.getElementById("fix").disabled)`, "true") // a fix never guesses a proxy
	p.Script(fmt.Sprintf(`field("proxy-url", %q)`, proxy))
	p.Wait(`settled() && !document.getElementById("fix").disabled`)

	p.Script(`press("Fix: add https_proxy to edgeAgent")`)
	p.Wait(`shown()?.querySelector(".added")`)
	diff := browsertest.Eval[string](p, `shown().textContent`)
	if strings.Contains(diff, "s3cr3t") || !strings.Contains(diff, `+                "value": "http://***@proxy.example.com:3128"`) {
		t.Errorf("the difference shows %s", diff)
	}
	p.Script(`press("Leave the text as it is", shown())`)
	if got := browsertest.Eval[string](p, "text()"); got != before {
		t.Error("the text has changed although the fix was not taken")
	}

	p.Script(`press("Fix all…")`)
	p.Wait(`shown()?.querySelector(".added")`)
	p.Accessible("the difference")
	p.Shot("playground-diff")
	p.Script(`shown().dispatchEvent(new Event("close"))`) // that of the dialog before may come late
	p.Script(`press("Take it", shown())`)
	p.Want(`status()`, "1 warning") // the password
	if got := browsertest.Eval[string](p, "text()"); strings.Count(got, proxy) != 2 || strings.Count(got, "AmqpWs") != 2 {
		t.Errorf("after the fix the text is\n%s", got)
	}
	if got := browsertest.Eval[string](p, "document.activeElement.id"); got != "editor" {
		t.Errorf("after the fix the focus is on %q, expected the editor", got)
	}
	p.Do(chromedp.KeyEvent("z", chromedp.KeyModifiers(kb.ModifierCtrl))) // Ctrl
	p.Want(`text()`, before)
	if all := browsertest.Eval[string](p, `document.body.textContent + location.href + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie`); strings.Contains(all, "s3cr3t") {
		t.Error("the password stands in the page, outside of its field")
	}
}

// TestApplyInBrowser sets the proxy, as the command apply does, and says what is wrong
// with a field beside it.
func TestApplyInBrowser(t *testing.T) {
	p, _ := open(t)
	p.Script(`example("A proxy with Amqp")`)
	p.Want(`status()`, "2 errors")
	p.Script(`press("Set the proxy…")`)
	p.Wait(`document.getElementById("proxy-url-problem").textContent.startsWith("give the address of the proxy")`)
	p.Want(`document.activeElement.id`, "proxy-url")
	p.Accessible("a field with a problem")
	p.Script(`field("proxy-url", "proxy.example.com"); press("Set the proxy…")`)
	p.Wait(`document.getElementById("proxy-url").getAttribute("aria-invalid") === "true" && !shown()`)
	p.Script(fmt.Sprintf(`field("proxy-url", %q); field("module-names", "nobody"); press("Set the proxy…")`, proxy))
	p.Wait(`document.getElementById("module-names-problem").textContent.includes("nobody")`)
	p.Script(`field("module-names", "thermo*"); press("Set the proxy…")`)
	p.Wait(`shown()?.querySelectorAll("li").length === 7`)
	p.Script(`press("Take it", shown())`)
	p.Want(`status()`, "1 warning")
	if got := browsertest.Eval[string](p, "text()"); strings.Count(got, proxy) != 3 || strings.Count(got, "no_proxy") != 1 {
		t.Errorf("after apply the text is\n%s", got)
	}
	p.Script(`press("Set the proxy…")`)
	p.Wait(`shown()?.textContent.includes("Nothing would change.")`)
	p.Do(chromedp.KeyEvent(kb.Escape)) // Escape
	p.Wait(`!shown()`)
}

// TestFilesInBrowser opens files by dropping them: an invalid one, one with CRLF, BOM and
// hostile names, one in another encoding. What is saved has the bytes of what was opened.
func TestFilesInBrowser(t *testing.T) {
	p, _ := open(t)
	p.Script(`drop("broken.json", "{\n  \"modulesContent\": {,}\n}")`)
	p.Want(`status() + document.querySelector("#findings .place").textContent`, "1 errorline 2, column 22")
	p.Wait(`document.querySelector("#editor").shadowRoot.querySelector(".cm-lintRange-error")`)
	p.Script(`press("line 2, column 22")`)
	p.Want(`String(view().state.selection.main.from)`, "23")
	p.Script(`field("proxy-url", "http://proxy.example.com:3128"); press("Set the proxy…")`)
	p.Wait(`document.getElementById("error").textContent.includes("2:22")`)

	p.Script(`drop("utf16.json", new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]))`)
	p.Want(`document.getElementById("error").textContent`, "utf16.json is no text in UTF-8: save it as UTF-8 first")

	for _, ending := range []string{"\r\n", "\n"} {
		file := "\ufeff" + strings.ReplaceAll(fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {
  "systemModules": {"edgeAgent": {"settings": {"image": "a:1"}}, "edgeHub": {"settings": {"image": "b:1"}}},
  "modules": {%q: {"https_proxy": 1}, "𝄞 \u202eSIGNS<img src=x onerror=alert(2)>": {"env": {"https-proxy": 1}}}
}}}}
`, `</script><script>alert(1)</script>`), "\n", ending)
		file = strings.Replace(file, "SIGNS", "\u202a\u202b\u2068\u2069", 1)
		p.Script(fmt.Sprintf(`drop("mixed.json", %q)`, file))
		p.Want(`text()`, file)
		p.Wait(`settled() && document.getElementById("findings").textContent.includes("alert(2)")`)
		// What turns the text around can be seen in the editor, each sign of it.
		p.Want(`String(document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-specialChar").length)`, "5")
		// Every mark lies under the words that it is about.
		for _, word := range []string{`"edgeAgent"`, `"https_proxy"`, `1`} {
			p.Wait(fmt.Sprintf(`[...document.querySelector("#editor").shadowRoot.querySelectorAll("[class*=cm-lintRange]")].some((e) => e.textContent === %q)`, word))
		}
		// A fix keeps every byte around it.
		p.Script(`field("proxy-url", "http://proxy.example.com:3128"); press("Set the proxy…")`)
		p.Wait(`shown()?.querySelector(".added")`)
		p.Script(`press("Take it", shown())`)
		p.Wait(`text().includes("proxy.example.com")`)
		got := browsertest.Eval[string](p, "text()")
		if !strings.HasPrefix(got, "\ufeff{") || strings.Count(got, ending) != strings.Count(got, "\n") || ending == "\n" && strings.Contains(got, "\r") || !strings.HasSuffix(got, "}}}}"+ending) {
			t.Errorf("after apply the text is %q", got)
		}
	}
	p.Wait(`settled() && document.getElementById("module-rows").textContent.includes("alert(2)")`)
	if shown := browsertest.Eval[string](p, `document.querySelector("main").innerText`); strings.ContainsFunc(strings.ReplaceAll(shown, "\n", ""), func(r rune) bool { return r == 0x202e }) {
		t.Error("a character that turns the text around stands in the page")
	}
	if n := browsertest.Eval[int](p, `document.querySelectorAll("img, script").length`); n != 1 {
		t.Errorf("%d elements img and script, expected the script of the page", n)
	}
	p.Shot("playground-hostile")

	// A file is saved with the bytes that the editor shows.
	p.Script(`URL.createObjectURL = (blob) => { blob.arrayBuffer().then((b) => { saved = String(new Uint8Array(b)); }); return "data:,"; }; press("Save")`)
	p.Wait(`typeof saved === "string" && saved === String(new TextEncoder().encode(text()))`)
	p.Script(`saved = ""; URL.createObjectURL = (blob) => { blob.text().then((t) => { saved = t; }); return "data:,"; }; press("Save as report")`)
	p.Wait(`saved.startsWith("<!DOCTYPE html>") && saved.includes("alert(2)") && !saved.includes("<img")`)
}

// TestLargeInBrowser edits a manifest of 1 MB: while the linter works the page answers.
func TestLargeInBrowser(t *testing.T) {
	p, _ := open(t)
	var b strings.Builder
	b.WriteString(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {}, "edgeHub": {}}, "modules": {` + "\n")
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "  \"module%06d\": {\"type\": \"docker\", \"settings\": {\"image\": \"registry.example.com/module:%d\", \"createOptions\": \"{}\"}, \"https_proxy\": 1},\n", i, i)
	}
	b.WriteString(`  "last": {}` + "\n}}}}}\n")
	p.Script(fmt.Sprintf(`
		globalThis.beats = 0;
		setInterval(() => { if (!settled()) beats++; }, 1);
		drop("large.json", %q)`, b.String()))
	p.Wait(`text().length > 1_000_000 && settled() && document.querySelectorAll("#findings li").length > 300`)
	if beats := browsertest.Eval[int](p, "beats"); beats < 5 {
		t.Errorf("the page did %d other things while the linter worked: it was frozen", beats)
	}
	p.Wait(`document.querySelector("#findings .more")`)
	// Typing while it works: what is shown in the end is about the last text.
	p.Script(`for (let i = 0; i < 20; i++) view().dispatch({ changes: { from: view().state.doc.length, insert: i < 19 ? "\n" : "!" } })`)
	p.Want(`status() + ": " + document.querySelector("#findings .message").textContent`, "1 error: there is text after the end of the document (the first value ends at 7609:6): remove it, or close the brackets later")
}

// TestOneLineInBrowser: the difference of a manifest in one long line shows what differs.
func TestOneLineInBrowser(t *testing.T) {
	p, _ := open(t)
	text := `{"a": "` + strings.Repeat("x", 1<<20) + `", "modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {}, "edgeHub": {}}}}}, "b": "` + strings.Repeat("y", 1<<20) + `"}`
	p.Script(fmt.Sprintf(`drop("line.json", %q)`, text))
	p.Wait(`text().length > 2_000_000 && settled()`)
	p.Script(`field("proxy-url", "http://proxy.example.com:3128"); press("Set the proxy…")`)
	p.Wait(`shown()?.querySelector(".added")`)
	if got := browsertest.Eval[string](p, `shown().querySelector(".added").textContent`); len(got) > 2000 || !strings.Contains(got, `"https_proxy"`) || !strings.Contains(got, "x") || !strings.Contains(got, "y…") {
		t.Errorf("what is added: %.3000s", got)
	}
	p.Script(`press("Take it", shown())`)
	p.Wait(`text().length > 2_000_000 && text().includes("proxy.example.com")`)
}

// TestSeenInBrowser looks at the page as people meet it, and lets axe look for barriers.
func TestSeenInBrowser(t *testing.T) {
	p, _ := open(t)
	p.Script(`document.querySelector("#findings details").open = true`)
	p.Looks("playground")
	p.Look("screen", "light", 1280)
	p.Script(`press("Explain EP101")`)
	p.Wait(`shown()?.querySelector(".added")`)
	p.Accessible("a rule")
	p.Shot("playground-explain")
	p.Script(`press("Close", shown())`)
	p.Wait(`!shown() && document.activeElement.textContent === "Explain EP101"`)

	// The picture of the README.
	p.Do(chromedp.EmulateViewport(1180, 720))
	p.Script(`field("proxy-url", "http://proxy.example.com:3128"); document.activeElement.blur()`)
	p.Wait(`settled() && document.querySelector("#findings [title]")`)
	p.Keep("playground.png", browsertest.Run(p, chromedp.CaptureScreenshot()))
}

// TestPanelsInBrowser opens what the editor opens by keys: the search and the list of its
// diagnostics.
func TestPanelsInBrowser(t *testing.T) {
	p, _ := open(t)
	p.Script(`content().focus()`)
	p.Do(chromedp.KeyEvent("f", chromedp.KeyModifiers(kb.ModifierCtrl)))
	p.Wait(`document.getElementById("editor").shadowRoot.querySelector(".cm-search")`)
	p.Accessible("the search in the editor")
	p.Shot("playground-search")
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Do(chromedp.KeyEvent("M", chromedp.KeyModifiers(kb.ModifierCtrl)))
	p.Wait(`document.getElementById("editor").shadowRoot.querySelector(".cm-panel-lint")`)
	p.Accessible("the diagnostics in the editor")
	p.Shot("playground-panel")
}

// TestWithoutLinterInBrowser: where the WASM is missing the page says so.
func TestWithoutLinterInBrowser(t *testing.T) {
	files := http.FileServer(http.Dir("dist"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p := browsertest.Open(t, server.URL+"/")
	p.Want(`document.getElementById("error").textContent`, "Error: edgeproxy.wasm: the server answers 404")
	p.Want(`document.getElementById("status").textContent`, "Not checked")
}

// TestKeyboardInBrowser walks through the page by the tabulator.
func TestKeyboardInBrowser(t *testing.T) {
	p, _ := open(t)
	p.Script("document.activeElement.blur(); document.body.focus()")
	var stops []string
	for range 12 {
		p.Do(chromedp.KeyEvent(kb.Tab))
		stops = append(stops, browsertest.Eval[string](p, `(document.activeElement.labels?.[0]?.firstChild.data ?? (document.activeElement.id === "editor" ? "the editor" : document.activeElement.textContent)).trim()`))
	}
	want := "Example, File name, Open…, Save, the editor, Address, More, Set the proxy…, Save as report, line 13, column 11, What to do, Explain EP101"
	if got := strings.Join(stops, ", "); got != want {
		t.Errorf("the stops of the tabulator:\n%s\nexpected\n%s", got, want)
	}
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Wait(`shown()`)
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait(`!shown() && document.activeElement.textContent === "Explain EP101"`)
	p.Script(`content().focus()`)
	p.Do(chromedp.KeyEvent(kb.F8)) // F8
	p.Wait(`view().state.selection.main.head > 0`)
}

// TestSitesInBrowser: no part of the page that could fetch something names another site.
func TestSitesInBrowser(t *testing.T) {
	for _, name := range []string{"index.html", "style.css", "worker.js"} {
		text, err := os.ReadFile(filepath.Join("dist", name))
		if err != nil {
			t.Fatal(err)
		}
		if rest := strings.ReplaceAll(string(text), "http://proxy.example.com", ""); strings.Contains(rest, "http://") || strings.Contains(rest, "https://") {
			t.Errorf("%s names a site", name)
		}
	}
}
