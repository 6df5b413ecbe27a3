package jsontree

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// indentUnit is what one level of nesting adds to the indentation, measured at the
// place nearest to n: inside n, inside its siblings, then further and further out. It
// is empty for a document without indentation, and two blanks if there is nothing to
// measure.
func indentUnit(n Node) string {
	if unit, found := unitInside(n); found && unit != "" {
		return unit
	}
	return unitAmong(n.Parent())
}

// unitAmong is the unit inside the children of n, or else the one around n.
func unitAmong(n Node) string {
	flat := false // something is written on several lines without indentation
	for at := n; at.Exists(); at = at.Parent() {
		unit, ok := at.tree.unitAmong(at)
		if unit != "" {
			return unit
		}
		flat = flat || ok
	}
	if flat {
		return ""
	}
	return "  "
}

// unitAmong is the unit inside the children of n, or inside n itself. It fails
// if none of them is written on several lines. Each n is looked at once: the
// modules of a deployment share it.
func (t *Tree) unitAmong(n Node) (unit string, ok bool) {
	if known, ok := t.units[n.i]; ok {
		return known.text, known.ok
	}
	for c := range n.Children() {
		inside, spread := unitInside(c)
		ok = ok || spread
		if inside != "" {
			unit = inside
			break
		}
	}
	if unit == "" {
		inside, spread := unitInside(n)
		unit, ok = inside, ok || spread
	}
	if t.units == nil {
		t.units = map[int32]unitFound{}
	}
	t.units[n.i] = unitFound{unit, ok}
	return unit, ok
}

// unitFound is a result of unitAmong.
type unitFound struct {
	text string
	ok   bool
}

// unitInside is what an object or array on several lines adds to the
// indentation of its line. It fails for any other value.
func unitInside(n Node) (unit string, ok bool) {
	if !n.spread() {
		return "", false
	}
	for c := range n.Children() {
		outer, inner := n.tree.indentAt(n.MemberSpan().Start), n.tree.indentAt(c.MemberSpan().Start)
		if unit, ok = strings.CutPrefix(inner, outer); ok {
			return unit, true
		}
		return "", false
	}
	return "", false
}

// indentAt is the indentation of the line of an offset.
func (t *Tree) indentAt(offset int) string {
	start := t.lineStart(offset)
	if start == 0 {
		start = text.BOMLen(t.src)
	}
	end := start
	for end < offset && (t.src[end] == ' ' || t.src[end] == '\t') {
		end++
	}
	return string(t.src[start:end])
}

// lineStart is where the line of an offset starts. Lines are short, but for
// the one of a minified document: there, the line index is asked.
func (t *Tree) lineStart(offset int) int {
	const short = 512 // bytes
	from := max(0, offset-short)
	if i := bytes.LastIndexAny(t.src[from:offset], "\r\n"); i >= 0 {
		return from + i + 1
	}
	if from == 0 {
		return 0
	}
	return t.Lines().StartOf(offset)
}

// Lines is the index of the text's lines, made when it is first asked for.
func (t *Tree) Lines() *text.Lines {
	if t == nil { // of a document that nobody has parsed
		return text.NewLines(nil)
	}
	if t.lines == nil {
		t.lines = text.NewLines(t.src)
	}
	return t.lines
}
