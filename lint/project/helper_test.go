package project_test

import (
	"context"
	"embed"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

//go:embed testdata
var testdata embed.FS

// fixture is a manifest of testdata: bare.json has no proxy, behind.json has one.
func fixture(t *testing.T, name string) string {
	t.Helper()
	text, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
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
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// mustLint is Lint, which must be possible.
func mustLint(t *testing.T, opts project.Options, names ...string) *project.Result {
	t.Helper()
	res, err := project.Lint(context.Background(), names, opts)
	if err != nil {
		t.Fatalf("%q: %v", names, err)
	}
	return res
}

// count is how often a rule has found something that is not known, those findings
// included that a run does not list.
func count(res *project.Result, rule string) int {
	n := 0
	for _, f := range res.Run.Files {
		for _, d := range f.Findings {
			if d.Rule == rule && d.Suppressed == nil {
				n += max(1, d.More)
			}
		}
	}
	return n
}

// expectError expects that text in an error.
func expectError(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v\nexpected %s", err, text)
	}
}

func failure(res *project.Result, err error) error {
	if res == nil {
		return err
	}
	return errors.Join(append(res.Errors(), err)...)
}

func proxyURL(t *testing.T, text string) manifest.ProxyURL {
	t.Helper()
	url, err := manifest.ParseProxyURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}
