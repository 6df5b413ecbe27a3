package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestArrows holds the packages to the direction of their imports, and keeps
// everything that belongs to a command line out of the libraries.
func TestArrows(t *testing.T) {
	const module = "github.com/iotedge-tools/edgeproxy/"
	for _, test := range []struct {
		pkg       string
		forbidden []string
	}{
		{"./manifest", []string{module + "lint", module + "schemas", module + "cmd", "spf13", "x/term", "runewidth", "santhosh-tekuri", "goccy", "doublestar", "renameio", "rogpeppe", "net/http", "\nos/exec\n", "\nflag\n"}},
		{"./manifest/secret", []string{module + "lint", module + "schemas", module + "cmd", module + "manifest\n", "\nos\n", "tidwall"}},
		{"./schemas", []string{module + "lint", module + "manifest", module + "cmd", "spf13", "x/term", "santhosh-tekuri", "net/http"}},
		{"./lint", []string{module + "lint/project", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/report", []string{module + "lint/project", module + "lint/config", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/config", []string{module + "lint/project", module + "lint/report", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/baseline", []string{module + "lint/project", module + "lint/report", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/project/...", []string{module + "cmd", "spf13", "x/term", "net/http", "\nflag\n"}},
	} {
		cmd := exec.Command("go", "list", "-deps", test.pkg)
		cmd.Dir = "../.."
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list -deps %s: %v", test.pkg, err)
		}
		for _, word := range test.forbidden {
			if strings.Contains("\n"+string(out), word) {
				t.Errorf("%s depends on %s", test.pkg, strings.TrimSpace(word))
			}
		}
	}
}

// TestNoFiles: what judges a document reads no file, so that a page and an editor
// can use it.
func TestNoFiles(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}}:{{range .Imports}} {{.}} {{end}}`,
		"./manifest/...", "./schemas", "./lint", "./lint/check", "./lint/rules", "./lint/structure", "./lint/report", "./lint/page")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		for _, word := range []string{" os ", " os/exec ", " io/fs ", " net ", " net/http ", " syscall ", " time "} {
			if strings.Contains(line, word) {
				t.Errorf("%s imports%s", line[:strings.Index(line, ":")], word)
			}
		}
	}
}
