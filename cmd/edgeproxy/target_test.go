package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReportOntoStdin: "edgeproxy lint --report json=a.json - < a.json" would
// lose the manifest.
func TestReportOntoStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	const manifest = `{"modulesContent": {}}`
	if err := os.WriteFile("a.json", []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	stdin, err := os.Open("a.json")
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	var stderr bytes.Buffer
	a := newQuietApp()
	a.Stdin, a.Stderr = stdin, &stderr
	code := a.run([]string{"lint", "--no-config", "--report", "json=a.json", "-"})
	if code != exitFailure || !strings.Contains(stderr.String(), "read as standard input") {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
	if got, err := os.ReadFile("a.json"); err != nil || string(got) != manifest {
		t.Errorf("the manifest is %q now (%v)", got, err)
	}
}
