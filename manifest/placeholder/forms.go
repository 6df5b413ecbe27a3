package placeholder

import (
	"bytes"
	"strings"
)

// form is one of the ways in which tools mark a value to be filled in: a name between
// two signs.
type form struct {
	open, close string
	first       func(byte) bool // the first byte of the name; nil for any that is no blank
	inside      func(byte) bool // the bytes of the name
	place       place
	mark        bool // only templates hold it, as a rule: see Document.Template
}

// place says where in a text a placeholder of some form may stand.
type place uint8

const (
	anywhere place = iota
	asWord         // no letter, digit or '_' beside it
	asWhole        // as the whole value only
)

// forms are the forms of iotedgedev and VS Code, of the tasks that replace tokens, of
// Azure Pipelines, of people, of template engines and of shells. Where two forms start
// with the same sign, the longer one stands first. The expressions of ARM templates are
// one more form: see isExpression.
//
// A name between braces may hold more than letters, such as a default value. A name
// without braces is recognised by its capitals: %41% is no placeholder, and neither is
// $upstream nor __init__.
var forms = [...]form{
	{open: "${", close: "}", inside: isBraceByte, mark: true},
	{open: "#{", close: "}#", inside: isBraceByte},
	{open: "{{", close: "}}", inside: isBraceByte},
	{open: "$(", close: ")", first: isLetterByte, inside: isNameByte},
	{open: "<", close: ">", first: isLetterByte, inside: isNameByte},
	{open: "$", first: isCapitalByte, inside: IsWordByte, place: asWord, mark: true},
	{open: "$", first: isWordStartByte, inside: IsWordByte, place: asWhole},
	{open: "__", close: "__", first: isCapitalByte, inside: isTokenByte, place: asWord},
	{open: "%", close: "%", first: isCapitalByte, inside: isTokenByte, place: asWord},
	{open: "#", close: "#", first: isWordStartByte, inside: IsWordByte, place: asWhole},
	{open: "@", close: "@", first: isWordStartByte, inside: IsWordByte, place: asWhole},
}

// opens marks the bytes with which a form starts.
var opens = func() (opens [256]bool) {
	for _, form := range forms {
		opens[form.open[0]] = true
	}
	return opens
}()

// startsForm reports whether a text begins with the sign that opens a form.
func startsForm(text []byte) bool {
	if !opens[text[0]] {
		return false
	}
	for f := range forms {
		if bytes.HasPrefix(text, []byte(forms[f].open)) {
			return true
		}
	}
	return false
}

// length is the length in bytes of the placeholder of this form that s starts
// with, 0 if it starts with none.
func (f *form) length(s string) int {
	if !strings.HasPrefix(s, f.open) {
		return 0
	}
	body := s[len(f.open):]
	if f.first != nil && (body == "" || !f.first(body[0])) {
		return 0
	}
	n := 0
	for n < len(body) && f.inside(body[n]) {
		n++
	}
	switch {
	case strings.TrimSpace(body[:n]) == "":
		return 0
	case strings.HasPrefix(body[n:], f.close):
		return len(f.open) + n + len(f.close)
	case strings.HasSuffix(body[:n], f.close) && n > len(f.close): // the name may hold the sign that closes it
		return len(f.open) + n
	}
	return 0
}

// isMark reports whether a placeholder is of a form that makes a document look
// like a template.
func isMark(placeholder string) bool {
	for f := range forms {
		if form := &forms[f]; strings.HasPrefix(placeholder, form.open) {
			return form.mark
		}
	}
	return false
}

// isWhole reports whether a value is nothing but one placeholder of a form that counts
// only as a whole value: inside another text it looks too much like that text.
func isWhole(s string) bool {
	if isExpression(s) {
		return true
	}
	if s == "" || !opens[s[0]] || isRuntimeName(s) {
		return false
	}
	for f := range forms {
		if form := &forms[f]; form.place == asWhole && form.length(s) == len(s) {
			return true
		}
	}
	return false
}

// isExpression reports whether a value is an expression of an ARM template that
// takes in a parameter or a variable, such as [parameters('proxy')]. One that
// starts with two brackets is a text to ARM.
func isExpression(s string) bool {
	return strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]") &&
		(strings.Contains(s, "parameters('") || strings.Contains(s, "variables('"))
}

// isRuntimeName reports whether a placeholder is in truth a name that IoT Hub,
// the runtime or its broker reads.
func isRuntimeName(placeholder string) bool {
	switch placeholder {
	case "$edgeAgent", "$edgeHub", "$upstream", "$metadata", "$version", "$iothub", "$default", "$Default":
		return true
	}
	return strings.HasPrefix(placeholder, "$schema") || strings.HasPrefix(placeholder, "{{iot:")
}

// isCapitals reports whether a placeholder has no small letters.
func isCapitals(placeholder string) bool { return strings.ToUpper(placeholder) == placeholder }

// isBraceByte reports whether c may stand inside braces. None of these opens
// or closes a placeholder, so that a search takes linear time. An '@' may not,
// so that a placeholder never hides where the user information of a URL ends.
func isBraceByte(c byte) bool {
	return c >= ' ' && c != 0x7F && c != '{' && c != '}' && c != '"' && c != '@'
}

func isNameByte(c byte) bool {
	return isLetterByte(c) || '0' <= c && c <= '9' || c == '.' || c == '-' || c == ' '
}

// isLetterByte counts the bytes of characters outside ASCII as letters.
func isLetterByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func isCapitalByte(c byte) bool { return 'A' <= c && c <= 'Z' }

// isTokenByte reports whether c may stand in a name of capitals.
func isTokenByte(c byte) bool { return isCapitalByte(c) || '0' <= c && c <= '9' || c == '_' }

func isWordStartByte(c byte) bool { return c < 0x80 && isLetterByte(c) }

// IsWordByte reports whether c may stand in a word: a letter of ASCII, a digit or an
// underscore.
func IsWordByte(c byte) bool { return isWordStartByte(c) || '0' <= c && c <= '9' }
