package atomicfile

import (
	"os"
	"path/filepath"
	"testing"
)

// realDisk is the disk of the machine, whose calls a test may replace.
func realDisk() Disk {
	calls := Disk{}.os()
	return Disk{calls: &calls}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// temps lists what writing has left over in a folder.
func temps(t *testing.T, dir string) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".edgeproxy-*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}
