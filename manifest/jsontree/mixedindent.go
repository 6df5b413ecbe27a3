package jsontree

import "strings"

// Some editors write eight blanks as a tab. The indentation of a line then does
// not begin with that of the line around it, and what one level adds cannot be
// measured. In such a document the indentation of new lines is copied from lines
// of the same level.

// inside is the style one level further in.
func (s Style) inside() Style {
	if len(s.levels) > 0 {
		s.indent, s.levels = s.levels[0], s.levels[1:]
		return s
	}
	s.indent += s.unit
	return s
}

// deepestInsertion is how many levels below its own a new member has: env, a
// variable in it, and its value.
const deepestInsertion = 2

// mixedLevels lists the indentations of the levels below the members of obj. It copies
// them from the nearest lines of these levels. indent is the indentation of a line one
// level below obj. If it holds only tabs or only blanks, the list is empty, because one
// unit more is the indentation of the next level.
func mixedLevels(obj Node, indent string) []string {
	if !strings.Contains(indent, "\t") || !strings.Contains(indent, " ") {
		return nil
	}
	var levels []string
	for below := 1; below <= deepestInsertion; below++ {
		found, ok := indentNear(obj, below)
		if !ok {
			break
		}
		levels = append(levels, found)
	}
	return levels
}

// indentNear is the indentation of a line that stands some levels below the members of
// obj: in obj, or in the nearest object or array around it.
func indentNear(obj Node, below int) (string, bool) {
	for at, depth := obj, below; at.Exists(); at, depth = at.Parent(), depth+1 {
		if found, ok := at.tree.indentBelow(at, depth); ok {
			return found, true
		}
	}
	return "", false
}

// level is a place where lines are looked for: some levels below the children
// of a node.
type level struct {
	node  int32
	below int
}

// lineIndent is a result of indentBelow.
type lineIndent struct {
	text string
	ok   bool
}

// indentBelow is the indentation of the first line in n that stands some levels
// below its children. Each place is looked at once.
func (t *Tree) indentBelow(n Node, below int) (string, bool) {
	at := level{n.i, below}
	if known, ok := t.indents[at]; ok {
		return known.text, known.ok
	}
	var found lineIndent
	for c := range n.Children() {
		if below > 0 {
			found.text, found.ok = t.indentBelow(c, below-1)
		} else if n.spread() {
			found = lineIndent{t.indentAt(c.MemberSpan().Start), true}
		}
		if found.ok || below == 0 {
			break
		}
	}
	if t.indents == nil {
		t.indents = map[level]lineIndent{}
	}
	t.indents[at] = found
	return found.text, found.ok
}
