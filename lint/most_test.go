package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// crowd is a deployment whose edgeAgent has n entries in env that are no objects.
func crowd(n int, module string) string {
	entries := make([]string, n)
	for i := range entries {
		entries[i] = fmt.Sprintf(`"v%d": "x"`, i)
	}
	return `{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"` + module + `": {"settings": {"image": "a:1"}, "env": {` +
		strings.Join(entries, ", ") + `}}}, "systemModules": {"edgeAgent": {"settings": {"image": "a:1"}}}}}}}`
}

func parsed(t *testing.T, src string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// ofRule are the findings of one rule.
func ofRule(id string, findings []lint.Finding) (found []lint.Finding) {
	for _, f := range findings {
		if f.Rule == id {
			found = append(found, f)
		}
	}
	return found
}

func TestMostFindings(t *testing.T) {
	src := crowd(13345, "m")
	doc := parsed(t, src)
	found := ofRule("EP108", lint.Run(doc, lint.Options{Severities: map[string]lint.Severity{"EP108": lint.Warning}}))
	if len(found) != 1001 {
		t.Fatalf("%d findings", len(found))
	}
	last := found[1000]
	if last.More != 12345 || last.Message != "… and 12,345 more of this kind in this file" || last.Help == "" || last.Severity != lint.Warning || last.Name != found[0].Name || last.Pointer != "" {
		t.Errorf("%+v", last)
	}
	if text := src[last.Span.Start:last.Span.End]; last.Span.Start <= found[999].Span.Start || text != `"x"` {
		t.Errorf("the last one is at %v, %q", last.Span, text)
	}
	if found = ofRule("EP108", lint.Run(parsed(t, crowd(1000, "m")), lint.Options{})); len(found) != 1000 || found[999].More != 0 {
		t.Errorf("of a thousand findings %d are left, the last %+v", len(found), found[len(found)-1])
	}
}

// TestMostFindingsKeepErrors: the one error comes last, and is not left out.
func TestMostFindingsKeepErrors(t *testing.T) {
	mixed := lint.Rule{ID: "EP999", Name: "mixed", Severity: lint.Error, Check: func(p *lint.Pass) {
		for range 5000 {
			p.Report(lint.Finding{Severity: lint.Warning, Message: "mild"})
		}
		p.Report(lint.Finding{Message: "bad"})
	}}
	errors, more := 0, 0
	for _, f := range lint.Run(parsed(t, `{}`), lint.Options{Rules: []lint.Rule{mixed}}) {
		more += f.More
		if f.Severity == lint.Error {
			errors++
		}
	}
	if errors != 1 || more != 4000 {
		t.Errorf("%d errors, and %d more findings", errors, more)
	}
}

// TestMostText: a name of a megabyte stands in each pointer, and in no message.
func TestMostText(t *testing.T) {
	found := ofRule("EP108", lint.Run(parsed(t, crowd(500, strings.Repeat("n", 1<<20))), lint.Options{}))
	listed := found[:len(found)-1]
	if len(listed) > 8 || len(listed)+found[len(listed)].More != 500 {
		t.Errorf("%d findings, and %d more", len(listed), found[len(listed)].More)
	}
	for _, f := range listed {
		if len(f.Message) > 400 || !strings.Contains(f.Message, "nnn…\"") || len(f.Pointer) < 1<<20 || len(f.Module) != 1<<20 {
			t.Errorf("a message of %d bytes, %.80s…, a pointer of %d", len(f.Message), f.Message, len(f.Pointer))
		}
	}
}

// TestMostFixes: what is not listed is mended all the same.
func TestMostFixes(t *testing.T) {
	doc := parsed(t, crowd(1500, "m"))
	opts := lint.Options{}
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(fixed.Bytes), `"x"}`) + strings.Count(string(fixed.Bytes), `"x" }`); n != 1500 || len(ofRule("EP108", fixed.Left)) != 0 {
		t.Errorf("%d entries were mended: %.400s", n, fixed.Bytes)
	}
	for i, f := range fixed.Mended {
		if f.Unlisted() != (i >= 1000) || f.Rule != "EP108" || f.Pointer == "" || f.Unlisted() && f.Help != "" {
			t.Fatalf("mended %d: %+v", i, f)
		}
	}
}

// TestMostFixesLeft: what may not be mended is listed as by Run, and not whole.
func TestMostFixesLeft(t *testing.T) {
	kept := lint.Rule{ID: "EP999", Name: "kept", Severity: lint.Warning, Check: func(p *lint.Pass) {
		for range 1500 { // the fix changes nothing, and overlaps the ones before it
			p.Report(lint.Finding{Message: "odd", Fixes: []check.Fix{{Message: "keep", Edits: []manifest.Edit{{Span: manifest.Span{Start: 0, End: 1}, Text: "{"}}}}})
		}
	}}
	doc, opts := parsed(t, `{}`), lint.Options{Rules: []lint.Rule{kept}}
	found := lint.Run(doc, opts)
	if last := found[len(found)-1]; last.More != 500 || last.MoreFixable != 500 {
		t.Errorf("the last stands for %d, of which %d have a fix", last.More, last.MoreFixable)
	}
	fixed, err := opts.Fix(doc, found)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(fixed.Left); n != 1001 || fixed.Left[n-1].More != 500 {
		t.Errorf("%d findings are left", n)
	}
}
