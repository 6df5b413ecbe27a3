package jsontree

// Memory is memory for the trees of texts that are read one after another: each text
// uses it again. The zero Memory is ready for use.
type Memory struct {
	nodes  []node
	quoted Quoted
}

// mostKept is the number of values for which memory is kept from one text to the next:
// 1 MB.
const mostKept = 1 << 15

// Parse is the function Parse with this memory. The tree is good until the next text is
// read with the same memory. The error is a *SyntaxError.
func (m *Memory) Parse(src []byte, limits Limits) (*Tree, error) {
	t, err := read(source{text: src, name: "the file", nodes: m.nodes[:0]}, limits.withDefaults())
	if m.nodes = nil; t != nil && cap(t.nodes) <= mostKept {
		m.nodes = t.nodes[:0]
	}
	return t, err
}

// Quoted is an empty Quoted for the strings of the text that was read last. It is good
// as long as the tree of the text.
func (m *Memory) Quoted(src []byte) *Quoted {
	m.quoted.reset(len(src))
	return &m.quoted
}
