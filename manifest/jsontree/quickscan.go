package jsontree

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// quickDepth is how deep the quick scan goes at most, whatever the limit.
const quickDepth = 10000

// scanQuickly does what scan does for a text without faults, which nearly all are, at
// twice the speed. It accepts nothing that the strict reader refuses. All other texts
// are left to the strict reader, which also says what is wrong.
func (t *Tree) scanQuickly(base, depth int) bool {
	s := quickScanner{text: t.text, nodes: t.nodes, open: -1, room: min(depth, quickDepth)}
	first := len(t.nodes)
	ok := s.all(base) && utf8.Valid(t.text[base:])
	if t.nodes = s.nodes; !ok {
		t.nodes = t.nodes[:first]
	}
	return ok
}

// quickScanner is the state of one quick scan.
type quickScanner struct {
	text  []byte
	nodes []node
	open  int32 // innermost open object or array, -1 for none
	room  int   // how many more objects and arrays may be opened in it
}

// all indexes the text from offset i on, to its end.
func (s *quickScanner) all(i int) bool {
	for {
		n := node{parent: s.open}
		if i = skipBlanks(s.text, i); s.open >= 0 && s.nodes[s.open].kind == Object {
			if i = s.key(i, &n); i < 0 {
				return false
			}
		}
		if i >= len(s.text) {
			return false
		}
		opened := s.text[i] == '{' || s.text[i] == '['
		if i = s.value(i, &n); i < 0 {
			return false
		}
		if opened {
			if i = skipBlanks(s.text, i); i < len(s.text) && s.text[i] != '}' && s.text[i] != ']' {
				continue // with its first member or element
			}
		}
		if i = s.ends(i); i < 0 || s.open < 0 {
			return i >= 0
		}
	}
}

// key reads the key that starts at offset i, and the colon behind it. It returns
// where the value starts, negative for a fault.
func (s *quickScanner) key(i int, n *node) int {
	end, escaped := quickString(s.text, i)
	if end < 0 {
		return -1
	}
	n.keyStart, n.keyEnd, n.escaped = int32(i), int32(end), escaped
	if i = skipBlanks(s.text, end); i >= len(s.text) || s.text[i] != ':' {
		return -1
	}
	return skipBlanks(s.text, i+1)
}

// value indexes the value that starts at offset i, or opens the object or array.
// It returns where the rest starts, negative for what is no value.
func (s *quickScanner) value(i int, n *node) int {
	end := i + 1
	switch c := s.text[i]; c {
	case '"':
		n.kind = String
		end, _ = quickString(s.text, i)
	case '{':
		n.kind = Object
	case '[':
		n.kind = Array
	case 't':
		end, n.kind = quickWord(s.text, i, "true"), Bool
	case 'f':
		end, n.kind = quickWord(s.text, i, "false"), Bool
	case 'n':
		end, n.kind = quickWord(s.text, i, "null"), Null
	default:
		end, n.kind = quickNumber(s.text, i), Number
	}
	index := int32(len(s.nodes))
	n.start, n.end, n.next = int32(i), int32(end), index+1
	if len(s.nodes) == cap(s.nodes) {
		s.nodes = moreNodes(s.nodes, s.text)
	}
	s.nodes = append(s.nodes, *n)
	if n.kind == Object || n.kind == Array {
		if s.open, s.room = index, s.room-1; s.room < 0 {
			return -1
		}
	}
	return end
}

// ends closes the objects and arrays that end at offset i, and returns where the next
// value or key starts, negative for a fault. After the root only blanks may follow.
func (s *quickScanner) ends(i int) int {
	for s.open >= 0 {
		if i = skipBlanks(s.text, i); i == len(s.text) {
			return -1
		}
		n := &s.nodes[s.open]
		c := s.text[i]
		i++
		switch {
		case c == ',':
			return i
		case c == '}' && n.kind == Object || c == ']' && n.kind == Array:
			n.end, n.next = int32(i), int32(len(s.nodes))
			s.open = n.parent
			s.room++
		default:
			return -1
		}
	}
	if skipBlanks(s.text, i) < len(s.text) {
		return -1
	}
	return i
}

// quickString is the end of the string that starts at offset i, and whether it
// has escape sequences. The end is negative for what is no string, or has other
// than the usual ones. Whether it is UTF-8 is not looked at.
func quickString(text []byte, i int) (end int, escaped bool) {
	if i >= len(text) || text[i] != '"' {
		return -1, false
	}
	for i = plainEnd(text, i+1); i < len(text); i = plainEnd(text, i) {
		switch text[i] {
		case '"':
			return i + 1, escaped
		case '\\':
			escaped = true
			if i+1 == len(text) || !follows[text[i+1]] {
				return -1, false
			}
			i += 2
		default:
			return -1, false
		}
	}
	return -1, false
}

// plainEnd is the first offset from i on whose byte does not stand for itself in
// a string: a quote, a backslash or a control character. It looks at eight bytes
// at a time.
func plainEnd(text []byte, i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(text); i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		quote, backslash := w^ones*'"', w^ones*'\\'
		// The lowest top bit that is set marks the first such byte: subtracting
		// borrows only from the bytes above one that is too small.
		if found := ((w-ones*' ')&^w | (quote-ones)&^quote | (backslash-ones)&^backslash) & tops; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(text) && text[i] >= ' ' && text[i] != '"' && text[i] != '\\' {
		i++
	}
	return i
}

// follows marks the bytes that make an escape sequence of two with a backslash.
var follows = [256]bool{'"': true, '\\': true, '/': true, 'b': true, 'f': true, 'n': true, 'r': true, 't': true}

// quickWord is the end of a word that starts at offset i, negative if it is
// another one.
func quickWord(text []byte, i int, word string) int {
	if end := i + len(word); end <= len(text) && string(text[i:end]) == word {
		return end
	}
	return -1
}

// quickNumber is the end of the whole number that starts at offset i, negative
// for what is none, or any other number.
func quickNumber(text []byte, i int) int {
	start := i
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	switch {
	case i == start || i > start+1 && text[start] == '0':
		return -1
	case i < len(text) && (text[i] == '.' || text[i]|0x20 == 'e'):
		return -1
	}
	return i
}
