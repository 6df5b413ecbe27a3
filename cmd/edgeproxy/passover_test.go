package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestNothingIsPassedOver damages manifests whose names are spelt in all ways, and
// lets a folder search and the hook have them: each is a finding, or an error if
// it is too large to be read. The same files without these names are passed over.
func TestNothingIsPassedOver(t *testing.T) {
	t.Chdir(t.TempDir())
	spellings := map[string]func(string) string{
		"plain":                   func(s string) string { return s },
		"escapes":                 func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "$", `\u0024`), "C", `\u0043`) },
		"UTF-16LE":                func(s string) string { return utf16Text(s, true) },
		"UTF-16BE":                func(s string) string { return utf16Text(s, false) },
		"UTF-16LE without a mark": func(s string) string { return utf16Text(s, true)[2:] },
		"UTF-16BE without a mark": func(s string) string { return utf16Text(s, false)[2:] },
	}
	damages := map[string]string{ // %s is the name
		"lone surrogate": `{"%s": {"x": "\ud800"}}`,
		"invalid byte":   "{\"%s\": {\"x\": \"\x7f\xff\"}}",
		"NaN":            `{"%s": {"x": NaN}}`,
		"brackets":       `{"%s": ` + strings.Repeat("[", 1001) + strings.Repeat("]", 1001) + "}",
		"half":           `{"%s": {`,
		"a quote":        `{'%s': {}}`,
	}
	run := func(args ...string) output {
		return runHere("", nil, append([]string{"lint", "--no-config", "--format", "concise"}, args...)...)
	}
	for how, spell := range spellings {
		for what, damage := range damages {
			for _, name := range []string{"$edgeAgent", "modulesContent"} {
				writeText(t, "folder/a.json", spell(fmt.Sprintf(damage, name)))
				for _, args := range [][]string{{"folder"}, {"--skip-non-manifests", "folder/a.json"}} {
					if out := run(args...); out.code != exitFindings || !strings.Contains(out.stdout, "EP001") {
						t.Errorf("%s, %s, %s: %v: exit code %d, %s%s", name, how, what, args, out.code, out.stdout, out.stderr)
					}
				}
			}
			writeText(t, "folder/a.json", spell(fmt.Sprintf(damage, "$edgeBrake")))
			if out := run("--skip-non-manifests", "folder/a.json"); out.code != exitOK {
				t.Errorf("another name, %s, %s: exit code %d, %s%s", how, what, out.code, out.stdout, out.stderr)
			}
		}
		large := strings.Repeat(" ", 100_000) + `{"%s": {}}`
		for name, want := range map[string]int{"$edgeAgent": exitFailure, "modulesContent": exitFailure, "$edgeBrake": exitOK} {
			writeText(t, "folder/a.json", spell(fmt.Sprintf(large, name)))
			if out := run("--skip-non-manifests", "--max-size", "50000", "folder/a.json"); out.code != want {
				t.Errorf("%s, %s, large: exit code %d, want %d: %s%s", name, how, out.code, want, out.stdout, out.stderr)
			}
		}
	}
}
