package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// source is a document on which the tests report findings: tabs and blanks,
// wide characters, a password, a long line.
const source = `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "systemModules": {
          "edgeAgent": { "type": "docker", "settings": {} }
        },
        "modules": {
          "日本 𝄞 blob": { "https_proxy": "x" },
	"tabs":	{ "url": "http://user:hunter2@proxy.example.com:3128" },
          "long": { "createOptions": "{\"HostConfig\":{\"PortBindings\":{\"5671/tcp\":[{\"HostPort\":\"5671\"}],\"443/tcp\":[{\"HostPort\":\"443\"}]}},\"Env\":[\"https_proxy=\"],\"Labels\":{\"owner\":\"plant-a\",\"site\":\"north\"}}" }
        }
      }
    }
  }
}
`

// span finds the n-th occurrence of text in source.
func span(t testing.TB, text string, n int) manifest.Span {
	t.Helper()
	start := 0
	for {
		i := strings.Index(source[start:], text)
		if i < 0 {
			t.Fatalf("%q is not in the source", text)
		}
		start += i
		if n--; n <= 0 {
			return manifest.Span{Start: start, End: start + len(text)}
		}
		start += len(text)
	}
}

func testRules() []check.Rule {
	doc := func(summary string) check.Doc {
		return check.Doc{Summary: summary, Why: "Because of the device.", Bad: func() string { return `{"bad": true}` }, Good: func() string { return `{"good": true}` }}
	}
	return []check.Rule{
		{ID: "EP101", Name: "agent-proxy-missing", Severity: check.Error, Doc: doc("Reports an agent without a proxy.")},
		{ID: "EP103", Name: "agent-proxy-overridden", Severity: check.Error, Doc: doc("Reports an overridden proxy.")},
		{ID: "EP106", Name: "proxy-outside-env", Severity: check.Error, Doc: doc("Reports a proxy outside env.")},
		{ID: "EP203", Name: "proxy-url-port", Severity: check.Off, Doc: doc("Reports a URL without a port.")},
		{ID: "EP204", Name: "proxy-password-in-manifest", Severity: check.Warning, Doc: doc("Reports a password.")},
		{ID: "EP402", Name: "module-no-proxy", Severity: check.Info, Doc: doc("Reports a missing no_proxy.")},
		{ID: "EP502", Name: "integrity-stale", Severity: check.Warning, Doc: check.Doc{}},
	}
}

// fullRun has a finding of every kind.
func fullRun(t testing.TB) *Run {
	agent, modules := span(t, `"edgeAgent"`, 1), span(t, `"modules"`, 1)
	settings := span(t, `"settings": {}`, 1)
	outside := span(t, `"https_proxy"`, 1)
	findings := []check.Finding{
		{
			Rule: "EP101", Name: "agent-proxy-missing", Severity: check.Error, Module: "edgeAgent",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/systemModules/edgeAgent", Span: agent,
			Message: `edgeAgent has no https_proxy`, Help: "deploying it takes the proxy from every device",
			Fixes: []check.Fix{{Message: "insert https_proxy", Edits: []manifest.Edit{
				{Span: manifest.Span{Start: settings.End, End: settings.End}, Text: `, "env": {"https_proxy": {"value": "http://proxy:3128"}}`}}}},
		},
		{
			Rule: "EP106", Name: "proxy-outside-env", Severity: check.Error, Module: "日本 𝄞 blob",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/modules/日本 𝄞 blob/https_proxy", Span: outside,
			Message: `https_proxy of module "日本 𝄞 blob" stands outside of env`, Help: "the device does not read it there",
			Related: []check.Related{{Span: modules, Pointer: "/modulesContent/$edgeAgent/properties.desired/modules", Message: "the [modules] are here"}},
			Fixes: []check.Fix{{Message: "move it into env", Edits: []manifest.Edit{
				{Span: manifest.Span{Start: outside.Start, End: outside.End + len(`: "x"`)}},
				{Span: manifest.Span{Start: outside.End + len(`: "x" `), End: outside.End + len(`: "x" `)}, Text: "\"env\": {\n}"}}}},
		},
		{
			Rule: "EP204", Name: "proxy-password-in-manifest", Severity: check.Warning, Module: "tabs",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/modules/tabs/url", Span: span(t, "proxy.example.com", 1),
			Message: `the proxy of module "tabs" holds a password`, Help: "use a placeholder that the pipeline fills in",
			Fixes: []check.Fix{{Message: "never spelled out", Edits: []manifest.Edit{{Span: agent, Text: "http://user:hunter2@proxy.example.com:3128"}}}},
		},
		{
			Rule: "EP103", Name: "agent-proxy-overridden", Severity: check.Error, Module: "long",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/modules/long/createOptions", Span: span(t, "https_proxy=", 1),
			Message: "createOptions.Env clears https_proxy", Help: "",
		},
		{
			Rule: "EP402", Name: "module-no-proxy", Severity: check.Info, Module: "tabs",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/modules/tabs", Span: span(t, `"tabs"`, 1),
			Message: "no_proxy of module \"tabs\" lacks edgeHub", Help: "the module calls edgeHub through the proxy",
			Suppressed: &check.Suppression{By: "ignore", Reason: "no <local> calls & no others"},
		},
		{
			Rule: "EP402", Name: "module-no-proxy", Severity: check.Info, Module: "tabs",
			Pointer: "/modulesContent/$edgeAgent/properties.desired/modules/tabs", Span: manifest.Span{Start: agent.Start, End: modules.End},
			Message: "a second one, over three lines", Help: "the module calls edgeHub through the proxy",
		},
		{
			Rule: "EP502", Name: "integrity-stale", Severity: check.Warning, Span: manifest.Span{Start: len(source), End: len(source)},
			Message: "known and accepted", Suppressed: &check.Suppression{By: "baseline"},
		},
	}
	return &Run{
		Version: "1.2.3", Rules: testRules(), Skipped: 1, Fixed: 4, BasePath: "/builds/repo/edge", Root: "/builds/repo",
		Files: []File{
			Locate("sites/plant a.json", []byte(source), findings),
			Locate("sites/plant-b.json", []byte(source), findings[:1]),
			Locate("clean.json", []byte(source), nil),
		},
		Failures: []Failure{{"sites/locked.json", "permission denied"}},
		Notes:    []Note{{Message: "Docker: no unit file was found"}, {"dev/etc/aziot", 0, "the link leads out of the folder"}, {"dev/etc/aziot/config.toml", 7, "edgeAgent has no UpstreamProtocol"}},
	}
}

