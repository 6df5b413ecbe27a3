package yamlfile_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

func format() yamlfile.Format {
	return yamlfile.Format{
		Name: "a list of plants", MaxSize: 2 << 10, Large: "write it as CSV",
		Misplaced: func(mapping, key string) string {
			if mapping == "the list" && key == "street" {
				return "a plant has it"
			}
			return ""
		},
	}
}

// read reads a file with the keys "name", "old" and "plants".
func read(text string) (name string, old bool, plants []string, err *yamlfile.Error) {
	d := yamlfile.New("plants.yaml", []byte(text), format())
	if root := d.Tree(); root != nil {
		d.Mapping(root, "the list", yamlfile.Keys{
			"name": func(v *yamlfile.Node) { name = d.Text(v, `"name"`) },
			"old":  func(v *yamlfile.Node) { old = d.Boolean(v, `"old"`) },
			"plants": func(v *yamlfile.Node) {
				d.List(v, `"plants"`, "[a, b]", func(e *yamlfile.Node) { plants = append(plants, d.Text(e, "a plant")) })
			},
		})
	}
	return name, old, plants, d.Err
}

func TestDecoder(t *testing.T) {
	name, old, plants, err := read("# ours\nname: north\nold: true\nplants: [a, \"b c\"]\n")
	if err != nil || name != "north" || !old || strings.Join(plants, "|") != "a|b c" {
		t.Errorf("%q, %v, %q, error %v", name, old, plants, err)
	}
	if _, _, _, err := read(""); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}

// TestErrors: each fault has its place and says what to do; nothing that may be an
// address is quoted.
func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"nmae: x":                   `plants.yaml:1:1: unknown key "nmae" in the list: did you mean "name"?`,
		"name: a\nstreet: b":        `plants.yaml:2:1: "street" does not belong here: a plant has it`,
		"u:hunter2@host: b":         `plants.yaml:1:1: unknown key in the list: expected "name", "old" or "plants"`,
		"name: a\nname: b":          `plants.yaml:2:1: "name" is there twice: first in line 1`,
		"name: &a b":                `plants.yaml:1:7: "&" has a meaning in YAML that is not supported here: put a text that starts with it in quotes`,
		"name: 3":                   `plants.yaml:1:7: "name" is a number: expected a text; put it in quotes`,
		"old: maybe":                `plants.yaml:1:6: "old" is a text: expected true or false`,
		"plants: a":                 `plants.yaml:1:9: "plants" is a text: expected a list, such as [a, b]`,
		"- a":                       `plants.yaml:1:1: the list is a list: expected the keys "name", "old" or "plants", each with a colon and a blank`,
		"name = a":                  `plants.yaml:1:1: the list is a text: a key has a colon and a blank after it, and no equals sign: KEY: VALUE`,
		"name: \"a":                 `plants.yaml:1:7: not valid YAML: a closing " is missing`,
		strings.Repeat("[", 40):     `plants.yaml:1:33: nested too deeply: expected a list of plants, which has a few levels`,
		strings.Repeat("#\n", 4000): `plants.yaml: larger than 2 KB; write it as CSV`,
	} {
		if _, _, _, err := read(text); err == nil || err.Error() != want {
			t.Errorf("%.40q\n got %v\nwant %s", text, err, want)
		}
	}
}
