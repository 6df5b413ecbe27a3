package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Parse reads a configuration. The name of the file is used in errors and
// origins only; rules are all that the file may name, by ID, by name or by group
// (check.Named). An empty file is a valid configuration that sets nothing.
//
// The error is an *Error with the first fault of the file.
func Parse(file string, src []byte, rules []check.Rule) (*Config, error) {
	d := &decoder{
		file:  file,
		lines: manifest.NewLines(src),
		mask:  slices.Clone(src),
		rules: rules,
	}
	c := &Config{File: file}
	if root := d.tree(src); root != nil {
		d.config(root, c)
	}
	if d.err != nil {
		return nil, d.err
	}
	c.source = d.mask
	return c, nil
}

// decoder turns the tree of a file into a Config. Mappings and lists end at the
// first fault, so that what follows it costs nothing.
type decoder struct {
	file  string
	lines *manifest.Lines
	mask  []byte       // the text, proxy addresses replaced
	rules []check.Rule // what the file may name
	err   *Error       // the first fault, or nil
}

// fail notes a fault. All text of the file among the arguments must have gone
// through show.
func (d *decoder) fail(offset int, format string, args ...any) *Error {
	p := d.lines.Position(offset)
	e := &Error{File: d.file, Line: p.Line, Column: p.Column, Message: fmt.Sprintf(format, args...)}
	if d.err == nil {
		d.err = e
	}
	return e
}

// origin names the line of a node.
func (d *decoder) origin(n *node) string {
	return fmt.Sprintf("%s:%d", printable(d.file), d.lines.Position(n.span.Start).Line)
}

// keys says what to do with the value of each key of a mapping.
type keys map[string]func(value *node)

// mapping reads a mapping whose keys are all known. An empty value is an empty
// mapping: what is left when every line of it is commented out.
func (d *decoder) mapping(n *node, what string, known keys) {
	if n.kind == kindNull {
		return
	}
	names := slices.Sorted(maps.Keys(known))
	if other := d.otherSyntax(n.span.Start); n.kind == kindText && other != "" {
		d.fail(n.span.Start, "%s is a text: %s", what, other)
		return
	}
	if n.kind != kindMapping {
		d.fail(n.span.Start, "%s is %s: expected the keys %s, each with a colon and a blank", what, n.kind, oneOf(names))
		return
	}
	first := map[string]*node{}
	for _, f := range n.fields {
		if d.err != nil {
			return
		}
		read, ok := known[f.key.text]
		if !ok {
			d.unknownKey(f.key, what, names)
		} else if d.once(f.key, f.key.text, first) {
			read(f.value)
		}
	}
}

// theFile is what messages call the whole file.
const theFile = "the configuration"

// proxyKeys are the keys of "proxy", which lose their place with their indentation.
var proxyKeys = [...]string{"required", "url", "upstream-protocol", "modules", "no-proxy"}

// unknownKey reports a key. Only a near miss is quoted: any other text may be a
// piece of an address with a comma or a brace in its password.
func (d *decoder) unknownKey(key *node, what string, names []string) {
	if what == theFile && slices.Contains(proxyKeys[:], key.text) {
		d.fail(key.span.Start, `%s does not belong here: indent it under "proxy:"`, show(key.text))
		return
	}
	if near := check.Nearest(key.text, names); near != "" {
		d.fail(key.span.Start, "unknown key %s in %s", show(key.text), what).Suggestion = near
		return
	}
	d.fail(key.span.Start, "unknown key in %s: expected %s", what, oneOf(names))
}

// once reports whether a key is met for the first time, and a fault otherwise.
func (d *decoder) once(key *node, name string, first map[string]*node) bool {
	if before, ok := first[name]; ok {
		d.fail(key.span.Start, "%s is there twice: first in line %d", show(name), d.lines.Position(before.span.Start).Line)
		return false
	}
	first[name] = key
	return true
}

// list calls read with each entry of a list. An empty value is an empty list.
func (d *decoder) list(n *node, what, example string, read func(*node)) {
	switch n.kind {
	case kindNull:
	case kindList:
		for _, item := range n.items {
			if d.err != nil {
				return
			}
			read(item)
		}
	default:
		d.fail(n.span.Start, "%s is %s: expected a list, such as %s", what, n.kind, example)
	}
}

// set is a setting with the place of its node.
func set[T any](d *decoder, n *node, value T) Setting[T] {
	return Setting[T]{Value: value, Origin: d.origin(n)}
}

// oneOf lists what was expected.
func oneOf(names []string) string {
	if len(names) == 1 {
		return quoteAll(names)
	}
	last := len(names) - 1
	return strings.Join([]string{quoteAll(names[:last]), quoteAll(names[last:])}, " or ")
}
