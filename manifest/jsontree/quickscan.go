package jsontree

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// quickDepth is how deep the quick scan goes at most, whatever the limit.
const quickDepth = 10000

// scanQuickly is scan for a text without faults, which nearly all are, at twice
// its speed. It accepts nothing that the strict reader refuses. What it does not
// accept it leaves to that one, which also knows what to say.
func (t *Tree) scanQuickly(base, depth int) bool {
	s, first := scanner{tree: t, open: -1}, len(t.nodes)
	if s.all(base, min(depth, quickDepth)) && utf8.Valid(t.text[base:]) {
		return true
	}
	t.nodes = t.nodes[:first]
	return false
}

// all indexes the text from offset i on, to its end.
func (s *scanner) all(i, depth int) bool {
	text := s.tree.text
	for {
		i = skipBlanks(text, i)
		if s.wantKey {
			end, escaped := quickString(text, i)
			if end < 0 {
				return false
			}
			s.keyStart, s.keyEnd, s.keyEscaped, s.wantKey = int32(i), int32(end), escaped, false
			if i = skipBlanks(text, end); i >= len(text) || text[i] != ':' {
				return false
			}
			i = skipBlanks(text, i+1)
		}
		if i = s.value(i); i < 0 || s.depth > depth {
			return false
		}
		if s.wantsMember(i) {
			continue
		}
		if i = s.ends(i); i < 0 || s.open < 0 {
			return i >= 0
		}
	}
}

// value indexes the value that starts at offset i, or opens the object or array.
// It returns where the rest starts, negative for what is no value.
func (s *scanner) value(i int) int {
	text := s.tree.text
	if i >= len(text) {
		return -1
	}
	var end int
	kind := Null
	switch c := text[i]; c {
	case '{':
		end, kind = i+1, Object
	case '[':
		end, kind = i+1, Array
	case '"':
		kind = String
		end, _ = quickString(text, i)
	case 't':
		end, kind = quickWord(text, i, "true"), Bool
	case 'f':
		end, kind = quickWord(text, i, "false"), Bool
	case 'n':
		end = quickWord(text, i, "null")
	default:
		end, kind = quickNumber(text, i), Number
	}
	if end >= 0 {
		s.add(int32(i), int32(end), kind)
	}
	return end
}

// wantsMember reports whether an object or array was opened just before offset
// i, and is not closed there at once.
func (s *scanner) wantsMember(i int) bool {
	t := s.tree
	if s.open != int32(len(t.nodes)-1) || s.open < 0 {
		return false
	}
	i = skipBlanks(t.text, i)
	return i >= len(t.text) || t.text[i] != '}' && t.text[i] != ']'
}

// ends closes what ends from offset i on, and returns where the next value or
// key starts, negative for a fault. After the root only blanks may follow.
func (s *scanner) ends(i int) int {
	t := s.tree
	for s.open >= 0 {
		if i = skipBlanks(t.text, i); i == len(t.text) {
			return -1
		}
		n := &t.nodes[s.open]
		c := t.text[i]
		i++
		switch {
		case c == ',':
			s.wantKey = n.kind == Object
			return i
		case c == '}' && n.kind == Object || c == ']' && n.kind == Array:
			s.close(int32(i))
		default:
			return -1
		}
	}
	if skipBlanks(t.text, i) < len(t.text) {
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
