package jsontree

// Memory is memory for the trees of texts that are read one after another, so that it
// need not be found anew for each of them. The zero Memory is ready for use.
type Memory struct {
	nodes  []node
	quoted Quoted
}

// mostKept is how many values there is memory for from one text to the next: 1 MB.
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

// Quoted is where to read the strings of the text that was read last. It is empty, and
// good as long as the tree of the text.
func (m *Memory) Quoted(src []byte) *Quoted {
	m.quoted.reset(len(src))
	return &m.quoted
}
