package manifest

import "bytes"

// Duplicate is a key that stands twice in one object.
type Duplicate struct {
	First, Second Node // two members, in document order
}

// Duplicates lists the keys of an object that stand twice in it, spelt
// exactly alike, each with the member before it that has the same key.
func Duplicates(obj Node) []Duplicate {
	const few = 12 // up to so many members, comparing all is faster than a map
	if obj.Kind() != Object {
		return nil
	}
	var found []Duplicate
	members := make([]Node, 0, few)
	for c := range obj.Children() {
		if len(members) == few {
			return duplicatesOfMany(obj)
		}
		key := c.RawKey()
		for i := len(members) - 1; i >= 0; i-- {
			if sameKey(members[i], c, key) {
				found = append(found, Duplicate{members[i], c})
				break
			}
		}
		members = append(members, c)
	}
	return found
}

func duplicatesOfMany(obj Node) []Duplicate {
	var found []Duplicate
	seen := make(map[string]Node, obj.Len())
	for c := range obj.Children() {
		key := c.Key()
		if first, ok := seen[key]; ok {
			found = append(found, Duplicate{first, c})
		}
		seen[key] = c
	}
	return found
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

// sameKey compares the keys of a and b, whose raw key is given.
func sameKey(a, b Node, rawB []byte) bool {
	rawA := a.RawKey()
	if string(rawA) == string(rawB) {
		return true
	}
	return (hasEscape(rawA) || hasEscape(rawB)) && a.Key() == b.Key()
}

func hasEscape(b []byte) bool { return bytes.IndexByte(b, '\\') >= 0 }
