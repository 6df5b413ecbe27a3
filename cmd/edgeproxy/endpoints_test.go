package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
)

// TestEndpointsOfHostileFiles: names of files and modules break no format, and give no
// orders.
func TestEndpointsOfHostileFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range evilFiles() {
		writeText(t, name, evilManifest(t))
	}
	for _, format := range []string{"table", "json", "csv", "squid"} {
		out := runHere("", nil, hostileArgs("endpoints", "--format", format)...)
		if out.code != exitOK || out.stderr != "" || len(out.stdout) < 500 {
			t.Errorf("%s: exit code %d, %d bytes, %s", format, out.code, len(out.stdout), out.stderr)
		}
		text := out.stdout
		switch format {
		case "table":
			for line := range strings.Lines(text) {
				if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > console.UsualColumns && strings.Contains(strings.TrimSpace(line), " ") && line[0] != '[' && !strings.Contains(line, "vso") {
					t.Errorf("%d columns: %s", n, line)
				}
			}
		case "json":
			if !json.Valid([]byte(text)) {
				t.Error("no JSON")
			}
		case "csv":
			text = strings.ReplaceAll(text, "\r\n", "\n") // as RFC 4180 ends lines
			if rows, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil || len(rows) != strings.Count(text, "\n") {
				t.Errorf("%d rows in %d lines: %v", len(rows), strings.Count(text, "\n"), err)
			}
		case "squid":
			for line := range strings.Lines(text) {
				if line != "\n" && !strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "#   ") && !strings.HasPrefix(line, "acl edgeproxy_") || strings.Contains(line, "evil") {
					t.Errorf("squid reads %q", line)
				}
			}
		}
		checkHarmless(t, format, text, "")
	}
}
