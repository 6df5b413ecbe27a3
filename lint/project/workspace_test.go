package project_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestWorkspace: a text in an editor has the findings of its file, with the
// configuration of its folder, and is passed over where a search passes over the file.
func TestWorkspace(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".git/HEAD", "")
	writeText(t, ".edgeproxy.yaml", "proxy: { url: 'http://proxy.example.com:3128' }\nexclude: ['old/**']\noverrides: [ { paths: ['lab/**'], rules: { EP101: info } } ]\n")
	text := fixture(t, "bare.json")
	files := map[string]string{
		"a.json": text, "lab/a.json": text, "old/a.json": text, "a.template.json": text, "package.json": `{"name": "x"}`, "half.json": text[:len(text)-10], "half.json.j2": text[:len(text)-10],
		"a.yaml": text,
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		writeText(t, name, text)
	}
	w := project.Workspace{Dir: dir}
	for _, file := range mustLint(t, project.Options{}, ".").Run.Files {
		if file.Path == ".edgeproxy.yaml" {
			continue
		}
		got := w.Check(filepath.Join(dir, file.Path), []byte(files[file.Path]))
		var want, found []string
		for _, f := range file.Findings {
			want = append(want, f.Rule+" "+f.Severity.String())
		}
		for _, f := range got.Findings {
			found = append(found, f.Rule+" "+f.Severity.String())
		}
		if diff := cmp.Diff(want, found); diff != "" || got.PassedOver != "" || got.Err != nil {
			t.Errorf("%s (-file +editor): %s%s%v", file.Path, diff, got.PassedOver, got.Err)
		}
		delete(files, file.Path)
	}
	for name, text := range files {
		if got := w.Check(filepath.Join(dir, name), []byte(text)); got.PassedOver == "" {
			t.Errorf("%s is not passed over: %v", name, got.Findings)
		}
	}
	if len(files) != 3 {
		t.Errorf("a search finds other files than those: %v are left", len(files))
	}
}

// TestWorkspaceApply: a text in an editor is edited as its file is, and what is left
// needs nothing more.
func TestWorkspaceApply(t *testing.T) {
	dir := t.TempDir()
	writeText(t, filepath.Join(dir, ".edgeproxy.yaml"), "proxy: { url: 'http://proxy.example.com:3128' }")
	w := project.Workspace{Dir: dir}
	path := filepath.Join(dir, "a.json")
	edit, err := w.Apply(path, []byte(fixture(t, "bare.json")), project.ApplyOptions{})
	if err != nil || !edit.Differs() {
		t.Fatalf("%v, %v", edit, err)
	}
	for _, f := range w.Check(path, edit.New).Findings {
		if f.Severity == lint.Error {
			t.Errorf("is left: %s %s", f.Rule, f.Message)
		}
	}
	if _, err := w.Apply(filepath.Join(t.TempDir(), "a.json"), edit.Old, project.ApplyOptions{}); err == nil {
		t.Error("no proxy is known, and none is missed")
	}
	url, err := manifest.ParseProxyURL("http://10.0.0.8:3128")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Apply(path, []byte("{"), project.ApplyOptions{Proxy: manifest.Proxy{URL: url}}); err == nil {
		t.Error("a text that is no JSON is edited")
	}
}
