package unit

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// File is a unit file or a drop-in.
type File struct {
	Sections []Section // headers, in the order of the file
	Options  []Option  // in the order of the file
	Problems []Problem // lines that systemd passes over
}

// Section is the header of a section.
type Section struct {
	Name string
	Span text.Span // with the brackets
}

// Option is one line "Name=Value", which may be continued on further lines.
type Option struct {
	Section string // "" before the first header, where systemd takes no options
	Name    string
	Value   string // lines joined, without blanks around it
	Span    text.Span
	// NameSpan and ValueSpan hold the name and the value as they are written.
	NameSpan, ValueSpan text.Span

	value piece
}

// Problem is a part that systemd passes over, or that does not mean what it seems to
// mean.
type Problem struct {
	Kind    ProblemKind
	Span    text.Span
	Message string // what is wrong, in lower case; quotes no values
}

// ProblemKind is the sort of a problem, in a word.
type ProblemKind string

// The kinds of problems.
const (
	BadHeader     ProblemKind = "header"    // systemd reads nothing of the file from here on
	NoSection     ProblemKind = "section"   // an option before the first header
	NoSign        ProblemKind = "sign"      // a line without "="
	BadSyntax     ProblemKind = "syntax"    // a quote or an escape; the rest of the line is lost
	BadAssignment ProblemKind = "word"      // a word that is no NAME=VALUE
	BadSpecifier  ProblemKind = "specifier" // a "%" that is not doubled
	BadComment    ProblemKind = "comment"   // a comment that ends with a backslash: versions differ
)

// Parse reads a file as systemd does.
func Parse(src []byte) *File {
	f := &File{}
	var parts []piece // lines that end with a backslash, and go on in the next one
	for line := range physicalLines(src) {
		if first := strings.TrimLeft(line.text, blanks); first != "" && strings.ContainsRune("#;", rune(first[0])) {
			continue
		}
		if line.start == 0 {
			bom := text.BOMLen(src)
			line = line.slice(bom, len(line.text))
		}
		if endsEscaped(line.text) {
			parts = append(parts, line.withBlank())
			continue
		}
		if !f.line(join(append(parts, line))) {
			return f
		}
		parts = parts[:0]
	}
	if len(parts) > 0 {
		f.line(join(parts))
	}
	return f
}

// physicalLines visits the lines of a text without their ends. A line ends with LF,
// CR, both, or a zero byte.
func physicalLines(src []byte) func(yield func(piece) bool) {
	return func(yield func(piece) bool) {
		for at := 0; at < len(src); {
			n := bytes.IndexAny(src[at:], "\n\r\x00")
			if n < 0 {
				n = len(src) - at
			}
			if !yield(piece{text: string(src[at : at+n]), start: at}) {
				return
			}
			at += n + 1
			if at < len(src) && (src[at-1] == '\r' && src[at] == '\n' || src[at-1] == '\n' && src[at] == '\r') {
				at++
			}
		}
	}
}

// endsEscaped reports whether the last byte of a line is a backslash that no other one
// escapes.
func endsEscaped(line string) bool {
	escaped := false
	for i := range len(line) {
		escaped = !escaped && line[i] == '\\'
	}
	return escaped
}

// line takes a logical line. It returns false if systemd reads no further.
func (f *File) line(p piece) bool {
	p = p.trim()
	sign := strings.IndexByte(p.text, '=')
	switch {
	case p.text == "":
	case p.text[0] == '[':
		if len(p.text) < 2 || !strings.HasSuffix(p.text, "]") || strings.ContainsFunc(p.text, isControl) {
			f.problem(BadHeader, p.all(), "this is no header of a section: systemd reads nothing of this file from here on")
			return false
		}
		f.Sections = append(f.Sections, Section{p.text[1 : len(p.text)-1], p.all()})
	case sign < 0:
		f.problem(NoSign, p.all(), "the line has no \"=\": systemd passes over it")
	case sign == 0:
		f.problem(NoSign, p.all(), "no name stands before \"=\": systemd passes over the line")
	default:
		name, value := p.slice(0, sign).trim(), p.slice(sign+1, len(p.text)).trim()
		o := Option{Name: name.text, Value: value.text, Span: p.all(), NameSpan: name.all(), ValueSpan: value.all(), value: value}
		if len(f.Sections) > 0 {
			o.Section = f.Sections[len(f.Sections)-1].Name
		} else {
			f.problem(NoSection, p.all(), "the line stands before the first section: systemd passes over it")
		}
		f.Options = append(f.Options, o)
	}
	return true
}

func (f *File) problem(kind ProblemKind, s text.Span, message string) {
	f.Problems = append(f.Problems, Problem{kind, s, message})
}

func isControl(r rune) bool { return r < ' ' || r == 0x7F }
