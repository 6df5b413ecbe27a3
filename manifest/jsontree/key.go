package jsontree

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// KeySpan is where the value's key stands in the file, quotes included. It is
// empty for array elements and the root.
func (n Node) KeySpan() text.Span {
	if n.tree == nil || n.node().keyEnd == 0 {
		return text.Span{}
	}
	return n.tree.span(n.node().keyStart, n.node().keyEnd)
}

// Key is the decoded key of an object's member, "" for anything else.
func (n Node) Key() string {
	if n.tree == nil || n.node().keyEnd == 0 {
		return ""
	}
	if !n.node().escaped {
		return string(n.RawKey())
	}
	return unquote(n.tree.text[n.node().keyStart:n.node().keyEnd])
}

// HasKey reports whether the value is a member of an object.
func (n Node) HasKey() bool { return n.tree != nil && n.node().keyEnd != 0 }

// KeyEscaped reports whether the value is a member whose key is written with escape
// sequences.
func (n Node) KeyEscaped() bool { return n.HasKey() && n.node().escaped }

// KeyBytes is Key without a copy where none is needed. It must not be changed.
func (n Node) KeyBytes() []byte {
	key := n.RawKey()
	if key != nil && n.node().escaped {
		return []byte(n.Key())
	}
	return key
}

// KeyFolds reports whether n is a member whose key equals key without regard to
// case, as Fold compares.
func (n Node) KeyFolds(key string) bool {
	return n.tree != nil && n.node().keyEnd != 0 && n.KeyIs(key, true)
}

// KeyIs compares the key without copying it. A value without a key never matches.
func (n Node) KeyIs(key string, fold bool) bool {
	if n.tree == nil || n.node().keyEnd == 0 {
		return false
	}
	d := n.node()
	if d.escaped { // the number of bytes is not that of the characters
		return n.Key() == key || fold && text.EqualFold(n.Key(), key)
	}
	if int(d.keyEnd-d.keyStart) != len(key)+2 {
		return false
	}
	raw := n.tree.text[d.keyStart+1 : d.keyEnd-1]
	return string(raw) == key || fold && bytes.EqualFold(raw, []byte(key))
}

// RawKey is the key as it is written, without its quotes; nil for an element of
// an array and for the root. It must not be changed.
func (n Node) RawKey() []byte {
	if n.tree == nil || n.node().keyEnd == 0 {
		return nil
	}
	d := n.node()
	return n.tree.text[d.keyStart+1 : d.keyEnd-1]
}
