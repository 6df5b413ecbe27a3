package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/baseline"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// TestLibrariesNameNoFlags: an importer has no flags, so that what the libraries
// say names one only within a whole command, such as "edgeproxy apply --module X".
func TestLibrariesNameNoFlags(t *testing.T) {
	flag := regexp.MustCompile(`--[a-z][a-z-]+`)
	command := regexp.MustCompile(`\b(edgeproxy|dockerd|az|git|sudo)\b`)
	checked := 0
	for _, root := range []string{"../../lint", "../../manifest"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, " ") { // a word alone is an argument of a command
					checked++
					if at := flag.FindStringIndex(lit.Value); at != nil && !command.MatchString(lit.Value[:at[0]]) {
						t.Errorf("%s: %s names a flag", path, lit.Value)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if checked < 1000 {
		t.Errorf("only %d texts were looked at", checked)
	}
}

// TestFlagsAreAdded: what the program prints does name the flags.
func TestFlagsAreAdded(t *testing.T) {
	run := &report.Run{Files: []report.File{report.Locate("a.json", []byte("{}"), lint.Source([]byte("{}"), lint.Options{}))}}
	wording.AddFlags(run)
	if help := run.Files[0].Findings[0].Help; !strings.Contains(help, "--skip-non-manifests") {
		t.Errorf("help %q", help)
	}
	if _, err := baseline.Parse("b.json", nil); !strings.HasSuffix(wording.Of(err).Error(), "write it again with --write-baseline") {
		t.Errorf("error %q", wording.Of(err))
	}
	commands := newApp().rootCommand("").Commands()
	for _, r := range lint.DefaultRules() {
		for _, name := range regexp.MustCompile(`--[a-z-]+`).FindAllString(wording.FlagFor(r.ID), -1) {
			if !slices.ContainsFunc(commands, func(c *cobra.Command) bool { return c.Flags().Lookup(name[2:]) != nil }) {
				t.Errorf("%s: there is no %s", r.ID, name)
			}
		}
	}
}
