package structure

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// OptionFaults lists the members of createOptions whose type edgeAgent refuses,
// in the order of the text. root is what createOptions hold.
//
// A value that edgeAgent converts is no fault: a number or a boolean for a text, "64",
// 1.5 or true for a whole number, any number for a boolean, "" for an object, list or
// map. A member that edgeAgent does not know is no fault either.
func OptionFaults(root manifest.Node) []Fault {
	var found []Fault
	for n, t := range refusedOptions(root) {
		f := Fault{Node: n, Is: n.Kind().String(), Want: t.words()}
		switch {
		case n.Kind() == manifest.Number:
			f.Is = n.Text()
		case n.Kind() == manifest.String && t.quotable():
			f.Is = strconv.Quote(n.Text())
		}
		found = append(found, f)
	}
	return found
}

// HasOptionFaults reports whether OptionFaults finds any, and costs less.
func HasOptionFaults(root manifest.Node) bool {
	for range refusedOptions(root) {
		return true
	}
	return false
}

// refusedOptions yields the values that edgeAgent refuses, with the type that each
// of them should have.
func refusedOptions(root manifest.Node) iter.Seq2[manifest.Node, *optionType] {
	return func(yield func(manifest.Node, *optionType) bool) {
		if root.Kind() == manifest.Object {
			createOptions().refused(root, yield)
		}
	}
}

// refused yields n and the values in n that the type refuses. It returns false when
// yield wants no more.
func (t *optionType) refused(n manifest.Node, yield func(manifest.Node, *optionType) bool) bool {
	kind := n.Kind()
	switch {
	case kind == manifest.Placeholder || kind == manifest.Null && t.takesNull():
	case kind == manifest.Object && t.form == objectForm, kind == manifest.Object && t.form == mapForm, kind == manifest.Array && t.form == listForm:
		for c := range n.Children() {
			if below := t.below(c); below != nil && !below.refused(c, yield) {
				return false
			}
		}
	case !t.takes(n):
		return yield(n, t)
	}
	return true
}

// below is the type of a child of a value of this type; nil for a member that
// edgeAgent does not know. Names count without regard to case.
func (t *optionType) below(child manifest.Node) *optionType {
	if t.form != objectForm {
		return t.of
	}
	key := child.KeyBytes()
	if known, ok := t.members[string(key)]; ok {
		return known
	}
	var lower [32]byte // no name is longer
	if len(key) > len(lower) {
		return nil
	}
	for i, b := range key {
		if lower[i] = b; 'A' <= b && b <= 'Z' {
			lower[i] = b - 'A' + 'a'
		}
	}
	return t.members[string(lower[:len(key)])]
}

// takesNull reports whether null stands for a value that is not set.
func (t *optionType) takesNull() bool { return t.null || t.form == textForm || t.form >= listForm }

// quotable reports whether a wrong text for this type is a slip in a word or a number,
// and may be quoted. Other texts may hold a secret.
func (t *optionType) quotable() bool { return t.form != emptyForm && t.form < listForm }

// takes reports whether edgeAgent's reader makes a value of the type of n.
func (t *optionType) takes(n manifest.Node) bool {
	kind := n.Kind()
	if kind == manifest.Object || kind == manifest.Array {
		return t.form == emptyForm && kind == manifest.Object
	}
	switch t.form {
	case textForm:
		return kind != manifest.Null
	case boolForm:
		return kind == manifest.Bool || kind == manifest.Number || kind == manifest.String && t.takesWord(n.Text())
	case int64Form, uint64Form, uint16Form:
		return kind == manifest.Bool || kind == manifest.Number && t.holds(n.Text()) || kind == manifest.String && t.takesDigits(n.Text())
	case restartForm:
		return kind == manifest.Bool || kind == manifest.Number || kind == manifest.String && isRestartPolicy(n.Text())
	case listForm, mapForm, objectForm:
		return kind == manifest.String && n.Text() == ""
	}
	return false
}

// takesWord reports whether a text stands for a boolean (bool.TryParse). Where
// null is taken, "" stands for null.
func (t *optionType) takesWord(text string) bool {
	word := strings.TrimSpace(text)
	return strings.EqualFold(word, "true") || strings.EqualFold(word, "false") || t.null && text == ""
}

// takesDigits reports whether a text stands for a whole number of the type
// (long.Parse): digits with a sign, and blanks around them.
func (t *optionType) takesDigits(text string) bool {
	digits := strings.Trim(text, "\t\n\v\f\r ")
	if digits == "" {
		return t.null && text == ""
	}
	unsigned := strings.TrimLeft(digits[:1], "+-") + digits[1:]
	return strings.Trim(unsigned, "0123456789") == "" && unsigned != "" && t.holds(strings.TrimPrefix(digits, "+"))
}

// holds reports whether a number lies in the range of the type. One with a point
// or an exponent is rounded.
func (t *optionType) holds(number string) bool {
	var err error
	switch {
	case strings.ContainsAny(number, ".eE"):
		f, _ := strconv.ParseFloat(number, 64)
		low, high := t.limits()
		f = math.RoundToEven(f)
		return low <= f && f < high
	case t.form == int64Form:
		_, err = strconv.ParseInt(number, 10, 64)
	default:
		bits := 64
		if t.form == uint16Form {
			bits = 16
		}
		if strings.Trim(number, "-0") == "" {
			return true
		}
		_, err = strconv.ParseUint(number, 10, bits)
	}
	return err == nil
}

// limits are the least number of the type, and the first one above it.
func (t *optionType) limits() (low, high float64) {
	switch t.form {
	case int64Form:
		return -1 << 63, 1 << 63
	case uint64Form:
		return 0, 1 << 64
	}
	return 0, 1 << 16
}

// restartPolicies are the names that edgeAgent's reader knows, in lower case:
// those of the engine, and those of its own enumeration.
var restartPolicies = []string{"", "no", "always", "on-failure", "unless-stopped", "undefined", "onfailure", "unlessstopped"}

// isRestartPolicy reports whether a text may name a restart policy. The reader
// takes numbers and lists of names, too.
func isRestartPolicy(text string) bool {
	for word := range strings.SplitSeq(text, ",") {
		word = strings.ToLower(strings.TrimSpace(word))
		if !slices.Contains(restartPolicies, word) && strings.Trim(word, "+-0123456789") != "" {
			return false
		}
	}
	return true
}

// words says what is expected of a value of the type.
func (t *optionType) words() string {
	return [...]string{
		textForm: "a string", boolForm: "true or false", int64Form: "a whole number",
		uint64Form: "a whole number, not negative", uint16Form: "a whole number from 0 to 65535",
		restartForm: `"no", "always", "on-failure" or "unless-stopped"`, emptyForm: "an object, usually {}",
		listForm: "an array", mapForm: "an object", objectForm: "an object",
	}[t.form]
}
