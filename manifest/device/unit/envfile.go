package unit

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// ParseEnvironment reads a file that EnvironmentFile= names, as systemd does when it
// starts the service (parse_env_file_internal). The file knows no specifiers; quotes
// and backslashes work as in a shell, but nothing is expanded.
func ParseEnvironment(src []byte) ([]Assignment, []Problem) {
	if end := bytes.IndexByte(src, 0); end >= 0 {
		src = src[:end] // the text ends there for systemd
	}
	r := envReader{src: src}
	for r.at < len(src) {
		r.line()
	}
	return r.found, r.problems
}

// envReader reads assignments one by one.
type envReader struct {
	src      []byte
	at       int
	found    []Assignment
	problems []Problem
}

// line reads a comment, a line without "=", or an assignment, which may go over
// several lines.
func (r *envReader) line() {
	for r.at < len(r.src) && strings.IndexByte(blanks, r.src[r.at]) >= 0 {
		r.at++
	}
	start := r.at
	if start == len(r.src) {
		return
	}
	if c := r.src[start]; c == '#' || c == ';' {
		r.comment()
		return
	}
	for r.at < len(r.src) && r.src[r.at] != '=' && !isLineEnd(r.src[r.at]) {
		r.at++
	}
	name := strings.TrimRight(string(r.src[start:r.at]), blanks)
	if r.at == len(r.src) || r.src[r.at] != '=' {
		s := text.Span{Start: start, End: start + len(name)}
		r.problems = append(r.problems, Problem{NoSign, s, "the line has no \"=\": systemd passes over it"})
		return
	}
	r.at++
	a := Assignment{Name: name}
	a.Value, a.ValueSpan = r.value()
	a.Span = text.Span{Start: start, End: a.ValueSpan.End}
	if closing := a.ValueSpan.End; closing < r.at && strings.IndexByte(`"'`, r.src[closing]) >= 0 {
		a.Span.End++
	}
	switch {
	case !validName(name):
		r.problems = append(r.problems, Problem{BadAssignment, a.Span, nameFault(name)})
	case !utf8.ValidString(a.Value):
		r.problems = append(r.problems, Problem{BadAssignment, a.Span, "the value is not UTF-8: systemd does not read the file"})
	default:
		r.found = append(r.found, a)
	}
}

// comment passes over a comment. Before systemd 254, a backslash at the end of the
// line continued it; since then it does not. The newer rule is taken, and a problem
// spans the comment and the next line.
func (r *envReader) comment() {
	start := r.at
	r.toLineEnd()
	if r.at < len(r.src) && r.src[r.at-1] == '\\' {
		next := envReader{src: r.src, at: r.at + 1}
		next.toLineEnd()
		s := text.Span{Start: start, End: next.at}
		r.problems = append(r.problems, Problem{BadComment, s, "the comment ends with a backslash: before systemd 254 the next line belongs to it"})
	}
}

// toLineEnd goes on to the end of the line.
func (r *envReader) toLineEnd() {
	for r.at < len(r.src) && !isLineEnd(r.src[r.at]) {
		r.at++
	}
}

// value reads from behind "=" to the end of the line that ends the value. The span
// holds the value as it is written, without blanks and without quotes around it.
func (r *envReader) value() (string, text.Span) {
	var b strings.Builder
	kept := 0 // so many bytes of b are no blanks at the end
	first, last := -1, r.at
	var quote byte
	plain := false // an unquoted character has come up: blanks and quotes are part of the value
	for ; r.at < len(r.src); r.at++ {
		at, c := r.at, r.src[r.at]
		switch {
		case quote == 0 && isLineEnd(c):
			return b.String()[:kept], r.valueSpan(first, last)
		case c == '\\' && quote != '\'':
			r.escape(&b, quote)
			plain = plain || quote == 0
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && !plain && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && strings.IndexByte(blanks, c) >= 0:
			if plain {
				b.WriteByte(c)
			}
			continue
		default:
			b.WriteByte(c)
			plain = plain || quote == 0
		}
		kept = b.Len()
		if first < 0 {
			first = at
		}
		last = r.at + 1
	}
	return b.String()[:kept], r.valueSpan(first, last)
}

// escape takes a backslash and what stands behind it. An escaped line end goes.
func (r *envReader) escape(b *strings.Builder, quote byte) {
	if r.at+1 == len(r.src) {
		return
	}
	r.at++
	c := r.src[r.at]
	switch {
	case quote == 0 && isLineEnd(c), quote != 0 && c == '\n':
	case quote != 0 && strings.IndexByte("\"\\`$", c) < 0:
		b.WriteByte('\\')
		b.WriteByte(c)
	default:
		b.WriteByte(c)
	}
}

// valueSpan is the span of what was read, without the quotes around it. If nothing was
// read, first is negative, and the span is the place behind "=".
func (r *envReader) valueSpan(first, last int) text.Span {
	if first < 0 {
		return text.Span{Start: last, End: last}
	}
	if q := r.src[first]; last-first >= 2 && (q == '"' || q == '\'') && r.src[last-1] == q {
		return text.Span{Start: first + 1, End: last - 1}
	}
	return text.Span{Start: first, End: last}
}

// nameFault says what is wrong with the name of a variable.
func nameFault(name string) string {
	if strings.HasPrefix(name, "export ") {
		return "\"export\" belongs to a shell: systemd takes it for a part of the name, and passes over the assignment"
	}
	return "the name of the variable has other characters than letters, digits and \"_\", or begins with a digit: systemd passes over the assignment"
}

func isLineEnd(c byte) bool { return c == '\n' || c == '\r' }
