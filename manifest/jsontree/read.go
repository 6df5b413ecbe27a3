package jsontree

import "github.com/iotedge-tools/edgeproxy/manifest/text"

// Oddity is something in the text that strict JSON does not allow and that
// Parse accepts nevertheless, because manifests and templates hold it.
type Oddity struct {
	Kind OddityKind
	Span text.Span
}

// OddityKind says what an Oddity is.
type OddityKind uint8

// The oddities.
const (
	ByteOrderMark OddityKind = iota
	Comment
	TrailingComma
	BarePlaceholder // such as "ttl": ${TTL}
	// UnclearComment is a line comment that tools end at different places: it
	// ends with a lone carriage return, or holds U+2028 or U+2029.
	UnclearComment
	OtherSpace // white space between tokens of createOptions that JSON does not know
)

var oddityNames = [...]string{"a byte order mark", "a comment", "a trailing comma", "a placeholder without quotes", "a comment that tools end at different places", "white space that JSON does not know"}

// Comment reports whether the oddity is a comment of either kind.
func (k OddityKind) Comment() bool { return k == Comment || k == UnclearComment }

// String names the kind with its article, as messages use it.
func (k OddityKind) String() string { return oddityNames[k] }

// source is a text to be read, and where it comes from.
type source struct {
	text []byte
	name string // what messages call it, such as "the file"
	// For JSON that stands in a string of the file: the file, and the mapping
	// of an offset in text to one in the file. Nil means that text is the file.
	file   *Tree
	origin func(offset int, end bool) int

	nodes []node // memory for the index; may be nil
}

// place is the position in the file of an offset in the text.
func (s source) place(offset int) text.Position {
	if s.file == nil {
		return text.NewLines(s.text).Position(offset)
	}
	return s.file.Lines().Position(s.origin(offset, false))
}

// Parse reads one JSON text. It accepts comments, trailing commas and bare
// placeholders, which Tree.Oddities lists, and JSON lines, which Tree.JSONLines tells.
// The error is a *SyntaxError. The tree keeps src, which must not be changed afterwards.
func Parse(src []byte, limits Limits) (*Tree, error) { return new(Memory).Parse(src, limits) }

// read indexes the text. It first reads the text as strict JSON, which nearly every
// file is. Only if that fails, it puts other text of the same length in the place of
// comments, trailing commas and placeholders, so that every offset stays as it was, and
// reads again.
func read(s source, limits Limits) (*Tree, error) {
	if len(s.text) > limits.Size {
		return nil, s.errorAt(0, nil, "%s has %d bytes, more than the limit of %d: a deployment manifest has some kilobytes", s.name, len(s.text), limits.Size)
	}
	if s.origin == nil && isUTF16(s.text) {
		return nil, &SyntaxError{Line: 1, Column: 1, Msg: s.name + " is UTF-16: save it as UTF-8"}
	}
	t := &Tree{text: s.text, src: s.text, origin: s.origin, nodes: s.nodes}
	if usual := len(s.text)/40 + 8; cap(t.nodes) < usual {
		t.nodes = make([]node, 0, usual)
	}
	base := 0
	if s.origin == nil { // the reader of createOptions takes no byte order mark
		base = text.BOMLen(s.text)
	}
	if base > 0 {
		t.odd = append(t.odd, Oddity{ByteOrderMark, text.Span{Start: 0, End: base}})
	}
	strictErr := t.scan(s, base, limits)
	if strictErr == nil {
		return t, nil
	}
	if s.origin == nil && isJSONLines(s.text[base:]) {
		if err := t.scanJSONLines(s, base, limits); err != nil {
			return nil, err
		}
		return t, nil
	}
	masked, found := s.masked()
	if len(found) == 0 {
		return nil, s.namingLanguage(strictErr)
	}
	t.text, t.nodes = masked, t.nodes[:0]
	if err := t.scan(s, base, limits); err != nil {
		return nil, s.namingLanguage(err)
	}
	t.markPlaceholders(found)
	t.odd = append(t.odd, found...)
	return t, nil
}

// isUTF16 recognises a UTF-16 file by its byte order mark or, as the first
// characters of JSON are ASCII, by a zero among its first two bytes.
func isUTF16(src []byte) bool {
	return len(src) >= 2 && (src[0] == 0xFF && src[1] == 0xFE || src[0] == 0xFE && src[1] == 0xFF || src[0] == 0 || src[1] == 0)
}
