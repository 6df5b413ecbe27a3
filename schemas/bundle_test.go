package schemas_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"
)

var update = flag.Bool("update", false, "write the bundled schemas")

// TestBundles holds the bundled schemas to their sources. With -update it
// writes them.
func TestBundles(t *testing.T) {
	shared := readSource(t, "shared.json")
	for _, name := range []string{"configuration.json", "deployment.json", "layered.json", "template.json"} {
		want := bundle(readSource(t, name), shared)
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s is not what its source gives: run go generate ./schemas\n%s", name, diff)
		}
	}
}

func readSource(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("source", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	reference = regexp.MustCompile(`"#/definitions/([^"]+)"`)

	// Only templates define placeholder, the last form of every value that
	// is not plain text. Everywhere else there is no such form.
	placeholder = regexp.MustCompile(`,\s*\{ "\$ref": "#/definitions/placeholder" \}`)
)

// bundle adds to the definitions of root those of shared that it needs, as
// they are written. A definition of root's own beats the shared one of its name.
func bundle(root, shared string) string {
	own := gjson.Get(root, "definitions")
	if !own.Get("placeholder").Exists() {
		shared = placeholder.ReplaceAllString(shared, "")
	}
	all := own.Map()
	gjson.Get(shared, "definitions").ForEach(func(name, text gjson.Result) bool {
		if _, ok := all[name.Str]; !ok {
			all[name.Str] = text
		}
		return true
	})
	needed := map[string]bool{}
	need(root, all, needed)

	var members []string
	for _, definitions := range []gjson.Result{own, gjson.Get(shared, "definitions")} {
		definitions.ForEach(func(name, _ gjson.Result) bool {
			if needed[name.Str] {
				members = append(members, "\n    "+name.Raw+": "+all[name.Str].Raw)
				delete(needed, name.Str)
			}
			return true
		})
	}
	end := own.Index + len(own.Raw)
	return root[:own.Index] + "{" + strings.Join(members, ",") + "\n  }" + root[end:]
}

// need collects the names of the definitions that text refers to, at once or
// through others.
func need(text string, all map[string]gjson.Result, needed map[string]bool) {
	for _, match := range reference.FindAllStringSubmatch(text, -1) {
		if name := match[1]; !needed[name] {
			needed[name] = true
			need(all[name].Raw, all, needed)
		}
	}
}
