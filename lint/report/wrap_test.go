package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 13, []string{"one two three"}},
		{"a-very-long-word and more", 8, []string{"a-very-long-word", "and more"}},
		{"日本語 日本語", 8, []string{"日本語", "日本語"}}, // two columns each
		{`run "sudo iotedge check" now`, 22, []string{"run", `"sudo iotedge check"`, "now"}},
		{`run "a command that is too long" now`, 12, []string{`run "a`, "command that", `is too long"`, "now"}},
		{`one " two`, 5, []string{`one "`, "two"}},
		{"one  two   three", 8, []string{"one  two", "  three"}}, // only a line's end takes a blank
		{"name ::error::x  ::y z", 6, []string{"name ::error::x  ::y", "z"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// FuzzWrap makes sure that wrapping loses nothing and makes no command.
func FuzzWrap(f *testing.F) {
	f.Add("run \"sudo iotedge check\" ::now  and  then", 12)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text = plain.Line(text)
		lines := Wrap(text, width)
		for i, line := range lines {
			if i > 0 && strings.HasPrefix(strings.TrimLeft(line, " "), "::") {
				t.Errorf("line %q of %q is a command", line, text)
			}
		}
		if got := strings.Join(lines, " "); got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}

// TestHelpOnce makes sure that a help that many findings share is said once, and
// one that differs in each.
func TestHelpOnce(t *testing.T) {
	run := &Run{}
	for _, path := range []string{"a.json", "b.json"} {
		f := File{Path: path}
		for range 100 {
			f.Findings = append(f.Findings, Finding{Finding: check.Finding{Rule: "EP101", Message: "no proxy", Help: "add it"}})
		}
		f.Findings = append(f.Findings, Finding{Finding: check.Finding{Rule: "EP101", Message: "no proxy", Help: "add it to " + path}})
		run.Files = append(run.Files, f)
	}
	got := string(write(t, "text", run, Options{}))
	for text, want := range map[string]int{"no proxy": 202, "help: ": 3, "add it (": 1, "add it to a.json (": 1, "add it to b.json (": 1} {
		if n := strings.Count(got, text); n != want {
			t.Errorf("%q stands %d times in the report, want %d", text, n, want)
		}
	}
}
