package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyFindings: a run over files with many findings lists ten thousand of a
// kind, and one of each further file. It counts, records and mends all.
func TestManyFindings(t *testing.T) {
	const files, each = 13, 900
	t.Chdir(t.TempDir())
	var entries []string
	for i := range each {
		entries = append(entries, fmt.Sprintf(`"v%d": "x"`, i))
	}
	for i := range files {
		writeText(t, fmt.Sprintf("%02d.json", i), `{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {"env": {`+strings.Join(entries, ", ")+`}}}}}}}`)
	}
	// The one finding of a file that comes last is listed, too.
	writeText(t, "99.json", `{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {"env": {"v": "x"}}}}}}}`)

	want := ""
	for _, jobs := range []string{"1", "2", "8"} {
		out := runHere("", nil, "lint", "--no-config", "--select", "EP108", "--format", "text", "--jobs", jobs, ".")
		switch {
		case want != "" && out.stdout != want:
			t.Errorf("--jobs %s gives something else than --jobs 1", jobs)
		case !strings.HasSuffix(out.stdout, fmt.Sprintf("\n%d errors in %d files (%[1]d fixable with --fix)\n", files*each+1, files+1)):
			t.Errorf("--jobs %s: %s", jobs, out.stdout[max(0, len(out.stdout)-200):])
		}
		want = out.stdout
	}
	for text, n := range map[string]int{
		": error: ":                              10_000 + 1 + 2 + 1, // and the rest of 11.json; the first and the rest of 12.json; 99.json
		"and 800 more of this kind in this file": 1,
		"and 899 more of this kind in this file": 1,
		"99.json:1:":                             1,
	} {
		if got := strings.Count(want, text); got != n {
			t.Errorf("%q is there %d times, want %d", text, got, n)
		}
	}

	out := runHere("", nil, "lint", "--no-config", "--select", "EP108", "--baseline", "b.json", "--write-baseline", ".")
	if !strings.Contains(out.stderr, fmt.Sprintf("%d findings recorded", files*each+1)) {
		t.Errorf("--write-baseline: %+v", out)
	}
	if out := runHere("", nil, "lint", "--no-config", "--select", "EP108", "--baseline", "b.json", "."); out.code != exitOK || !strings.Contains(out.stdout, fmt.Sprintf("%d suppressed", files*each+1)) {
		t.Errorf("--baseline: %d, %s", out.code, out.stdout)
	}
	if out := runHere("", nil, "lint", "--no-config", "--select", "EP108", "--fix", "."); out.code != exitOK || !strings.Contains(out.stdout, fmt.Sprintf("%d fixed", files*each+1)) {
		t.Errorf("--fix: %d, %s", out.code, out.stdout)
	}
}
