package structure

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// walk is one quick check. It allocates nothing.
type walk struct {
	doc      *manifest.Document
	src      []byte // the text of the document
	template bool
}

// shape is what a value must be like for the quick check to accept it.
type shape interface {
	accepts(w walk, n manifest.Node) bool
}

// object is the shape of an object. Members that it does not name are free
// unless others is set.
//
// The check looks at every member, also at one that a later member with the same key
// replaces: if all are right, the last one is right. A key with an escape sequence may
// be any key, and is not accepted; nor is a name in another case, which may count as
// the usual one.
type object struct {
	members  []member
	prefixed []member // for keys that begin with name and go on without a dot; any other such key is not accepted
	others   shape    // nil for anything
	orNull   bool
}

// member is a member that an object may have.
type member struct {
	name  string
	shape shape
	need  need
}

type need uint8

const (
	optional need = iota
	required
	oneOf // the object needs one of the members that are marked so
)

func (o *object) accepts(w walk, n manifest.Node) bool {
	if n.Kind() != manifest.Object {
		return o.orNull && n.Kind() == manifest.Null
	}
	var seen uint // one bit a member
	for c := range n.Children() {
		span := c.KeySpan()
		key := w.src[span.Start+1 : span.End-1]
		if bytes.IndexByte(key, '\\') >= 0 {
			return false
		}
		i := o.find(key)
		if i >= 0 {
			seen |= 1 << i
		} else if o.namesFolded(key) {
			return false
		}
		if s, ok := o.shapeOf(key, i); !ok || s != nil && !s.accepts(w, c) {
			return false
		}
	}
	return o.complete(seen)
}

// find is the index of the member with the given key, -1 if it is not named.
func (o *object) find(key []byte) int {
	for i := range o.members {
		if o.members[i].name == string(key) {
			return i
		}
	}
	return -1
}

// namesFolded reports whether a key is one of the names in another case.
func (o *object) namesFolded(key []byte) bool {
	for i := range o.members {
		if name := o.members[i].name; len(name) == len(key) && strings.EqualFold(name, string(key)) {
			return true
		}
	}
	return false
}

// shapeOf is the shape of the member with the given key, whose index is i; nil means
// any value. It is not ok if the validator must judge the key.
func (o *object) shapeOf(key []byte, i int) (s shape, ok bool) {
	if i >= 0 {
		return o.members[i].shape, true
	}
	for _, p := range o.prefixed {
		if rest, found := bytes.CutPrefix(key, []byte(p.name)); found {
			return p.shape, p.shape != nil && len(rest) > 0 && bytes.IndexByte(rest, '.') < 0
		}
	}
	return o.others, true
}

// complete reports whether all members that are needed were seen.
func (o *object) complete(seen uint) bool {
	one, marked := false, false
	for i := range o.members {
		has := seen&(1<<i) != 0
		switch o.members[i].need {
		case required:
			if !has {
				return false
			}
		case oneOf:
			marked = true
			one = one || has
		}
	}
	return one || !marked
}

// kinds is the shape of a value of certain kinds: one bit a kind.
type kinds uint16

const (
	isNull   kinds = 1 << manifest.Null
	isBool   kinds = 1 << manifest.Bool
	isNumber kinds = 1 << manifest.Number
	isText   kinds = 1<<manifest.String | 1<<manifest.Placeholder // a placeholder reaches the validator as a text
	isObject kinds = 1 << manifest.Object
)

func (k kinds) accepts(_ walk, n manifest.Node) bool { return k&(1<<n.Kind()) != 0 }

// filled is the shape of a value of certain kinds that is not blank if it is a text.
type filled kinds

func (k filled) accepts(w walk, n manifest.Node) bool {
	return kinds(k).accepts(w, n) && (n.Kind() != manifest.String || holdsInk(n.Raw()))
}

// holdsInk reports whether a quoted text surely holds a character that is no white
// space. It looks only at the text before the first escape sequence.
func holdsInk(raw []byte) bool {
	for _, c := range raw[1 : len(raw)-1] {
		switch c {
		case ' ':
		case '\\':
			return false
		default:
			return true
		}
	}
	return false
}

// words is the shape of a text that is one of a few.
type words []string

func (list words) accepts(w walk, n manifest.Node) bool {
	if n.Kind() == manifest.String {
		raw := n.Raw()
		for _, word := range list {
			if string(raw[1:len(raw)-1]) == word {
				return true
			}
		}
	}
	return w.isPlaceholder(n)
}

// whole is the shape of a whole number: of so many digits at most, and with a
// sign before them or not.
type whole struct {
	digits   int
	negative bool
}

func (s whole) accepts(w walk, n manifest.Node) bool {
	if n.Kind() != manifest.Number {
		return w.isPlaceholder(n)
	}
	raw := n.Raw()
	if s.negative {
		raw = bytes.TrimPrefix(raw, []byte("-"))
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(raw) <= s.digits
}

// isPlaceholder reports whether the value surely is one of the placeholders
// that the schema of templates allows in the place of any text or number.
func (w walk) isPlaceholder(n manifest.Node) bool {
	if !w.template || n.Kind() != manifest.String {
		return n.Kind() == manifest.Placeholder
	}
	raw := n.Raw()
	i := bytes.IndexByte(raw, '$')
	if i < 0 {
		return false
	}
	c := raw[i+1] // there is a quotation mark at the end
	return c == '{' || c == '(' || c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
