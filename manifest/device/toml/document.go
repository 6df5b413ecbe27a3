package toml

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Document is a TOML text as a list of tables.
type Document struct {
	Tables []Table        // in the order of the text; the first one, without a header, may be empty
	Tree   map[string]any // the document as the ordinary decoder reads it
}

// Table is a header and the pairs below it. A table that is commented out is none.
type Table struct {
	Path   []string  // decoded, such as "agent", "env"; empty for the first table
	Array  bool      // the header is in double brackets
	Header text.Span // from "[" to "]"; empty, at the start of the text, for the first table
	Span   text.Span // from the header to the next header, or to the end of the text
	Pairs  []Pair    // pairs of inline tables are not among them: they are in Pair.Inline
}

// Kind says what a value is.
type Kind uint8

// The kinds of values.
const (
	String Kind = iota
	InlineTable
	Array
	Other // a number, a boolean, a date or a time
)

// String names the kind with its article.
func (k Kind) String() string {
	return [...]string{"a string", "an inline table", "an array", "a number, a boolean or a date"}[k]
}

// Pair is a key with its value.
type Pair struct {
	Path    []string  // from the root of the document, decoded: the table's, and the key's own parts
	Span    text.Span // from the key to the end of the value
	Key     text.Span // the whole key, dots and quotes included
	Value   text.Span // the value, quotes included
	Kind    Kind
	Text    string // the decoded value of a string, what stands there for Other, else ""
	Inline  []Pair // the pairs of an inline table
	InArray bool   // the pair belongs to an array of tables, in which no path leads to it
}

// Name is the last part of the key.
func (p Pair) Name() string { return p.Path[len(p.Path)-1] }

// Lookup finds the pair at a path: in a table, in an inline table, or by a dotted
// key. Names are compared with case, as the daemons do.
func (d *Document) Lookup(path ...string) (Pair, bool) {
	for p := range d.Pairs() {
		if slices.Equal(p.Path, path) && !p.InArray {
			return p, true
		}
	}
	return Pair{}, false
}

// Table finds the table with a header of this path.
func (d *Document) Table(path ...string) (Table, bool) {
	for _, t := range d.Tables[1:] {
		if slices.Equal(t.Path, path) && !t.Array {
			return t, true
		}
	}
	return Table{}, false
}

// Value is the decoded value at a path, however it is written; nil if there is none.
func (d *Document) Value(path ...string) any {
	var at any = d.Tree
	for _, name := range path {
		table, _ := at.(map[string]any)
		at = table[name]
	}
	return at
}

// Has reports whether the document has a table or a value at a path.
func (d *Document) Has(path ...string) bool { return d.Value(path...) != nil }

// Pairs visits every pair in the order of the text; after an inline table come its
// own pairs. A pair with an inline table is visited, too.
func (d *Document) Pairs() func(yield func(Pair) bool) {
	return func(yield func(Pair) bool) {
		for _, t := range d.Tables {
			if !visit(t.Pairs, yield) {
				return
			}
		}
	}
}

// visit visits pairs and those of their inline tables. It is false once yield is.
func visit(pairs []Pair, yield func(Pair) bool) bool {
	for _, p := range pairs {
		if !yield(p) || !visit(p.Inline, yield) {
			return false
		}
	}
	return true
}
