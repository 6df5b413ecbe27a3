package lsp

import (
	"bytes"
	"strings"
)

// cursor is a place in a JSON text that somebody is typing, so that the text need not be
// JSON: what stands behind the place is not looked at (see keysAfter).
type cursor struct {
	path  []string // the keys that lead to the innermost object or array; "" for one in an array
	key   string   // whose value stands at the place; "" where a key stands
	isKey bool     // a key stands at the place
	start int      // the offset of the quotation mark of the string around the place, or the place
	open  bool     // the place is inside of a string
	keys  []string // of the innermost object, before the place
}

// level is an object or array that is not closed yet.
type level struct {
	isArray bool
	path    string   // the key that leads to it
	key     string   // the last key, once its colon is there
	keys    []string // all of them
	text    string   // the last string
}

// cursorAt reads a text up to an offset.
func cursorAt(src []byte, offset int) cursor {
	levels := []level{{isArray: true}}
	for i := 0; i < offset; {
		now := &levels[len(levels)-1]
		switch c := src[i]; {
		case c == '"':
			end, closed := stringEnd(src[:offset], i)
			if !closed {
				return cursorIn(levels, i, true)
			}
			now.text = strings.TrimSuffix(string(src[i+1:end]), `"`)
			i = end
			continue
		case c == '/':
			end, closed := commentEnd(src[:offset], i)
			if !closed {
				return cursor{start: offset} // nothing is completed in comments
			}
			i = end
			continue
		case c == '{' || c == '[':
			levels = append(levels, level{isArray: c == '[', path: now.key})
		case (c == '}' || c == ']') && len(levels) > 1:
			levels = levels[:len(levels)-1]
		case c == ':' && !now.isArray:
			now.key = now.text
			now.keys = append(now.keys, now.key)
		case c == ',':
			now.key = ""
		}
		i++
	}
	return cursorIn(levels, offset, false)
}

func cursorIn(levels []level, start int, open bool) cursor {
	last := levels[len(levels)-1]
	c := cursor{key: last.key, isKey: !last.isArray && last.key == "", start: start, open: open, keys: last.keys}
	for _, l := range levels[1:] {
		c.path = append(c.path, l.path)
	}
	return c
}

// keysAfter are the keys of the innermost object in what stands behind a cursor, as far as it can be
// read: it may be broken there.
func keysAfter(src []byte) []string {
	var keys []string
	text := "" // the last string
	for i, depth := 0, 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '"':
			end, _ := stringEnd(src, i)
			text = strings.TrimSuffix(string(src[i+1:end]), `"`)
			i = end - 1
		case c == '/':
			end, _ := commentEnd(src, i)
			i = end - 1
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']') && depth == 0:
			return keys
		case c == '}' || c == ']':
			depth--
		case c == ':' && depth == 0:
			keys = append(keys, text)
		}
	}
	return keys
}

// stringEnd is the offset behind the string that starts at an offset. A string ends with its
// line at the latest: its quotation mark is not typed yet.
func stringEnd(src []byte, start int) (end int, closed bool) {
	for i := start + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		case '\n':
			return i, true
		}
	}
	return len(src), false
}

// commentEnd is the offset behind the comment that starts at an offset, or behind the
// slash that starts none.
func commentEnd(src []byte, start int) (end int, closed bool) {
	rest := src[start:]
	sign := ""
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		sign = "\n"
	case bytes.HasPrefix(rest, []byte("/*")):
		sign = "*/"
	default:
		return start + 1, true
	}
	if i := bytes.Index(rest[2:], []byte(sign)); i >= 0 {
		return start + 2 + i + len(sign), true
	}
	return len(src), false
}

// inEnv reports whether the innermost object is the env of a module, and of which: "" if its
// name does not lead there.
func (c cursor) inEnv() (module string, ok bool) { return envOf(c.path) }

// inEntry reports whether the innermost object is an entry of the env of a module, and
// which variable it sets.
func (c cursor) inEntry() (variable string, ok bool) {
	if len(c.path) == 0 {
		return "", false
	}
	last := len(c.path) - 1
	_, ok = envOf(c.path[:last])
	return c.path[last], ok
}

func envOf(path []string) (module string, ok bool) {
	if len(path) == 0 {
		return "", false
	}
	last := path[len(path)-1]
	switch {
	case strings.EqualFold(last, "env") && len(path) > 1:
		return path[len(path)-2], true
	case strings.HasSuffix(last, ".env"): // of a layered deployment
		return "", true
	}
	return "", false
}
