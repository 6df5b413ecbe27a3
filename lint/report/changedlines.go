package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// ChangedLines writes the difference between two versions of a file of a device: the
// lines that are removed and added, without lines around them, which may hold keys of
// the device. Passwords in addresses are masked. The error is that of w.
func ChangedLines(w io.Writer, name string, before, after []byte, color bool) error {
	name = plain.Line(secret.Path(name))
	text := string(diff.Diff(name+".orig", before, name, after))
	_, text, _ = strings.Cut(text, "\n") // the first line is a "diff" command that was never run
	var b strings.Builder
	inHunk := false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		inHunk = inHunk || strings.HasPrefix(line, "@@ ")
		switch {
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, `\ `):
			continue
		case inHunk && line[0] != '@':
			line = line[:1] + secret.Message(line[1:])
		}
		line = plain.Start(safeDiffLine(line))
		if sgr := diffColor(line); color && sgr != "" {
			line = "\x1b[" + sgr + "m" + line + "\x1b[0m"
		}
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
