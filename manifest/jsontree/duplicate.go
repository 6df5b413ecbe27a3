package jsontree

import "bytes"

// Duplicate is a key that stands twice in one object.
type Duplicate struct {
	First, Second Node // two members, in document order
}

// Duplicates lists the keys of an object that stand twice in it, spelt
// exactly alike, each with the member before it that has the same key.
func Duplicates(obj Node) []Duplicate {
	// For up to this number of members, comparing each with all others is faster than
	// a map. Nearly no object has a key twice.
	var seen [32][]byte
	n := 0
	for c := range obj.Children() {
		key := c.RawKey()
		if key == nil {
			return nil // an array
		}
		if n == len(seen) || c.node().escaped || holds(seen[:n], key) {
			return duplicatesByKey(obj)
		}
		seen[n] = key
		n++
	}
	return nil
}

func holds(keys [][]byte, key []byte) bool {
	for _, k := range keys {
		if string(k) == string(key) {
			return true
		}
	}
	return false
}

// duplicatesByKey is Duplicates for an object of any size.
func duplicatesByKey(obj Node) []Duplicate {
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

func hasEscape(b []byte) bool { return bytes.IndexByte(b, '\\') >= 0 }
