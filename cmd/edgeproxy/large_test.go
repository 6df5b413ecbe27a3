package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongNames gives a module and a deployment long names: the table does not
// grow with them, row by row, and JSON holds them whole.
func TestLongNames(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("ü", 100_000)
	var modules []string
	for i := range 50 {
		modules = append(modules, fmt.Sprintf(`"m%d": {"settings": {"image": "m:1"}}`, i))
	}
	modules = append(modules, fmt.Sprintf(`%q: {"settings": {"image": %[1]q}}`, long))
	writeText(t, "a.json", fmt.Sprintf(`{"id": %q, "content": {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {%s}}}}}}`, long, strings.Join(modules, ", ")))
	out := runHere("", nil, "show", "a.json")
	if short := strings.Repeat("ü", 160) + "…"; out.code != exitOK || len(out.stdout) > 100_000 || strings.Count(out.stdout, short) != 3 {
		t.Errorf("exit code %d, %d bytes: %.300s%s", out.code, len(out.stdout), out.stdout, out.stderr)
	}
	if out := runHere("", nil, "show", "--format", "json", "a.json"); strings.Count(out.stdout, `"`+long+`"`) < 3 {
		t.Errorf("JSON has not the whole name: exit code %d, %d bytes", out.code, len(out.stdout))
	}
	writeText(t, ".edgeproxy.yaml", fmt.Sprintf("ignore:\n- { rule: EP101, reason: %s }\n", strings.Repeat("x", 60_000))+strings.Repeat("- { rule: EP101, reason: y }\n", 1000))
	if out := runHere("", nil, "config", "c.json"); out.code != exitOK || len(out.stdout) > 2_000_000 || !strings.Contains(out.stdout, "xxx…") {
		t.Errorf("config: exit code %d, %d bytes%s", out.code, len(out.stdout), out.stderr)
	}
}
