package project_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// TestFindSites: lists are found in whatever form they are written; what is none, is
// broken, or is a part of another list, is passed over.
func TestFindSites(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml":              "manifest: ../a.json\nsites:\n  a: { proxy-url: none }\n",
		"b/flow.yml":          "{ manifest: 'x.json', sites: { a: { proxy-url: \"${P}\" } } }",
		"b/json.yaml":         "{\n  \"sites\": { \"a\": { \"proxy-url\": \"none\" } } }",
		"c.csv":               "\ufeffproxy-url,site\r\nnone,a\r\n",
		"d/list.yaml":         "# many\n'sites': part.csv\n",
		"d/part.csv":          "site,proxy-url\na,none\n",
		"e.csv":               "site,price\na,3\n",
		"f.yaml":              "sites: [a]\n",
		"g.yaml":              "nginx:\n  sites: { a: { proxy-url: none } }\n",
		"h.txt":               "sites: { a: { proxy-url: none } }\n",
		"node_modules/a.yaml": "sites: { a: { proxy-url: none } }\n",
	} {
		writeText(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	var got []string
	for _, list := range (project.Input{}).FindSites(dir) {
		name, _ := filepath.Rel(dir, list.Path)
		manifest := ""
		if list.Manifest != "" {
			manifest, _ = filepath.Rel(dir, list.Manifest)
		}
		got = append(got, strings.Join([]string{filepath.ToSlash(name), filepath.ToSlash(manifest), strings.Join(list.Variables, ",")}, " "))
	}
	if want := "a.yaml ../a.json |b/flow.yml b/x.json P|b/json.yaml  |c.csv  |d/list.yaml  "; strings.Join(got, "|") != want {
		t.Errorf("found %q\nwant %q", strings.Join(got, "|"), want)
	}
}
