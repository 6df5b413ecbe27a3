package config

import (
	"errors"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestAddIgnore: the entry is the last of the list, nothing else changes, and it is
// written as the list is.
func TestAddIgnore(t *testing.T) {
	entry := Ignore{Rule: "EP101", Path: "lab/a.json", Pointer: "/a~1b", Reason: `"no" proxy`, Until: time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)}
	const added = `{ rule: EP101, path: "lab/a.json", pointer: "/a~1b", reason: "\"no\" proxy", until: 2027-06-30 }`
	for _, test := range []struct{ name, src, want string }{
		{"no text", "", "ignore:\n  - " + added + "\n"},
		{"comments only", "# ours\n", "# ours\nignore:\n  - " + added + "\n"},
		{"no list", "rules: { EP203: off }", "rules: { EP203: off }\nignore:\n  - " + added + "\n"},
		{"CRLF", "rules: { EP203: off }\r\n", "rules: { EP203: off }\r\nignore:\r\n  - " + added + "\r\n"},
		{"empty value", "ignore: # none yet\nrules: {}\n", "ignore: # none yet\n  - " + added + "\nrules: {}\n"},
		{"empty brackets", "ignore: []\n", "ignore: [" + added + "]\n"},
		{"brackets", "ignore: [ { rule: EP203, reason: x } ]\n", "ignore: [ { rule: EP203, reason: x }, " + added + " ]\n"},
		{"lines", "ignore:\n- rule: EP203\n  reason: x # y\n\nrules: {}\n", "ignore:\n- rule: EP203\n  reason: x # y\n- " + added + "\n\nrules: {}\n"},
		{"indented", "ignore:\n    - { rule: EP203, reason: x }", "ignore:\n    - { rule: EP203, reason: x }\n    - " + added + "\n"},
	} {
		edit, err := AddIgnore([]byte(test.src), entry, testRules)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got, err := manifest.Splice([]byte(test.src), []manifest.Edit{edit})
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", test.name, err, got, test.want)
		}
	}
}

// TestAddIgnoreRefuses: a text that is no configuration stays as it is, and so does one
// with no place for a line.
func TestAddIgnoreRefuses(t *testing.T) {
	entry := Ignore{Rule: "EP101", Reason: "x"}
	var fault *Error
	if _, err := AddIgnore([]byte("rulez: {}"), entry, testRules); !errors.As(err, &fault) {
		t.Errorf("an unknown key: %v", err)
	}
	for _, src := range []string{"{ rules: {} }", "ignore:\n  - rule: EP203\n    reason: |\n      two\n      lines\n"} {
		if edit, err := AddIgnore([]byte(src), entry, testRules); !errors.Is(err, ErrNoRoom) {
			t.Errorf("%q: %q, %v", src, edit.Text, err)
		}
	}
	if _, err := AddIgnore(nil, Ignore{Rule: "EP101"}, testRules); !errors.Is(err, ErrNoRoom) {
		t.Errorf("no reason: %v", err)
	}
}

// TestPathGlob: the glob of a path matches that path alone.
func TestPathGlob(t *testing.T) {
	for _, path := range []string{"a.json", "a*.json", "a?[x].json", "{a,b}/[c.json"} {
		c := mustParse(t, "ignore: [ { rule: EP101, reason: x, path: '"+PathGlob(path)+"' } ]")
		if glob := c.Ignore[0].Path; !matches(glob, path) || matches(glob, "a1.json") || matches(glob, "a/c.json") {
			t.Errorf("%s: %s", path, glob)
		}
	}
}
