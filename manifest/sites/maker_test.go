package sites_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// base is a deployment with edgeAgent, edgeHub and a module "camera". Its text has the
// line ending nl and the indentation unit.
func base(nl, unit string) string {
	text := `{
 "modulesContent": {
  "$edgeAgent": {
   "properties.desired": {
    "schemaVersion": "1.1",
    "systemModules": {
     "edgeAgent": {
      "settings": { "image": "a:1.5" }
     },
     "edgeHub": {
      "settings": { "image": "h:1.5" }
     }
    },
    "modules": {
     "camera": {
      "settings": { "image": "c:1\/2" }, // ours
      "env": { "A": { "value": "1.0" } }
     }
    }
   }
  }
 }
}
`
	var b strings.Builder
	for line := range strings.Lines(text) {
		rest := strings.TrimLeft(line, " ")
		b.WriteString(strings.Repeat(unit, len(line)-len(rest)) + strings.TrimSuffix(rest, "\n") + nl)
	}
	return b.String()
}

func parse(t testing.TB, src string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func withProxy(t testing.TB, name, url string, d *sites.Deployment) sites.Site {
	t.Helper()
	parsed, err := manifest.ParseProxyURL(url)
	if err != nil {
		t.Fatal(err)
	}
	return sites.Site{Name: name, Proxy: manifest.Proxy{URL: parsed}, Deployment: d}
}

// list is a list with an output of its own for each site.
func list(all ...sites.Site) *sites.List {
	return &sites.List{File: "sites.yaml", Output: sites.Setting{Text: "{site}.json"}, Sites: all}
}

func lineOf(priority int) *sites.Deployment {
	return &sites.Deployment{
		ID: sites.Setting{Text: "line-{site}"}, Condition: sites.Setting{Text: "tags.site='{site}'"}, Priority: priority,
		Labels: []sites.Label{{Name: "site", Value: "{site}"}, {Name: "quote", Value: `"`}},
	}
}

func maker(t testing.TB, src string, l *sites.List) *sites.Maker {
	t.Helper()
	m, err := sites.NewMaker(parse(t, src), l, sites.Usual{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func makeAll(t testing.TB, m *sites.Maker, plan []sites.Output, err error) map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for i := range plan {
		made, err := m.Make(&plan[i])
		if err != nil {
			t.Fatal(err)
		}
		texts[plan[i].Path] = string(made.Text)
	}
	return texts
}

// TestBare: without a deployment a site gets what Apply makes, byte for byte, and a site
// without a proxy gets the manifest as it is, or without the proxy that it has.
func TestBare(t *testing.T) {
	src := base("\r\n", "\t")
	office := sites.Site{Name: "office", NoProxy: true}
	l := list(withProxy(t, "a", "http://10.0.0.1:3128", nil), office)
	m := maker(t, src, l)
	plan, err := m.Plan()
	texts := makeAll(t, m, plan, err)
	want, err := parse(t, src).Apply(l.Sites[0].Proxy, manifest.Targets{})
	if err != nil {
		t.Fatal(err)
	}
	if texts["a.json"] != string(want.Bytes()) || texts["office.json"] != src {
		t.Errorf("a.json:\n%s\noffice.json:\n%s", texts["a.json"], texts["office.json"])
	}
	m = maker(t, string(want.Bytes()), list(office))
	plan, err = m.Plan()
	got := makeAll(t, m, plan, err)["office.json"]
	if removed, err := parse(t, string(want.Bytes())).RemoveProxy(manifest.Removal{}, manifest.Targets{}); err != nil || got != string(removed.Bytes()) || strings.Contains(got, "https_proxy") {
		t.Errorf("the proxy is not taken away: %v\n%s", err, got)
	}
}

// TestConfiguration: the Configuration document holds the content byte for byte, and
// looks like the manifest: line endings, indentation, all on one line.
func TestConfiguration(t *testing.T) {
	l := list(withProxy(t, "plant-a", "http://10.0.0.1:3128", lineOf(20)))
	for _, style := range []struct{ nl, unit, want string }{
		{"\n", "  ", "{\n  \"id\": \"line-plant-a\",\n  \"schemaVersion\": \"1.0\",\n  \"labels\": {\n    \"site\": \"plant-a\",\n    \"quote\": \"\\\"\"\n  },\n  \"content\": {\n    \"modulesContent\": CONTENT\n  },\n  \"targetCondition\": \"tags.site='plant-a'\",\n  \"priority\": 20\n}\n"},
		{"\r\n", "\t", "{\r\n\t\"id\": \"line-plant-a\",\r\n\t\"schemaVersion\": \"1.0\",\r\n\t\"labels\": {\r\n\t\t\"site\": \"plant-a\",\r\n\t\t\"quote\": \"\\\"\"\r\n\t},\r\n\t\"content\": {\r\n\t\t\"modulesContent\": CONTENT\r\n\t},\r\n\t\"targetCondition\": \"tags.site='plant-a'\",\r\n\t\"priority\": 20\r\n}\r\n"},
	} {
		src := base(style.nl, style.unit)
		m := maker(t, src, l)
		plan, err := m.Plan()
		got := makeAll(t, m, plan, err)["plant-a.json"]
		applied, err := parse(t, src).Apply(l.Sites[0].Proxy, manifest.Targets{})
		if err != nil {
			t.Fatal(err)
		}
		span := parse(t, src).Deployments()[0].Content.Span()
		content := applied.Bytes()[span.Start : span.End+len(applied.Bytes())-len(src)]
		if want := strings.Replace(style.want, "CONTENT", string(content), 1); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if dep := parse(t, got).Deployments(); len(dep) != 1 || dep[0].Shape != manifest.Configuration || dep[0].ID != "line-plant-a" {
			t.Errorf("it is no Configuration document:\n%s", got)
		}
	}
	minified := `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"settings":{}}}}}}}`
	m := maker(t, minified, list(sites.Site{Name: "office", NoProxy: true, Deployment: lineOf(0)}))
	plan, err := m.Plan()
	want := `{"id":"line-office","schemaVersion":"1.0","labels":{"site":"office","quote":"\""},"content":` + minified + `,"targetCondition":"tags.site='office'","priority":0}`
	if got := makeAll(t, m, plan, err)["office.json"]; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestShapes: every shape of a manifest with a modules content becomes a Configuration
// document, and what its service adds to one does not.
func TestShapes(t *testing.T) {
	const content = `{"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {}}}}}}`
	for shape, src := range map[string]string{
		"modulesContent": `{"modulesContent": ` + content + `}`,
		"content":        `{"content": {"modulesContent": ` + content + `}}`,
		"configuration":  `{"id": "old", "etag": "x", "content": {"modulesContent": ` + content + `}, "metrics": {"queries": {"q": "select"}}, "targetCondition": "*", "priority": 3}`,
		"moduleContent":  `{"moduleContent": ` + content + `}`,
		"bare map":       content,
		"IoT Central":    `{"deploymentManifest": {"modulesContent": ` + content + `}}`,
	} {
		m := maker(t, src, list(sites.Site{Name: "office", NoProxy: true, Deployment: lineOf(7)}))
		plan, err := m.Plan()
		got := makeAll(t, m, plan, err)["office.json"]
		for _, part := range []string{`"id":"line-office"`, content, `"priority":7`} {
			if !strings.Contains(got, part) {
				t.Errorf("%s: %s is missing in %s", shape, part, got)
			}
		}
		if strings.Contains(got, "etag") || strings.Contains(got, `"q": "select"`) != (shape == "configuration") || strings.Contains(got, `"moduleContent"`) != (shape == "moduleContent") {
			t.Errorf("%s: %s", shape, got)
		}
	}
}

func TestNewMakerErrors(t *testing.T) {
	l := list(sites.Site{Name: "office", NoProxy: true, Deployment: lineOf(7)})
	for src, want := range map[string]string{
		`{}`: "no deployment found",
		`[` + base("\n", "") + `,` + base("\n", "") + `]`:                                                           "it holds 2 deployments: expected one",
		`{"moduleId": "$edgeAgent", "properties": {"desired": {"systemModules": {"edgeAgent": {"settings": {}}}}}}`: "it is the twin of edgeAgent",
	} {
		if _, err := sites.NewMaker(parse(t, src), l, sites.Usual{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %s", src, err, want)
		}
	}
}

// TestModules: a name must be that of a module, and a pattern need not match; both are
// told.
func TestModules(t *testing.T) {
	site := withProxy(t, "a", "http://10.0.0.1:3128", nil)
	site.Modules = []string{"cam*", "blob*"}
	m := maker(t, base("\n", " "), list(site))
	plan, err := m.Plan()
	if err != nil {
		t.Fatal(err)
	}
	made, err := m.Make(&plan[0])
	if err != nil || len(made.Changes) != 7 || len(made.Notes) != 1 || made.Notes[0] != `the pattern "blob*" matches no module` {
		t.Errorf("%d changes, notes %q, error %v", len(made.Changes), made.Notes, err)
	}
	site.Modules = []string{"camrea"}
	var unknown *manifest.UnknownModuleError
	if _, err := maker(t, base("\n", " "), list(site)).Make(&plan[0]); !errors.As(err, &unknown) {
		t.Errorf("error %v", err)
	}
}

// TestUsual: what the configuration says holds where a site says nothing.
func TestUsual(t *testing.T) {
	placeholder, err := manifest.ParseProxyURL("${PROXY}")
	if err != nil {
		t.Fatal(err)
	}
	src := strings.Replace(base("\n", " "), `"value": "1.0"`, `"value": "${PROXY}"`, 1)
	usual := sites.Usual{Modules: []string{"camera"}, Proxy: manifest.Proxy{Placeholder: placeholder, NoProxy: "localhost", UpstreamProtocol: manifest.MqttWs}}
	m, err := sites.NewMaker(parse(t, src), list(withProxy(t, "a", "http://10.0.0.1:3128", nil)), usual)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := m.Plan()
	got := makeAll(t, m, plan, err)["a.json"]
	for part, times := range map[string]int{`"http://10.0.0.1:3128"`: 4, `"MqttWs"`: 3, `"localhost"`: 1, "${PROXY}": 0} {
		if strings.Count(got, part) != times {
			t.Errorf("%s: %d times in\n%s", part, strings.Count(got, part), got)
		}
	}
}

// TestOrigin: each byte of what is made leads back to the same byte of the manifest, or
// was put there for the site.
func TestOrigin(t *testing.T) {
	src := base("\n", "  ")
	for _, d := range []*sites.Deployment{nil, lineOf(3)} {
		m := maker(t, src, list(withProxy(t, "a", "http://10.0.0.1:3128", d)))
		plan, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		made, err := m.Make(&plan[0])
		if err != nil {
			t.Fatal(err)
		}
		kept := 0
		for i, c := range made.Text {
			span, ok := m.Origin(made, manifest.Span{Start: i, End: i}, "")
			at := span.Start
			if !ok {
				continue
			}
			if at < len(src) && src[at] == c {
				kept++
			} else if at < parse(t, src).Deployments()[0].Content.Span().End {
				t.Fatalf("byte %d, %q, leads to byte %d, %q", i, c, at, src[at])
			}
		}
		content := parse(t, src).Deployments()[0].Content.Span()
		if d == nil && kept != len(src) || kept < content.Len() {
			t.Errorf("%d of %d bytes lead back", kept, len(src))
		}
	}
}

// TestOriginOfKey: the key around the modules is repeated, and leads back to that of the
// manifest.
func TestOriginOfKey(t *testing.T) {
	src := strings.Replace(base("\n", "  "), "modulesContent", "moduleContent", 1)
	m := maker(t, src, list(withProxy(t, "a", "http://10.0.0.1:3128", lineOf(3))))
	plan, err := m.Plan()
	if err != nil {
		t.Fatal(err)
	}
	made, err := m.Make(&plan[0])
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(made.Text), `"moduleContent"`)
	pointer := m.Pointer(&plan[0], "/content/moduleContent")
	span, ok := m.Origin(made, manifest.Span{Start: at, End: at + 15}, pointer)
	if pointer != "/moduleContent" || !ok || src[span.Start:span.End] != `"moduleContent"` {
		t.Errorf("%s, %v %v", pointer, span, ok)
	}
}

func BenchmarkMake(b *testing.B) {
	src := base("\n", "  ")
	src = strings.Replace(src, `"1.0"`, fmt.Sprintf("%q", strings.Repeat("x", 7000)), 1)
	m := maker(b, src, list(withProxy(b, "a", "http://10.0.0.1:3128", lineOf(3))))
	plan, err := m.Plan()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := m.Make(&plan[0]); err != nil {
			b.Fatal(err)
		}
	}
}
