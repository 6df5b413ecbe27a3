package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Safe is s as one line that neither a terminal nor a CI system acts upon:
// what cannot be seen stands as an escape. For messages that quote text of files.
func Safe(s string) string { return safe(s) }

// Diff writes the difference between two versions of a file as a unified diff.
// Passwords of URLs are masked, and what cannot be seen stands as an escape,
// but for tabs: it is for people, not for patch.
func Diff(w io.Writer, name string, before, after []byte, color bool) error {
	text := string(diff.Diff(safe(name)+".orig", before, safe(name), after))
	_, text, _ = strings.Cut(text, "\n") // a command line that was never run
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = safeDiffLine(strings.TrimSuffix(line, "\n"))
		if sgr := diffColor(line); color && sgr != "" {
			line = "\x1b[" + sgr + "m" + line + "\x1b[0m"
		}
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// safeDiffLine is safe for a line of a diff, in which tabs are indentation and
// a carriage return at the end belongs to the line ending.
func safeDiffLine(line string) string {
	line, cr := strings.CutSuffix(line, "\r")
	parts := strings.Split(withoutPasswords(line), "\t")
	for i, p := range parts {
		parts[i] = safe(p)
	}
	line = strings.Join(parts, "\t")
	if cr {
		line += "\r"
	}
	return line
}

func diffColor(line string) string {
	switch {
	case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"):
		return "1"
	case strings.HasPrefix(line, "+"):
		return "32"
	case strings.HasPrefix(line, "-"):
		return "31"
	case strings.HasPrefix(line, "@@"):
		return "36"
	}
	return ""
}
