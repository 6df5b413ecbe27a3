package main

import (
	"bytes"
	"embed"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
)

// proxyArg is the usual proxy on the command line.
const proxyArg = "--proxy-url=http://proxy.example.com:3128"

// tool is the program, for tests that need a process of their own.
type tool struct {
	path string
	dir  string   // where it runs
	env  []string // beside that of the test
}

// newTool is the program as the scripts run it: the test binary under another
// name.
func newTool(t *testing.T, dir string) tool {
	t.Helper()
	path, err := exec.LookPath("edgeproxy")
	if err != nil {
		t.Fatal(err)
	}
	return tool{path: path, dir: dir}
}

// builtTool is the program as users have it.
func builtTool(t *testing.T, dir string) tool {
	t.Helper()
	return tool{path: filepath.Join(buildTool(t), "edgeproxy"), dir: dir}
}

// output is what a run of the program has left.
type output struct {
	stdout, stderr string
	code           int
}

func (p tool) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, args...)
	cmd.Dir = p.dir
	cmd.Env = cleanEnv(p.env...)
	return cmd
}

// cleanEnv is the environment of the test and more, without what the program would act on:
// CI systems, terminals, git's hooks and users put their own there.
func cleanEnv(more ...string) []string {
	read := strings.Fields("CI TF_BUILD GITHUB_ACTIONS NO_COLOR FORCE_COLOR TERM COLUMNS EDGEPROXY_PROXY_URL")
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(read, name) || strings.HasPrefix(name, "GIT_")
	})
	return append(env, more...)
}

// run runs the program with an empty standard input.
func (p tool) run(t *testing.T, args ...string) output { return p.runWith(t, "", args...) }

func (p tool) runWith(t *testing.T, stdin string, args ...string) output {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	_ = cmd.Run() // the code tells
	if cmd.ProcessState == nil {
		t.Fatalf("edgeproxy %q did not start", args)
	}
	return output{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

//go:embed testdata/manifests
var fixtures embed.FS

// fixture is a manifest of testdata/manifests.
func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := fixtures.ReadFile("testdata/manifests/" + name)
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

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
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

// runHere runs the program in this process, in the current folder.
func runHere(stdin string, env map[string]string, args ...string) output {
	var stdout, stderr bytes.Buffer
	code := testApp(strings.NewReader(stdin), &stdout, &stderr, env).run(args)
	return output{stdout.String(), stderr.String(), code}
}

// testApp is the program with streams and an environment of the test.
func testApp(stdin io.Reader, stdout, stderr io.Writer, env map[string]string) *app {
	a := newApp()
	a.Console = console.Console{Stdin: stdin, Stdout: stdout, Stderr: stderr, Getenv: func(name string) string { return env[name] }}
	return a
}
