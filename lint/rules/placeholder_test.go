package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestPlaceholders: each form is left over in a deployment, and no mistake in a
// template that says so, with quotes or without.
func TestPlaceholders(t *testing.T) {
	for _, form := range []string{"${P}", "$P", "#{P}#", "$(P)", "{{P}}", "<P>", "__P__", "%P%", "#P#", "@P@"} {
		for _, src := range []string{`"` + form + `"`, form} {
			env := fmt.Sprintf(`"https_proxy": {"value": %s}, "UpstreamProtocol": {"value": %s}`, src, src)
			deployment := ep4Base(env, env, "")
			want := []string{"EP207", "EP207", "EP302", "EP302"}
			if src == form {
				want = nil // no tool takes the file before it is filled in
			}
			if got := placeholderFindings(t, deployment, lint.Options{}); !slices.Equal(got, want) {
				t.Errorf("%s in a deployment: got %q, want %q", src, got, want)
			}
			template := strings.Replace(deployment, "{", `{"$schema-template": "4.0.0", `, 1)
			if got := placeholderFindings(t, template, lint.Options{}); got != nil {
				t.Errorf("%s in a template: got %q", src, got)
			}
		}
	}
}

// TestPlaceholderDecoys: what looks like a template is believed for ordinary
// modules only. The configuration may name a placeholder.
func TestPlaceholderDecoys(t *testing.T) {
	const env = `"https_proxy": {"value": "${P}"}, "UpstreamProtocol": {"value": "${Q}"}`
	left := []string{"EP207", "EP207", "EP302", "EP302"}
	deployment := ep4Base(env, env, `"m": {"settings": {"image": "a:1"}, "env": {`+env+`}}`)
	url, err := manifest.ParseProxyURL("${P}")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, src string
		opts      lint.Options
		want      []string
	}{
		{"no mark", deployment, lint.Options{}, []string{"EP207", "EP207", "EP207", "EP302", "EP302"}},
		{"a placeholder elsewhere", strings.Replace(deployment, "{", `{"x": "${y}", `, 1), lint.Options{}, left},
		{"createOptions as an object", strings.Replace(deployment, `"image": "a:1"`, `"image": "a:1", "createOptions": {}`, 1), lint.Options{}, left},
		{"a placeholder without quotes", strings.Replace(deployment, "{", `{"x": ${y}, `, 1), lint.Options{}, left},
		{"proxy.url", deployment, lint.Options{Expect: lint.Expect{URL: url}}, []string{"EP302", "EP302"}},
		{"proxy.upstream-protocol", deployment, lint.Options{Expect: lint.Expect{UpstreamProtocol: "${Q}"}}, []string{"EP207", "EP207", "EP207"}},
		{"both", deployment, lint.Options{Expect: lint.Expect{URL: url, UpstreamProtocol: "${Q}"}}, nil},
	} {
		if got := placeholderFindings(t, test.src, test.opts); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// placeholderFindings are the rules EP201 to EP302 that say something.
func placeholderFindings(t *testing.T, src string, opts lint.Options) (found []string) {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatalf("%v: %s", err, src)
	}
	for _, f := range lint.Run(doc, opts) {
		if "EP200" < f.Rule && f.Rule < "EP303" {
			found = append(found, f.Rule)
		}
	}
	slices.Sort(found)
	return found
}

// TestBlankBesidePlaceholder: --fix and Apply both give a blank spelling the
// placeholder that stands beside it in a template.
func TestBlankBesidePlaceholder(t *testing.T) {
	const env = `"https_proxy": {"value": "http://proxy.example.com:3128"}, "UpstreamProtocol": {"value": "${P}"}, "upstreamprotocol": {"value": ""}`
	src := strings.Replace(ep4Base(env, env, ""), "{", `{"$schema-template": "4.0.0", `, 1)
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(src, `"upstreamprotocol": {"value": ""}`, `"upstreamprotocol": {"value": "${P}"}`, 2)
	fixed, err := lint.Fix(doc, lint.Run(doc, lint.Options{}))
	if err != nil || string(fixed.Bytes) != want {
		t.Errorf("fixed (%v): %s\nwant %s", err, fixed.Bytes, want)
	}
	url, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	res, err := doc.Apply(manifest.Proxy{URL: url}, manifest.Targets{})
	if err != nil || string(res.Bytes()) != want {
		t.Errorf("applied (%v): %s\nwant %s", err, res.Bytes(), want)
	}
}
