package project_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// apply sets a proxy in files, in memory.
func apply(t *testing.T, names ...string) (*project.Applied, error) {
	t.Helper()
	proxy := manifest.Proxy{URL: proxyURL(t, "http://proxy.example.com:3128")}
	return project.Apply(context.Background(), project.Find(names), project.ApplyOptions{Proxy: proxy, NoConfig: true})
}

// TestApplyWrites: Write is for all files or none, WriteEach for each by itself.
func TestApplyWrites(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 3)
	old := fixture(t, "bare.json")
	res, err := apply(t, ".")
	if err != nil || len(res.Changes()) != 3 || len(res.Proxies) != 1 {
		t.Fatalf("%+v, %v", res, err)
	}
	theirs := fixture(t, "behind.json")
	writeText(t, "001.json", theirs) // somebody saves it meanwhile
	expectError(t, res.Write(context.Background()), "001.json: cannot be written: ")
	if readText(t, "000.json") != old || readText(t, "002.json") != old {
		t.Error("Write has written some of the files")
	}
	expectError(t, res.WriteEach(context.Background()), "001.json: cannot be written: ")
	if readText(t, "000.json") == old || readText(t, "002.json") == old || readText(t, "001.json") != theirs {
		t.Error("WriteEach has not written each file by itself")
	}
	if len(res.Edits) != 2 || res.Edits[1].Name != "002.json" {
		t.Errorf("edits %+v", res.Edits)
	}
	if again, err := apply(t, "."); err != nil || len(again.Edits) != 3 || len(again.Changes()) != 0 {
		t.Errorf("a second run changes %+v, %v", again.Changes(), err)
	}
}

// TestApplyInterrupted: an ended context leaves the files as they are.
func TestApplyInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 2)
	res, err := apply(t, ".")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, write := range []func(context.Context) error{res.Write, res.WriteEach} {
		if err := write(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	}
	if _, err := project.Apply(ctx, project.Find([]string{"."}), project.ApplyOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if readText(t, "000.json") != fixture(t, "bare.json") {
		t.Error("a file was written")
	}
}

// TestApplyErrors: what can be edited is, and each of the others is an error that
// names its file.
func TestApplyErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 1)
	writeText(t, "broken.json", `{"modulesContent": {"$edgeAgent": }}`)
	writeText(t, "other.json", `{}`)
	res, err := apply(t, "000.json", "broken.json", "nosuch.json", "other.json")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
	for _, text := range []string{"broken.json:1:35: ", "nosuch.json: no such file", "other.json: "} {
		expectError(t, err, text)
	}
	if res == nil || len(res.Edits) != 1 || res.Edits[0].Name != "000.json" {
		t.Errorf("%+v", res)
	}
	if _, err := project.Apply(context.Background(), project.Find([]string{"000.json"}), project.ApplyOptions{}); !errors.Is(err, project.ErrNoProxy) {
		t.Errorf("error %v", err)
	}
}

// TestApplyConfigured takes from the configuration what the options do not say.
func TestApplyConfigured(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".git/HEAD", "")
	writeText(t, ".edgeproxy.yaml", "proxy: { url: \"http://10.0.0.8:3128\" }\noverrides:\n  - { paths: [\"lab/**\"], proxy: { required: false } }\n")
	writeText(t, "a.json", fixture(t, "bare.json"))
	writeText(t, "lab/b.json", fixture(t, "bare.json"))
	res, err := project.Apply(context.Background(), project.Find([]string{"."}), project.ApplyOptions{})
	if err != nil || len(res.Edits) != 2 {
		t.Fatalf("%+v, %v", res, err)
	}
	for _, e := range res.Edits {
		switch {
		case e.Name == "a.json" && !strings.Contains(string(e.New), "http://10.0.0.8:3128"):
			t.Errorf("a.json: %s", e.New)
		case e.Name == "lab/b.json" && (e.Differs() || e.NotRequired != ".edgeproxy.yaml:3"):
			t.Errorf("lab/b.json: %q, %s", e.NotRequired, e.New)
		}
	}
}

// TestFind: each file once, however it is named; links that lead out are failures.
func TestFind(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a.json", "b/c.json", "b/d.txt", "b/.git/e.json", "b/node_modules/f.json", "b/g.template"} {
		writeText(t, name, "{}")
	}
	outside := t.TempDir()
	writeText(t, outside+"/secret.json", "{}")
	for link, target := range map[string]string{"b/in.json": "c.json", "b/out.json": outside + "/secret.json", "b/gone.json": "nosuch"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ paths, files, failures string }{
		{"a.json ./a.json", "a.json", ""},
		{"b", "b/c.json b/g.template", "b/gone.json b/out.json"},
		{"b/c.json b", "b/c.json b/g.template", "b/gone.json b/out.json"},
		{"b/d.txt nosuch", "b/d.txt nosuch", ""},
		{"**/c.json *.json", "b/c.json a.json", ""},
		{"- a.json", "<stdin> a.json", ""},
		{"x*", "", "x*"},
	} {
		found := project.Find(strings.Fields(test.paths))
		var files, failures []string
		for _, f := range found.Files {
			files = append(files, f.Name)
		}
		for _, f := range found.Failures {
			failures = append(failures, f.Name)
		}
		if got := strings.Join(files, " "); got != test.files {
			t.Errorf("%s: files %s, want %s", test.paths, got, test.files)
		}
		if got := strings.Join(failures, " "); got != test.failures {
			t.Errorf("%s: failures %s, want %s", test.paths, got, test.failures)
		}
	}
}

// TestEditPrinted: a log of edits holds neither the password of the proxy nor the bytes of
// the files (law L9).
func TestEditPrinted(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 1)
	proxy := manifest.Proxy{URL: proxyURL(t, "http://user:s3cret@proxy.example.com:3128")}
	res, err := project.Apply(t.Context(), project.Find([]string{"000.json"}), project.ApplyOptions{Proxy: proxy, NoConfig: true})
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%v %+v %#v %d %s", res.Edits, *res, res.Edits[0], res.Edits, res.Edits[0])
	if strings.Contains(text, "s3cret") || strings.Contains(text, strings.Trim(fmt.Sprint([]byte("s3cret")), "[]")) {
		t.Error("the password is shown") // not the text: it holds the password
	}
	if want := `000.json: edgeAgent: add https_proxy = "http://***@proxy.example.com:3128"`; !strings.Contains(text, want) {
		t.Errorf("no %q", want)
	}
}
