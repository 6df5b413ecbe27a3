package help

import "testing"

func TestRoff(t *testing.T) {
	for text, want := range map[string]string{
		".gitignore":      `\&.gitignore`,
		"a\n.b\n'c' d.e":  "a\n\\&.b\n\\&'c' d.e",
		`C:\temp --fix`:   `C:\etemp \-\-fix`,
		"a\\\n  continue": "a\\e\n  continue",
	} {
		if got := roff(text); got != want {
			t.Errorf("roff(%q) = %q, want %q", text, got, want)
		}
	}
}
