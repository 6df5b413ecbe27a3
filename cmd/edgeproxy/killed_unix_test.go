//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilled kills the program while it prepares its files. What it leaves is
// for nobody else to read, and the next run removes it.
func TestKilled(t *testing.T) {
	const files = 300
	p := builtTool(t, t.TempDir())
	args := []string{"apply", proxyArg, "-w"}
	for i := range files {
		args = append(args, fmt.Sprintf("%03d.json", i))
	}
	var left []string
	for range 20 {
		for _, name := range args[3:] {
			writeText(t, filepath.Join(p.dir, name), fixture(t, "bare.json"))
		}
		cmd := p.command(args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); len(temps(t, p.dir)) == 0 && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if left = temps(t, p.dir); len(left) > 0 {
			break
		}
	}
	if len(left) == 0 {
		t.Fatal("the program was never killed in time")
	}
	for _, name := range left {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	out := p.run(t, args...)
	if want := fmt.Sprintf("edgeproxy: removed %d temporary file", len(left)); out.code != exitOK || !strings.Contains(out.stderr, want) {
		t.Errorf("expected %q: exit code %d, %.300s", want, out.code, out.stderr)
	}
	if left = temps(t, p.dir); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