func write(t testing.TB, name string, r *Run, o Options) []byte {
	t.Helper()
	writer, err := Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := writer(&b, r, o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

// frame is what every HTML page has: its style and its script, and their hashes.
var frame = regexp.MustCompile(`(?s)(<style>|<script>|'sha256-).*?(</style>|</script>|')`)

// TestGolden compares every format of every run with its golden file.
func TestGolden(t *testing.T) {
	runs := map[string]*Run{
		"full":    fullRun(t),
		"hostile": hostileRun(),
		"clean":   {Version: "1.2.3", Rules: testRules()[:2], Files: []File{{Path: "a.json"}, {Path: "b.json"}}, Fixed: 1},
		"nothing": {Version: "1.2.3", Skipped: 3},
		"zero":    {},
	}
	for name, run := range runs {
		t.Run(name, func(t *testing.T) {
			got := &txtar.Archive{}
			for _, f := range Formats() {
				got.Files = append(got.Files, txtar.File{Name: f, Data: frame.ReplaceAll(write(t, f, run, Options{}), []byte("$1…$2"))})
			}
			if name == "full" {
				got.Files = append(got.Files,
					txtar.File{Name: "text-color", Data: write(t, "text", run, Options{Color: true})},
					txtar.File{Name: "text-narrow", Data: write(t, "text", run, Options{Width: 60})},
					txtar.File{Name: "concise-color", Data: write(t, "concise", run, Options{Color: true})})
			}
			golden(t, filepath.Join("testdata", name+".txtar"), txtar.Format(got))
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
	}
}

// TestRepeatable writes every run twice: maps must not leak their order.
func TestRepeatable(t *testing.T) {
	for _, f := range Formats() {
		first := write(t, f, fullRun(t), Options{})
		for range 5 {
			if again := write(t, f, fullRun(t), Options{}); !bytes.Equal(first, again) {
				t.Errorf("%s: two reports of one run differ", f)
			}
		}
	}
}

func TestNoPasswordAnywhere(t *testing.T) {
	for _, f := range Formats() {
		if bytes.Contains(write(t, f, fullRun(t), Options{}), []byte("hunter2")) {
			t.Errorf("%s shows the password", f)
		}
	}
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]string{
		"jsn":   `unknown format "jsn" (did you mean "json"?): expected one of text, concise, json, sarif, junit, azure, github, markdown, html`,
		"SARIF": `unknown format "SARIF" (did you mean "sarif"?): expected one of text, concise, json, sarif, junit, azure, github, markdown, html`,
		"pdf\n": `unknown format "pdf\n": expected one of text, concise, json, sarif, junit, azure, github, markdown, html`,
		"":      `unknown format "": expected one of text, concise, json, sarif, junit, azure, github, markdown, html`,
	} {
		if _, err := Lookup(name); err == nil || err.Error() != want {
			t.Errorf("Lookup(%q): %v\nwant %s", name, err, want)
		}
	}
}

// failing is a writer that fails after some bytes.
type failing struct{ left int }

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, os.ErrClosed
	}
	return len(p), nil
}

func TestWriteErrorsAreReported(t *testing.T) {
	for _, f := range Formats() {
		writer, _ := Lookup(f)
		if err := writer(&failing{100}, fullRun(t), Options{}); err == nil {
			t.Errorf("%s hides the error of its writer", f)
		}
	}
}
