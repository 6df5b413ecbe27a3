package sites_test

import (
	"bytes"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// FuzzMake: whatever the manifest looks like, a site gets what Apply or RemoveProxy makes
// of it; in a Configuration document the modules stand as these bytes, and each byte that
// leads back to the manifest is the same there.
func FuzzMake(f *testing.F) {
	f.Add([]byte(base("\n", "  ")), "a'\"b", 3)
	f.Add([]byte("\ufeff"+base("\r\n", "\t")), "", 0)
	f.Add([]byte(`{"id":"x","content":{"moduleContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{"https_proxy":{"value":"x"}}}}}}}},"metrics":{"queries":{}}}`), "l", 1)
	f.Fuzz(func(t *testing.T, src []byte, label string, priority int) {
		doc, err := manifest.Parse(src)
		if err != nil {
			return
		}
		d := &sites.Deployment{
			ID: sites.Setting{Text: "l-{site}"}, Condition: sites.Setting{Text: "tags.s='{site}'"}, Priority: priority,
			Labels: []sites.Label{{Name: label, Value: label}},
		}
		l := list(withProxy(t, "a", "http://10.0.0.1:3128", d), sites.Site{Name: "b", NoProxy: true, Deployment: d})
		m, err := sites.NewMaker(doc, l, sites.Usual{})
		if err != nil {
			return
		}
		plan, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		apply := func() (*manifest.Result, error) { return doc.Apply(l.Sites[0].Proxy, manifest.Targets{}) }
		remove := func() (*manifest.Result, error) {
			return doc.RemoveProxy(manifest.Removal{}, manifest.Targets{All: true})
		}
		for i, want := range []func() (*manifest.Result, error){apply, remove} {
			res, wantErr := want()
			made, err := m.Make(&plan[i])
			if (err == nil) != (wantErr == nil) {
				t.Fatalf("Make says %v, and the library %v", err, wantErr)
			}
			if err == nil {
				compareMade(t, m, doc, made, res)
			}
		}
	})
}

// compareMade holds a Configuration document to what the library makes of the manifest.
func compareMade(t *testing.T, m *sites.Maker, doc *manifest.Document, made *sites.Made, res *manifest.Result) {
	content := doc.Deployments()[0].Content.Span()
	inside := res.Bytes()[content.Start : content.End+len(res.Bytes())-len(doc.Bytes())]
	at := bytes.Index(made.Text, inside)
	if at < 0 {
		t.Fatalf("the modules have changed:\n%s\nin\n%s", inside, made.Text)
	}
	if back, err := manifest.Parse(made.Text); err != nil || len(back.Deployments()) == 0 {
		t.Fatalf("what is made cannot be read: %v\n%s", err, made.Text)
	}
	for i, c := range made.Text {
		span, ok := m.Origin(made, manifest.Span{Start: i, End: i}, "")
		if ok && span.Start < content.End && doc.Bytes()[span.Start] != c {
			t.Fatalf("byte %d, %q, leads to byte %d, %q", i, c, span.Start, doc.Bytes()[span.Start])
		}
	}
}
