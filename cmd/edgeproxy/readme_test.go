package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme runs every command of the README's console blocks, in order, in a
// copy of the examples, and holds what it shows to what is printed. With
// -update what is printed is written into the README.
func TestReadme(t *testing.T) {
	const name = "../../README.md"
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	path := "PATH=" + buildTool(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	blocks := regexp.MustCompile("(?s)```console\n(.*?)```")
	if !blocks.Match(want) {
		t.Fatal("the README has no console block")
	}
	got := blocks.ReplaceAllStringFunc(string(want), func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.SplitSeq(block, "\n") {
			command, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				continue
			}
			cmd := exec.Command("sh", "-c", command)
			cmd.Dir, cmd.Env = dir, cleanEnv(path)
			out, _ := cmd.CombinedOutput() // what it prints tells whether it failed
			b.WriteString(line + "\n" + trimBlanks(string(out)))
		}
		return b.String() + "```"
	})
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the README shows something else than what is printed (-README +printed):\n%s", diff)
	}
}

// trimBlanks cuts blanks at the ends of lines, which Markdown editors do, too.
func trimBlanks(s string) string {
	return regexp.MustCompile(`(?m) +$`).ReplaceAllString(s, "")
}

// buildTool builds the program into a folder that it returns. git is not asked: it may not
// trust the checkout, or there is none.
func buildTool(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.Command("go", "build", "-buildvcs=false", "-o", dir+string(filepath.Separator), ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as a release is built
	out, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return dir
}
