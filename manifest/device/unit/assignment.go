package unit

import (
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Assignment is one "NAME=VALUE" of Environment=, or of an environment file.
type Assignment struct {
	Name  string
	Value string    // as the service gets it; a specifier in it stays as it is written
	Span  text.Span // the whole assignment with its quotes
	// ValueSpan holds the value as it is written, without quotes around it.
	ValueSpan text.Span
	// Specifiers are the places of each "%" with its letter or digit that systemd
	// replaces. If systemd does not know one of them, it drops the assignment.
	Specifiers []text.Span
	// Dropped reports that systemd passes over the assignment because of a specifier.
	Dropped bool
}

// Assignments reads the value of Environment= or DefaultEnvironment=. For a part that
// systemd passes over, Assignments returns a problem and no assignment. It also returns
// assignments with specifiers.
func (o Option) Assignments() ([]Assignment, []Problem) {
	found, bad, fault := words(o.value.text)
	var assignments []Assignment
	var problems []Problem
	for _, w := range found {
		a, problem := o.value.assignment(w)
		if problem.Kind != "" {
			problems = append(problems, problem)
		}
		if problem.Kind != BadAssignment {
			assignments = append(assignments, a)
		}
	}
	if fault != "" {
		s := o.value.span(bad, len(o.value.text))
		problems = append(problems, Problem{BadSyntax, s, fault + ": systemd passes over the line from here on"})
	}
	return assignments, problems
}

// Words are the words of a value such as that of EnvironmentFile= or PassEnvironment=,
// without quotes, and their spans.
func (o Option) Words() (texts []string, spans []text.Span) {
	found, _, _ := words(o.value.text)
	for _, w := range found {
		texts, spans = append(texts, string(w.text)), append(spans, o.value.span(w.start, w.top))
	}
	return texts, spans
}

// Reset reports whether the option empties a list, such as the list of Environment=.
func (o Option) Reset() bool { return o.Value == "" }

// assignment reads a word of the piece.
func (p piece) assignment(w word) (Assignment, Problem) {
	a := Assignment{Span: p.span(w.start, w.top)}
	sign := strings.IndexByte(string(w.text), '=')
	if sign < 0 || !validName(string(w.text[:sign])) || !utf8.Valid(w.text) {
		return a, Problem{BadAssignment, a.Span, wordFault(w, sign)}
	}
	a.Name = string(w.text[:sign])
	start, end := w.end[sign], w.top
	if w.quoted {
		end--
	}
	if start < end && strings.IndexByte(`"'`, p.text[start]) >= 0 {
		start++
	}
	a.ValueSpan = p.span(start, end)
	var value strings.Builder
	var unknown bool
	for i := sign + 1; i < len(w.text); i++ {
		value.WriteByte(w.text[i])
		if w.text[i] != '%' || i+1 == len(w.text) {
			continue
		}
		switch next := w.text[i+1]; {
		case next == '%':
			i++
		case isSpecifier(next):
			a.Specifiers = append(a.Specifiers, p.span(w.at[i], w.end[i+1]))
			unknown = unknown || strings.IndexByte(specifiers, next) < 0
		}
	}
	a.Value, a.Dropped = value.String(), unknown
	if len(a.Specifiers) == 0 {
		return a, Problem{}
	}
	return a, Problem{BadSpecifier, a.ValueSpan, specifierFault(a)} // not the place within a password
}

// wordFault says why a word is no assignment.
func wordFault(w word, sign int) string {
	switch {
	case sign == 0:
		return "no name stands before \"=\" (a blank in front of it ends the name): systemd passes over this"
	case sign < 0:
		return "this word is no NAME=VALUE: systemd passes over it"
	case !validName(string(w.text[:sign])):
		return "the name of the variable has other characters than letters, digits and \"_\", or begins with a digit: systemd passes over the assignment"
	}
	return "the value is not UTF-8: systemd passes over the assignment"
}

// specifiers are the letters that systemd replaces behind "%" in units of the system
// (measured on 252; man systemd.unit). Before another letter or a digit it drops the
// assignment, and before any other character the "%" stays.
const specifiers = "abcdfghijlmnopqrstuvwyABCEGHIJLMNPRSTUVWY"

func isSpecifier(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

func specifierFault(a Assignment) string {
	if a.Dropped {
		return "\"%\" begins a specifier that systemd does not know: it passes over the assignment; expected \"%%\""
	}
	return "\"%\" begins a specifier, which systemd replaces by something else: expected \"%%\""
}

// validName reports whether systemd takes the name of a variable.
func validName(name string) bool {
	for i := range len(name) {
		c := name[i]
		digit := '0' <= c && c <= '9'
		if c != '_' && !digit && (c|0x20 < 'a' || c|0x20 > 'z') || i == 0 && digit {
			return false
		}
	}
	return name != ""
}
