package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestZeroDocument: a document that nobody has parsed holds no deployment. It is
// linted and mended without a panic, with every rule and option.
func TestZeroDocument(t *testing.T) {
	zero := new(manifest.Document)
	for _, opts := range []lint.Options{
		{},
		{Expect: lint.Expect{Need: check.NeedAll, URL: proxyURL("http://proxy.example.com:3128"), Modules: []string{"*"}}},
		{Against: new(manifest.Document)},
	} {
		found := lint.Run(zero, opts)
		if got := ids(found); len(got) != 1 || got[0] != "EP004" {
			t.Errorf("%+v: %v, expected EP004 alone", opts, got)
		}
		if fixed, err := opts.Fix(zero, found); err != nil || fixed.Changed {
			t.Errorf("%+v: fixed %+v, %v", opts, fixed, err)
		}
	}
	if at := zero.Position(0); at.Line != 1 || at.Column != 1 {
		t.Errorf("the start of the document is at %v", at)
	}
}

// TestFaultyOptions: options that cannot mean what they say are an error of
// Validate and Fix, and a finding of Run and Source, which return no error.
func TestFaultyOptions(t *testing.T) {
	rule := lint.Rule{ID: "ACME01", Name: "one", Severity: lint.Warning, Check: func(*check.Pass) {}}
	twin := rule
	twin.Name = "two"
	for name, tt := range map[string]struct {
		opts lint.Options
		want string // "" if there is nothing wrong
	}{
		"zero":              {lint.Options{}, ""},
		"known severity":    {lint.Options{Severities: map[string]lint.Severity{"EP101": lint.Info}}, ""},
		"unknown severity":  {lint.Options{Severities: map[string]lint.Severity{"EP1O1": lint.Off}}, `"EP1O1"`},
		"name, not ID":      {lint.Options{Severities: map[string]lint.Severity{"agent-proxy-missing": lint.Off}}, `"EP101"`},
		"not among the own": {lint.Options{Rules: []lint.Rule{rule}, Severities: map[string]lint.Severity{"EP101": lint.Off}}, `"EP101"`},
		"own rule":          {lint.Options{Rules: append(lint.DefaultRules(), rule), Severities: map[string]lint.Severity{"ACME01": lint.Error}}, ""},
		"without a check":   {lint.Options{Rules: []lint.Rule{{ID: "ACME02", Severity: lint.Error}}}, `"ACME02" has no Check`},
		"without an ID":     {lint.Options{Rules: []lint.Rule{{Name: "nameless"}}}, `"nameless"`},
		"twice":             {lint.Options{Rules: append(lint.DefaultRules(), rule, twin)}, `"ACME01"`},
		"no rules":          {lint.Options{Rules: []lint.Rule{}}, "is empty"},
		"the same twice":    {lint.Options{Rules: append(lint.DefaultRules(), lint.DefaultRules()[3])}, `"EP004"`},
	} {
		doc, err := manifest.Parse([]byte(stripping))
		if err != nil {
			t.Fatal(err)
		}
		err = tt.opts.Validate()
		found := lint.Run(doc, tt.opts)
		_, fixErr := tt.opts.Fix(doc, found)
		if tt.want == "" {
			if err != nil || fixErr != nil {
				t.Errorf("%s: %v, %v; expected no error", name, err, fixErr)
			}
			continue
		}
		for _, e := range []error{err, fixErr} {
			if e == nil || !strings.Contains(e.Error(), tt.want) {
				t.Errorf("%s: error %v, expected one about %s", name, e, tt.want)
			}
		}
		for _, found := range [][]lint.Finding{found, lint.Source([]byte(stripping), tt.opts), lint.Source([]byte("{"), tt.opts)} {
			if len(found) != 1 || found[0].Severity != lint.Error || !strings.Contains(found[0].Message, tt.want) || found[0].Help == "" {
				t.Errorf("%s: %+v, expected one error about %s", name, found, tt.want)
			}
		}
	}
}

// TestExpectHidesPassword: however options are printed, the password of the
// expected proxy is not in it (L9).
func TestExpectHidesPassword(t *testing.T) {
	opts := lint.Options{Expect: lint.Expect{URL: proxyURL("http://user:hunter2@proxy.example.com:3128")}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		for _, value := range []any{opts, &opts, opts.Expect, []lint.Expect{opts.Expect}} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, "hunter2") || strings.Contains(text, "68756e74657232") {
				t.Errorf("%s shows the password: %s", verb, text)
			}
		}
	}
}
