// Package examples_test holds the examples to what they show: the findings of
// each manifest are recorded, and the pipelines are run as their agents would.
package examples_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite output.txtar")

// bin is the folder that holds the built program.
var bin string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	var err error
	if bin, err = os.MkdirTemp("", "edgeproxy"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(bin)
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", bin+string(filepath.Separator), "../cmd/edgeproxy").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// TestOutput runs the program over every example and compares what it prints
// with the record in output.txtar.
func TestOutput(t *testing.T) {
	record := &txtar.Archive{Comment: []byte(`What edgeproxy says of each example. This file is written by a test:
go test ./examples -update
`)}
	add := func(name string, commands ...string) {
		dir := t.TempDir() // no configuration above it
		if err := os.CopyFS(dir, os.DirFS(".")); err != nil {
			t.Fatal(err)
		}
		var transcript strings.Builder
		for _, command := range commands {
			out, code := tool(t, dir, nil, strings.Fields(command)...)
			fmt.Fprintf(&transcript, "$ edgeproxy %s\n%s(exit code %d)\n\n", command, out, code)
		}
		record.Files = append(record.Files, txtar.File{Name: name, Data: []byte(transcript.String())})
	}
	for _, name := range manifests(t) {
		add(name, "lint "+name, "show "+name)
	}
	add("edgeproxy.yaml",
		"config --config edgeproxy.yaml sites/plant-b/deployment.json",
		"lint --config edgeproxy.yaml scaffold.json template.json",
		"apply --proxy-url http://10.2.0.4:3128 --diff configuration.json")

	got := txtar.Format(record)
	if *update {
		if err := os.WriteFile("output.txtar", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("output.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("output.txtar says something else (-record +printed); if the change is meant, run go test ./examples -update\n%s", diff)
	}
}

// manifests lists the examples that are deployments.
func manifests(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.Contains(read(t, name), "$edgeAgent") {
			names = append(names, name)
		}
	}
	if len(names) < 5 {
		t.Fatalf("only %q hold $edgeAgent", names)
	}
	return names
}

// TestEditorSettings runs the commands of the README that write the schemas:
// they make the files that the settings name. How VS Code associates them is
// tested with its own language service by .ci/ajv.
func TestEditorSettings(t *testing.T) {
	dir := t.TempDir()
	_, script, _ := strings.Cut(read(t, "README.md"), "```sh\n")
	script, _, _ = strings.Cut(script, "```")
	cmd := exec.Command("sh", "-euc", script)
	cmd.Dir = dir
	cmd.Env = append(cleanEnv(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, code := combined(t, cmd); code != 0 {
		t.Fatalf("exit code %d: %s", code, out)
	}
	var settings struct {
		JSON []struct{ URL string } `json:"json.schemas"`
		YAML map[string]string      `json:"yaml.schemas"`
	}
	decode(t, read(t, "vscode-settings.json"), &settings)
	var named []string
	for _, s := range settings.JSON {
		named = append(named, s.URL)
	}
	for url := range settings.YAML {
		named = append(named, url)
	}
	written, err := filepath.Glob(filepath.Join(dir, ".vscode/edgeproxy/*.json"))
	if err != nil || len(written) != len(named) {
		t.Errorf("the settings name %q, the commands write %q", named, written)
	}
	for _, url := range named {
		var schema struct{ Title string }
		decode(t, read(t, filepath.Join(dir, url)), &schema)
		if schema.Title == "" {
			t.Errorf("%s is no schema", url)
		}
	}
}

// TestIndex: the README speaks of every example, and of nothing else.
func TestIndex(t *testing.T) {
	files, err := filepath.Glob("*")
	if err != nil {
		t.Fatal(err)
	}
	readme := read(t, "README.md")
	for _, name := range files {
		linked := strings.Contains(readme, "]("+name+")")
		ours := strings.HasSuffix(name, ".go") || name == "README.md" || name == "terminal.svg"
		if linked == ours {
			t.Errorf("%s: linked %t", name, linked)
		}
	}
}

// tool runs edgeproxy in a folder, as on no CI system and with env besides.
func tool(t *testing.T, dir string, env []string, args ...string) (output string, code int) {
	t.Helper()
	cmd := exec.Command(filepath.Join(bin, "edgeproxy"), args...)
	cmd.Dir = dir
	cmd.Env = append(cleanEnv(), env...)
	return combined(t, cmd)
}

// combined runs a command and returns both of its streams and its exit code.
func combined(t *testing.T, cmd *exec.Cmd) (output string, code int) {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// cleanEnv is the environment without what CI systems, git hooks and the
// user's settings put there.
func cleanEnv() (env []string) {
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		prefix, _, _ := strings.Cut(name, "_")
		if !slices.Contains(strings.Fields("CI TF_BUILD NO_COLOR FORCE_COLOR TERM COLUMNS GOBIN"), name) &&
			!slices.Contains(strings.Fields("GITHUB RUNNER AGENT BUILD SYSTEM EDGEPROXY GIT"), prefix) {
			env = append(env, entry)
		}
	}
	return env
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// write writes a file and the folders on its way.
func write(t *testing.T, name, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = os.WriteFile(name, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}
