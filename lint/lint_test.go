package lint_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// proxyURL is the address that text names, or none if it is not a valid one.
func proxyURL(text string) manifest.ProxyURL {
	u, err := manifest.ParseProxyURL(text)
	if err != nil {
		return manifest.ProxyURL{}
	}
	return u
}

// ids lists the rules of findings, in order.
func ids(findings []lint.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Rule)
	}
	return out
}

func TestSeverities(t *testing.T) {
	src := []byte(stripping)
	for _, test := range []struct {
		name string
		set  map[string]lint.Severity
		want []lint.Severity
	}{
		{"default", nil, []lint.Severity{lint.Error}},
		{"lower", map[string]lint.Severity{"EP101": lint.Info}, []lint.Severity{lint.Info}},
		{"off", map[string]lint.Severity{"EP101": lint.Off}, nil},
	} {
		var got []lint.Severity
		for _, f := range lint.Source(src, lint.Options{Severities: test.set}) {
			got = append(got, f.Severity)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// TestOffExplainsNothing: a rule that is off must not keep another one from
// speaking, or a strip would pass.
func TestOffExplainsNothing(t *testing.T) {
	for _, r := range lint.DefaultRules() {
		if r.ID != "EP102" && r.ID != "EP106" && r.ID != "EP107" && r.ID != "EP108" {
			continue
		}
		got := ids(lint.Source([]byte(r.Doc.Bad.Text()), lint.Options{Severities: map[string]lint.Severity{r.ID: lint.Off}}))
		if r.ID != "EP102" && !slices.Contains(got, "EP101") {
			t.Errorf("with %s off, nothing says that edgeAgent has no proxy: %v", r.ID, got)
		}
	}
}

func TestSourceOfBrokenText(t *testing.T) {
	for _, src := range []string{"", "{", "\xff\xfe{\x00", "[[[", `{"a":1} x`} {
		got := lint.Source([]byte(src), lint.Options{})
		if len(got) != 1 || got[0].Rule != "EP001" || got[0].Span.End > len(src) {
			t.Errorf("%q: %+v", src, got)
		}
		if got := lint.Source([]byte(src), lint.Options{Severities: map[string]lint.Severity{"EP001": lint.Off}}); got != nil {
			t.Errorf("%q with EP001 off: %v", src, got)
		}
	}
}

// TestSuppressed: a finding that is known and accepted stays, marked, and is
// not mended.
func TestSuppressed(t *testing.T) {
	opts := lint.Options{
		Expect: lint.Expect{URL: proxyURL("http://proxy.example.com:3128")},
		Suppress: func(findings []lint.Finding) {
			for i := range findings {
				findings[i].Suppressed = new(lint.Suppression)
			}
		},
	}
	doc, err := manifest.Parse([]byte(stripping))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil || fixed.Changed || len(fixed.Left) != 1 || fixed.Left[0].Suppressed == nil {
		t.Errorf("fixed %+v, %v", fixed, err)
	}
}

// straying has two settings beside env in each system module: each fix creates env.
const straying = `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {
  "edgeAgent": {
    "settings": {},
    "https_proxy": {"value": "http://proxy.example.com:3128"},
    "UpstreamProtocol": {"value": "AmqpWs"}
  },
  "edgeHub": {
    "settings": {"https_proxy": "http://proxy.example.com:3128"},
    "UpstreamProtocol": "AmqpWs"
  }
}}}}}`

// TestFixesShareEnv: two fixes that each create env must not both be made at once.
func TestFixesShareEnv(t *testing.T) {
	doc, err := manifest.Parse([]byte(straying))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := lint.Fix(doc, lint.Run(doc, lint.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	got := ids(fixed.Left)
	if slices.ContainsFunc(got, func(id string) bool { return id != "EP005" && id != "EP006" }) || len(fixed.Mended) != 4 {
		t.Errorf("mended %v, left %v:\n%s", ids(fixed.Mended), got, fixed.Bytes)
	}
}

// duplicates counts the keys that stand twice.
func duplicates(doc *manifest.Document) int {
	n := 0
	for obj := range doc.Objects() {
		n += len(jsontree.Duplicates(obj))
	}
	return n
}

// FuzzFix holds law L7: what Fix returns is JSON, a second Fix changes nothing,
// and each fix alone takes its finding away. It holds L8, too: a second run
// gives the same findings. What is fixed leaves nothing to Apply but what makes an error.
func FuzzFix(f *testing.F) {
	for _, r := range lint.DefaultRules() {
		f.Add([]byte(r.Doc.Bad.Text()), "http://proxy.example.com:3128")
		f.Add([]byte(r.Doc.Good.Text()), "")
	}
	f.Add([]byte(straying), "")
	f.Add([]byte(`{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{"upstreamprotocol":1},"settings":{"image":"a:1"}},"edgeHub":{"env":{"http_proxy":"http://h:1"}}}}}}`), "http://h:1")
	f.Fuzz(checkFixLaws)
}

// checkFixLaws holds the fixes of any text to the laws.
func checkFixLaws(t *testing.T, src []byte, url string) {
	opts := lint.Options{Expect: lint.Expect{URL: proxyURL(url)}}
	doc, err := manifest.Parse(src)
	if err != nil {
		return
	}
	findings := lint.Run(doc, opts)
	if again := lint.Run(doc, opts); !reflect.DeepEqual(findings, again) {
		t.Fatalf("a second run differs:\n%+v\n%+v", findings, again)
	}
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		t.Fatal(err)
	}
	second, err := manifest.Parse(fixed.Bytes)
	if err != nil {
		t.Fatalf("the fixed text is no JSON: %v\n%s", err, fixed.Bytes)
	}
	if before, after := duplicates(doc), duplicates(second); after > before {
		t.Fatalf("%d keys stand twice, %d did before\n%s\n%s", after, before, src, fixed.Bytes)
	}
	again, err := opts.Fix(second, lint.Run(second, opts))
	if err != nil || again.Changed {
		t.Fatalf("a second fix changes something (%v):\n%s\n%s", err, fixed.Bytes, again.Bytes)
	}
	if proxy, targets, ok := opts.Apply(); ok {
		if res, err := second.Apply(proxy, targets); err == nil && len(res.Changes) > 0 && !makesErrors(t, opts, second, res.Bytes()) {
			t.Fatalf("after fix apply wants %v:\n%s", res.Changes, fixed.Bytes)
		}
	}
	for i := range findings {
		checkFix(t, doc, opts, findings[i])
	}
}

// makesErrors reports whether a module has more errors of a rule in a text than in a document.
func makesErrors(t *testing.T, opts lint.Options, doc *manifest.Document, text []byte) bool {
	t.Helper()
	next, err := manifest.Parse(text)
	if err != nil {
		t.Fatalf("apply makes the text invalid: %v\n%s", err, text)
	}
	type kind struct{ rule, module string }
	counts := map[kind]int{}
	for _, f := range lint.Run(doc, opts) {
		if f.Severity == lint.Error {
			counts[kind{f.Rule, f.Module}]++
		}
	}
	return slices.ContainsFunc(lint.Run(next, opts), func(f lint.Finding) bool {
		at := kind{f.Rule, f.Module}
		counts[at]--
		return f.Severity == lint.Error && counts[at] < 0
	})
}

// TestFixWithoutCompletion: where what apply would add makes an error, the fixes are
// made all the same.
func TestFixWithoutCompletion(t *testing.T) {
	const proxy = `"https_proxy": {"value": "http://proxy.example.com:1"}, "UpstreamProtocol": {"value": "AmqpWs"}`
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}}, "systemModules": {
		"edgeAgent": {"type": "docker", "settings": {"image": "a:1"}, "env": {
			"https_p?oxy": {"value": "http://proxy.example.com:1"}, "UseOfflineCheck": {"value": "true"}, "UpstreamProtocol": {"value": "AmqpWs"}}},
		"edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "a:1"}, "env": {` + proxy + `}}
	}, "modules": {}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	opts := lint.Options{Expect: lint.Expect{URL: proxyURL("http://proxy.example.com:2")}}
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil || !slices.Equal(ids(fixed.Mended), []string{"EP209"}) || slices.Contains(ids(fixed.Left), "EP307") {
		t.Errorf("mended %v, left %v, error %v", ids(fixed.Mended), ids(fixed.Left), err)
	}
}

// checkFix makes one fix and looks whether its finding is gone.
func checkFix(t *testing.T, doc *manifest.Document, opts lint.Options, f lint.Finding) {
	if len(f.Fixes) == 0 {
		return
	}
	text, err := manifest.Splice(doc.Bytes(), f.Fixes[0].Edits)
	if err != nil {
		t.Fatalf("%s: %v", f.Rule, err)
	}
	fixed, err := manifest.Parse(text)
	if err != nil {
		t.Fatalf("%s: the fix makes the text invalid: %v\n%s", f.Rule, err, text)
	}
	count := func(findings []lint.Finding) int {
		n := 0
		for _, g := range findings {
			if g.Rule == f.Rule && g.Module == f.Module {
				n++
			}
		}
		return n
	}
	before, after := count(lint.Run(doc, opts)), count(lint.Run(fixed, opts))
	if after >= before {
		t.Errorf("%s: %d findings before its fix and %d after\n%s\n%s", f.Rule, before, after, doc.Bytes(), text)
	}
}
