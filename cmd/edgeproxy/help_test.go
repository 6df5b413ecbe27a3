package main

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
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

func eachCommand(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		eachCommand(sub, do)
	}
}
