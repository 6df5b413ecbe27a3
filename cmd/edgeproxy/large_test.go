package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// TestStreamHoldsAgent lets the name lie anywhere in a stream, in one piece and
// across two, in UTF-8 and in UTF-16.
func TestStreamHoldsAgent(t *testing.T) {
	const piece = 64 << 10
	wide := strings.Join(strings.Split("$edgeAgent", ""), "\x00") + "\x00"
	for _, name := range []string{"$edgeAgent", wide} {
		for before := piece - len(name) - 2; before <= piece+2; before++ {
			text := strings.Repeat(" ", before) + name + strings.Repeat(" ", piece)
			if holds, err := streamHoldsAgent(strings.NewReader(text)); !holds || err != nil {
				t.Errorf("%q after %d bytes: %v, %v", name, before, holds, err)
			}
		}
		if holds, err := streamHoldsAgent(iotest.OneByteReader(strings.NewReader("  " + name))); !holds || err != nil {
			t.Errorf("%q byte by byte: %v, %v", name, holds, err)
		}
		if holds, err := streamHoldsAgent(strings.NewReader(strings.Repeat(name[:len(name)-2]+" ", piece))); holds || err != nil {
			t.Errorf("half of %q: %v, %v", name, holds, err)
		}
	}
	broken := errors.New("broken")
	if _, err := streamHoldsAgent(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

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
	writeText(t, filepath.Join("c", ".edgeproxy.yaml"), fmt.Sprintf("ignore:\n- { rule: EP101, reason: %s }\n", strings.Repeat("x", 60_000))+strings.Repeat("- { rule: EP101, reason: y }\n", 1000))
	if out := runHere("", nil, "config", filepath.Join("c", "a.json")); out.code != exitOK || len(out.stdout) > 2_000_000 || !strings.Contains(out.stdout, "xxx…") {
		t.Errorf("config: exit code %d, %d bytes%s", out.code, len(out.stdout), out.stderr)
	}
}
