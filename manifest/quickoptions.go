package manifest

import (
	"bytes"
	"slices"
	"sync"
)

// HasUsualOptions reports, much faster than CreateOptions reads them, that the
// module's createOptions are a JSON object without Env in one string, as nearly
// all are. False means that they may be anything: ask CreateOptions.
func (m *Module) HasUsualOptions() bool {
	if m.usual == notAsked {
		if m.usual = no; m.looksUsual() {
			m.usual = yes
		}
	}
	return m.usual == yes
}

// UsualOptions calls visit with the root of createOptions for which HasUsualOptions
// is true, much faster than CreateOptions reads them. The root is good during the
// call only, and its spans are those of the text in the string.
func (m *Module) UsualOptions(visit func(root Node)) {
	if !m.HasUsualOptions() {
		return
	}
	for member := range m.Settings().Children() {
		if _, part, _ := optionsPart(member); part {
			quick := quickReaders.Get().(*quickReader)
			defer quickReaders.Put(quick)
			if quick.isObject(member.Raw()) {
				visit(Node{&quick.tree, 0})
			}
			return
		}
	}
}

// answer is what is known about a yes-or-no question.
type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

func (m *Module) looksUsual() bool {
	var only Node
	for member := range m.Settings().Children() {
		if _, _, named := optionsPart(member); named {
			if only.Exists() {
				return false
			}
			only = member
		}
	}
	raw := only.Raw()
	if only.Kind() != String || !bytes.EqualFold(only.RawKey(), []byte(optionsKey)) || spellsEnv(raw) {
		return false
	}
	quick := quickReaders.Get().(*quickReader)
	defer quickReaders.Put(quick)
	return quick.isObject(raw)
}

// quickReader reads JSON that stands in a string, and keeps its memory for the
// next one.
type quickReader struct{ tree }

var quickReaders = sync.Pool{New: func() any { return new(quickReader) }}

// isObject reports whether a string as it is written holds a JSON object. It
// gives up on what the quick scan does, and on escape sequences other than \"
// \\ and \/.
func (q *quickReader) isObject(raw []byte) bool {
	text := slices.Grow(q.text[:0], len(raw))
	for i := 1; i < len(raw)-1; i++ {
		c := raw[i]
		if c == '\\' {
			i++
			if c = raw[i]; c != '"' && c != '\\' && c != '/' {
				return false
			}
		}
		text = append(text, c)
	}
	q.text, q.nodes = text, q.nodes[:0]
	return q.scanQuickly(0, MaxDepth) && q.nodes[0].kind == Object
}
