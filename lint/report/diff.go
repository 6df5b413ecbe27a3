package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Diff writes the difference between two versions of a file as a unified diff.
// Passwords of URLs are masked, and invisible characters but tabs stand as escapes: the
// diff is for people, not for patch. The error is that of w.
func Diff(w io.Writer, name string, before, after []byte, color bool) error {
	name = plain.Line(secret.Path(name))
	text := string(diff.Diff(name+".orig", before, name, after))
	_, text, _ = strings.Cut(text, "\n") // the first line is a "diff" command that was never run
	old, new := newSide(before), newSide(after)
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "@@ "):
			old.jump(line, '-')
			new.jump(line, '+')
		case old.line < 0: // the names of the files
		case strings.HasPrefix(line, "-"):
			line = "-" + old.take(line[1:])
		case strings.HasPrefix(line, "+"):
			line = "+" + new.take(line[1:])
		case strings.HasPrefix(line, " "):
			old.take(line[1:])
			line = " " + new.take(line[1:])
		}
		line = plain.Start(safeDiffLine(line)) // a line of context starts with a blank
		if sgr := diffColor(line); color && sgr != "" {
			line = "\x1b[" + sgr + "m" + line + "\x1b[0m"
		}
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// side is one version of a file in a diff. Only the whole file shows whether a text is
// a password; a line does not.
type side struct {
	starts []int // where the lines start; they end with LF, as in the diff
	hidden secretSpans
	line   int // index of the next line; below 0 before the first hunk
}

func newSide(src []byte) *side {
	s := &side{starts: []int{0}, hidden: secret.Document(src), line: -1}
	for i, c := range src {
		if c == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// jump goes to the start of a hunk: @@ -1,2 +3,4 @@.
func (s *side) jump(header string, sign byte) {
	_, rest, _ := strings.Cut(header, " "+string(sign))
	n := 0
	for _, c := range rest {
		if c < '0' || c > '9' {
			break
		}
		n = 10*n + int(c-'0')
	}
	s.line = max(0, n-1)
}

// take is the next line, without its passwords.
func (s *side) take(text string) string {
	if s.line < 0 || s.line >= len(s.starts) {
		return secret.Text(text) // not a line of the file
	}
	start := s.starts[s.line]
	s.line++
	masked, _, _ := maskPasswords(text, s.hidden.within(start, start+len(text)), 0, 0)
	return masked
}

// safeDiffLine is safe for a line of a diff, in which tabs are indentation and
// a carriage return at the end belongs to the line ending.
func safeDiffLine(line string) string {
	line, cr := strings.CutSuffix(line, "\r")
	parts := strings.Split(line, "\t")
	for i, p := range parts {
		parts[i] = plain.Line(p)
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
