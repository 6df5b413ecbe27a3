package sitesfile

import (
	"fmt"
	"strings"
	"unicode"
)

// textKind says what a text may take from the environment.
type textKind uint8

const (
	anyText       textKind = iota // whatever stands on one line
	conditionText                 // what a value in a target condition may hold
)

// expand replaces each "${NAME}" of a value by the variable of the environment. What a
// variable holds is not expanded again, and no message shows it.
func (s *resolver) expand(v value, key string, kind textKind) string {
	if !strings.Contains(v.text, "${") {
		return v.text
	}
	var b strings.Builder
	rest := v.text
	for {
		before, after, found := strings.Cut(rest, "${")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, next, closed := strings.Cut(after, "}")
		if !closed || !isVariable(name) {
			s.fail(v.at, fmt.Errorf("its %s holds a \"${\" without the name of a variable: expected ${NAME}, with letters, digits and _", key))
			return ""
		}
		rest = next
		value := s.in.Getenv(name)
		if problem := problemOf(value, kind); problem != "" {
			s.fail(v.at, fmt.Errorf("its %s needs the environment variable %s, which %s", key, name, problem))
		}
		b.WriteString(value)
	}
}

// isVariable reports whether a text is the name of a variable.
func isVariable(name string) bool {
	if name == "" || '0' <= name[0] && name[0] <= '9' {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_')
	})
}

// problemOf says what is wrong with the value of a variable.
func problemOf(value string, kind textKind) string {
	switch {
	case strings.TrimSpace(value) == "":
		return "is not set, or empty"
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }):
		return "holds a line break or another control character: expected one line of text"
	case kind == conditionText && strings.ContainsAny(value, `'"{}`):
		return "holds a quote or a brace: a value in a target condition cannot have one"
	}
	return ""
}
