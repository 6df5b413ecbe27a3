package manifest

import (
	"bytes"
	"sort"

	"github.com/tidwall/jsonc"
)

// Oddity is something in the text that strict JSON does not allow and that
// Parse accepts nevertheless, because manifests and templates hold it.
type Oddity struct {
	Kind OddityKind
	Span Span
}

// OddityKind says what an Oddity is.
type OddityKind uint8

// The oddities.
const (
	ByteOrderMark OddityKind = iota
	Comment
	TrailingComma
	BarePlaceholder // such as "ttl": ${TTL}
)

var oddityNames = [...]string{"a byte order mark", "a comment", "a trailing comma", "a placeholder without quotes"}

// String names the kind with its article, as messages use it.
func (k OddityKind) String() string { return oddityNames[k] }

// read indexes src. It first takes src for strict JSON, which nearly every
// file is; only if that fails are comments, trailing commas and placeholders
// masked, by text of the same length, so that every offset stays that of src.
func read(src []byte, limits Limits) (*tree, []Oddity, error) {
	if len(src) > limits.Size {
		return nil, nil, syntaxErrorAt(src[:0], 0, nil, "the file has %d bytes, more than the limit of %d: a deployment manifest has some kilobytes", len(src), limits.Size)
	}
	if isUTF16(src) {
		return nil, nil, syntaxErrorAt(src[:0], 0, nil, "the file is UTF-16: save it as UTF-8")
	}
	var odd []Oddity
	base := bomLen(src)
	if base > 0 {
		odd = append(odd, Oddity{ByteOrderMark, Span{0, base}})
	}
	t := &tree{text: src, src: src, nodes: make([]node, 0, len(src)/24+8)}
	strictErr := t.scan(base, limits)
	if strictErr == nil {
		return t, odd, nil
	}
	masked, found := mask(src)
	if len(found) == 0 {
		return nil, nil, strictErr
	}
	t.text, t.nodes = masked, t.nodes[:0]
	if err := t.scan(base, limits); err != nil {
		return nil, nil, err
	}
	t.markPlaceholders(found)
	return t, append(odd, found...), nil
}

// isUTF16 recognises a UTF-16 file by its byte order mark or, as the first
// characters of JSON are ASCII, by a zero among its first two bytes.
func isUTF16(src []byte) bool {
	return len(src) >= 2 && (src[0] == 0xFF && src[1] == 0xFE || src[0] == 0xFE && src[1] == 0xFF || src[0] == 0 || src[1] == 0)
}

// mask returns a copy of src of the same length in which comments and
// trailing commas are blanks and bare placeholders are strings, and lists
// them in the order in which they stand.
func mask(src []byte) ([]byte, []Oddity) {
	masked := jsonc.ToJSON(src)
	if len(masked) != len(src) { // an unterminated comment at the very end
		return src, nil
	}
	odd := maskedByJSONC(src, masked)
	odd = append(odd, maskPlaceholders(masked)...)
	sort.Slice(odd, func(i, j int) bool { return odd[i].Span.Start < odd[j].Span.Start })
	return masked, odd
}

// maskedByJSONC finds what the conversion blanked. A comma with nothing before
// it, as in [,], is put back: no tool takes that.
func maskedByJSONC(src, masked []byte) []Oddity {
	var odd []Oddity
	var last byte // last significant byte
	for i := 0; i < len(src); i++ {
		switch {
		case src[i] == masked[i] && src[i] == '"':
			i = stringEnd(src, i) - 1
			last = '"'
		case src[i] == masked[i]:
			if !isBlank(src[i]) {
				last = src[i]
			}
		case src[i] == ',' && (last == '[' || last == '{' || last == ',' || last == ':' || last == 0):
			masked[i] = ','
		case src[i] == ',':
			odd = append(odd, Oddity{TrailingComma, Span{i, i + 1}})
		case src[i] == '/':
			end := commentEnd(src, i)
			odd = append(odd, Oddity{Comment, Span{i, end}})
			i = end - 1
		}
	}
	return odd
}

// commentEnd is the offset after the comment that starts at i: a line comment
// ends before its line feed, or before the CR LF.
func commentEnd(src []byte, i int) int {
	rest := src[i:]
	if bytes.HasPrefix(rest, []byte("/*")) {
		if n := bytes.Index(rest[2:], []byte("*/")); n >= 0 {
			return i + 2 + n + 2
		}
		return len(src)
	}
	n := bytes.IndexByte(rest, '\n')
	if n < 0 {
		return len(src)
	}
	return i + len(bytes.TrimSuffix(rest[:n], []byte("\r")))
}

// stringEnd is the offset after the JSON string that starts at i.
func stringEnd(src []byte, i int) int {
	for i++; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(src)
}

// maskPlaceholders replaces each bare placeholder that stands where a value is
// expected by a string of the same length.
func maskPlaceholders(masked []byte) []Oddity {
	var odd []Oddity
	var last byte
	for i := 0; i < len(masked); i++ {
		c := masked[i]
		switch {
		case c == '"':
			i = stringEnd(masked, i) - 1
		case last == ':' || last == '[' || last == ',':
			if end := barePlaceholderEnd(masked, i); end > 0 {
				odd = append(odd, Oddity{BarePlaceholder, Span{i, end}})
				for j := i; j < end; j++ {
					masked[j] = '_'
				}
				masked[i], masked[end-1] = '"', '"'
				i = end - 1
			}
		}
		if !isBlank(c) {
			last = c
		}
	}
	return odd
}

// barePlaceholderEnd is the offset after the bare placeholder that starts at
// i, or 0 if none does. A bare placeholder starts with one of the forms of
// findPlaceholder or with $NAME, and runs up to the next separator.
func barePlaceholderEnd(b []byte, i int) int {
	rest := b[i:]
	if n := bytes.IndexAny(rest, "\r\n\""); n >= 0 {
		rest = rest[:n]
	}
	var size int
	for _, form := range placeholderForms {
		if bytes.HasPrefix(rest, []byte(form.open)) {
			if n := bytes.Index(rest[len(form.open):], []byte(form.close)); n >= 0 {
				size = len(form.open) + n + len(form.close)
			}
			break
		}
	}
	if size == 0 {
		return 0
	}
	for size < len(rest) && !isBlank(rest[size]) && bytes.IndexByte([]byte(",]}"), rest[size]) < 0 {
		size++
	}
	return i + size
}

// placeholderForms are the ways in which tools mark a value to be filled in:
// iotedgedev and VS Code, token-replacement tasks, Azure Pipelines, people,
// and template engines.
var placeholderForms = [...]struct{ open, close string }{
	{"${", "}"}, {"#{", "}#"}, {"$(", ")"}, {"{{", "}}"}, {"<", ">"},
}

// markPlaceholders gives the nodes of masked placeholders their kind.
func (t *tree) markPlaceholders(odd []Oddity) {
	for _, o := range odd {
		if o.Kind != BarePlaceholder {
			continue
		}
		i := sort.Search(len(t.nodes), func(i int) bool { return int(t.nodes[i].start) >= o.Span.Start })
		if i < len(t.nodes) && int(t.nodes[i].start) == o.Span.Start && t.nodes[i].kind == String {
			t.nodes[i].kind = Placeholder
		}
	}
}
