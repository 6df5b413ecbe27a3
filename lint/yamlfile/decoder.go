package yamlfile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Format says what a file is for, in the words of its errors.
type Format struct {
	Name    string // what such a file is, such as "a configuration"
	MaxSize int    // in bytes
	Large   string // what to do about a file that is larger, after "larger than 128 KB"

	// Misplaced says where a key belongs that is not known in a mapping; "" if it does
	// not know the key, either. It may be nil.
	Misplaced func(mapping, key string) string
}

// Decoder reads the values of one file. Mappings and lists end at the first fault,
// so that what follows it costs nothing.
type Decoder struct {
	Format
	File  string // its name in errors
	Lines *manifest.Lines
	Err   *Error // the first fault, or nil

	src []byte
}

// New is a decoder for the text of a file. The name of the file is used in errors only.
func New(file string, src []byte, format Format) *Decoder {
	return &Decoder{Format: format, File: file, Lines: manifest.NewLines(src), src: src}
}

// Fail notes a fault. All text of the file among the arguments must have gone
// through Show.
func (d *Decoder) Fail(offset int, format string, args ...any) *Error {
	p := d.Lines.Position(offset)
	e := &Error{File: d.File, Line: p.Line, Column: p.Column, Message: fmt.Sprintf(format, args...)}
	if d.Err == nil {
		d.Err = e
	}
	return e
}

// Origin names the line of a node.
func (d *Decoder) Origin(n *Node) string {
	return fmt.Sprintf("%s:%d", Printable(d.File), d.Lines.Position(n.Span.Start).Line)
}

// Keys says what to do with the value of each key of a mapping.
type Keys map[string]func(value *Node)

// Mapping reads a mapping whose keys are all known. An empty value is an empty
// mapping: what is left when every line of it is commented out.
func (d *Decoder) Mapping(n *Node, what string, known Keys) {
	names := slices.Sorted(maps.Keys(known))
	if !d.isMapping(n, what, names) {
		return
	}
	first := map[string]*Node{}
	for _, f := range n.Fields {
		if d.Err != nil {
			return
		}
		read, ok := known[f.Key.Text]
		if !ok {
			d.unknownKey(f.Key, what, names)
		} else if d.Once(f.Key, f.Key.Text, first) {
			read(f.Value)
		}
	}
}

// isMapping reports whether a node is a mapping. It notes a fault if the node is
// neither a mapping nor empty. names are the keys that were expected.
func (d *Decoder) isMapping(n *Node, what string, names []string) bool {
	switch n.Kind {
	case IsMapping:
		return true
	case IsNull:
		return false
	case IsText:
		if other := d.otherSyntax(n.Span.Start); other != "" {
			d.Fail(n.Span.Start, "%s is a text: %s", what, other)
			return false
		}
	}
	d.Fail(n.Span.Start, "%s is %s: expected the keys %s, each with a colon and a blank", what, n.Kind, OneOf(names))
	return false
}

// unknownKey reports a key. Only a near miss is quoted: any other text may be a
// piece of an address with a comma or a brace in its password.
func (d *Decoder) unknownKey(key *Node, what string, names []string) {
	if d.Misplaced != nil {
		if where := d.Misplaced(what, key.Text); where != "" {
			d.Fail(key.Span.Start, "%s does not belong here: %s", Show(key.Text), where)
			return
		}
	}
	if near := check.Nearest(key.Text, names); near != "" {
		d.Fail(key.Span.Start, "unknown key %s in %s", Show(key.Text), what).Suggestion = near
		return
	}
	d.Fail(key.Span.Start, "unknown key in %s: expected %s", what, OneOf(names))
}

// Once reports whether a key is met for the first time, and notes a fault otherwise.
func (d *Decoder) Once(key *Node, name string, first map[string]*Node) bool {
	if before, ok := first[name]; ok {
		d.Fail(key.Span.Start, "%s is there twice: first in line %d", Show(name), d.Lines.Position(before.Span.Start).Line)
		return false
	}
	first[name] = key
	return true
}

// List calls read with each entry of a list. An empty value is an empty list.
func (d *Decoder) List(n *Node, what, example string, read func(*Node)) {
	switch n.Kind {
	case IsNull:
	case IsList:
		for _, item := range n.Items {
			if d.Err != nil {
				return
			}
			read(item)
		}
	default:
		d.Fail(n.Span.Start, "%s is %s: expected a list, such as %s", what, n.Kind, example)
	}
}

// Boolean reads true or false.
func (d *Decoder) Boolean(n *Node, what string) bool {
	if n.Kind != IsBoolean {
		d.Fail(n.Span.Start, "%s is %s: expected true or false", what, n.Kind)
	}
	return strings.EqualFold(n.Text, "true")
}

// Text reads a text. YAML takes a value that starts with "#" for a comment,
// and some words for something else than text: the error says so.
func (d *Decoder) Text(n *Node, what string) string {
	switch n.Kind {
	case IsText:
		return n.Text
	case IsNull:
		d.Fail(n.Span.Start, `%s is empty: expected a text; put a text that starts with "#" in quotes`, what)
	case IsNumber, IsBoolean:
		d.Fail(n.Span.Start, "%s is %s: expected a text; put it in quotes", what, n.Kind)
	default:
		d.Fail(n.Span.Start, "%s is %s: expected a text; put a text with braces or brackets in quotes", what, n.Kind)
	}
	return ""
}
