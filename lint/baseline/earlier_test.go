package baseline

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// TestAgainst: an entry that the earlier version does not have covers nothing,
// and is not stale for that.
func TestAgainst(t *testing.T) {
	const known = `{"rule": "EP101", "path": "a.json", "pointer": "/x", "severity": "warning", "cause": "none", "count": 1}`
	file := func(entries ...string) string {
		return `{"version": 2, "entries": [` + strings.Join(entries, ", ") + `]}`
	}
	for _, tt := range []struct{ name, entry, want string }{
		{"as it was", known, "baseline"},
		{"no entry", "", ""},
		{"another path", strings.Replace(known, "a.json", "b.json", 1), ""},
		{"another rule", strings.Replace(known, "EP101", "EP102", 1), ""},
		{"another pointer", strings.Replace(known, "/x", "/y", 1), ""},
		{"a lower severity", strings.Replace(known, `"warning"`, `"info"`, 1), ""},
		{"a higher severity", strings.Replace(known, `"warning"`, `"error"`, 1), "baseline"},
		{"another cause", strings.Replace(known, "none", "blank", 1), ""},
		{"of an older version", strings.Replace(known, `"severity": "warning", "cause": "none", `, "", 1), "baseline"},
	} {
		b, entries := mustParse(t, file(known)), []string{tt.entry}
		if tt.entry == "" {
			entries = nil
		}
		b.Against(mustParse(t, file(entries...)))
		for range 2 {
			findings := []check.Finding{{Rule: "EP101", Pointer: "/x", Severity: check.Warning, Cause: "none"}}
			b.Apply("a.json", findings)
			if got := marks(findings)[0]; got != tt.want {
				t.Errorf("%s: covered by %q, want %q", tt.name, got, tt.want)
			}
		}
		n, paths := b.Fresh()
		if tt.want == "" && (n != 1 || !slices.Equal(paths, []string{"a.json"})) || tt.want != "" && n+len(paths) != 0 {
			t.Errorf("%s: %d new findings in %q", tt.name, n, paths)
		}
		if stale := b.Stale(Coverage{}); len(stale) != 0 {
			t.Errorf("%s: stale: %v", tt.name, stale)
		}
	}
}
