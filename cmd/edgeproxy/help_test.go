package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/schemas"
)

// TestHelpFits: at 80 columns every line of every help fits, and at fewer what
// is prose does.
func TestHelpFits(t *testing.T) {
	root := newApp().rootCommand("")
	for _, width := range []int{60, 80, 120} {
		eachCommand(root, func(cmd *cobra.Command) {
			var b strings.Builder
			help.Write(&b, cmd, width)
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				prose := line != "" && line[0] != ' ' && line[0] != '\t'
				if runewidth.StringWidth(line) > width && (width >= 80 || prose) {
					t.Errorf("%s at %d columns: %s", cmd.CommandPath(), width, line)
				}
			}
			for _, want := range []string{cmd.CommandPath(), "\nUsage:\n", "Flags:\n"} {
				if !strings.Contains(b.String(), want) {
					t.Errorf("help of %s lacks %q", cmd.CommandPath(), want)
				}
			}
		})
	}
}

// TestTexts: the files with the words of commands are those of the commands there are,
// and the words of schema list the schemas.
func TestTexts(t *testing.T) {
	names := map[string]bool{}
	eachCommand(newApp().rootCommand(""), func(cmd *cobra.Command) {
		names[strings.TrimPrefix(help.PageName(cmd), "edgeproxy-")+".txt"] = true
		if cmd.Name() == "schema" {
			var listed []string
			for line := range strings.Lines(cmd.Long) {
				if row, ok := strings.CutPrefix(line, "  "); ok {
					listed = append(listed, strings.Fields(row)[0])
				}
			}
			if !slices.Equal(listed, schemas.Names()) {
				t.Errorf("schema lists %q, not %q", listed, schemas.Names())
			}
		}
	})
	files, err := os.ReadDir("internal/help/texts")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if !names[file.Name()] {
			t.Errorf("no command has the words of %s", file.Name())
		}
	}
}

func eachCommand(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		eachCommand(sub, do)
	}
}
