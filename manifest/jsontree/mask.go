package jsontree

import (
	"bytes"
	"sort"

	"github.com/tidwall/jsonc"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// mask returns a copy of the given text of the same length in which comments and
// trailing commas are blanks and bare placeholders are strings, and lists
// them in the order in which they stand.
func mask(given []byte) ([]byte, []Oddity) {
	src := endLines(given)
	masked := jsonc.ToJSON(src)
	if len(masked) != len(src) { // an unterminated comment at the very end
		return src, nil
	}
	odd := maskedByJSONC(src, masked)
	markUnclearComments(given, odd)
	odd = append(odd, maskPlaceholders(masked)...)
	sort.Slice(odd, func(i, j int) bool { return odd[i].Span.Start < odd[j].Span.Start })
	return masked, odd
}

// endLines is src with a line feed in place of each carriage return that stands alone.
// Other readers, such as the device's, end a line comment there, so the text behind it
// must not count as a part of the comment.
func endLines(src []byte) []byte {
	if bytes.Count(src, []byte("\r")) == bytes.Count(src, []byte("\r\n")) {
		return src
	}
	ended := bytes.Clone(src)
	for i, c := range ended {
		if c == '\r' && !bytes.HasPrefix(ended[i+1:], []byte("\n")) {
			ended[i] = '\n'
		}
	}
	return ended
}

// markUnclearComments gives their kind to the line comments that other tools end at
// another place. For the device and for this package a carriage return ends a line
// comment, and a line separator does not. A tool that removes comments up to the next
// line feed, or as JSON5 does, sees another document.
func markUnclearComments(text []byte, odd []Oddity) {
	for i, o := range odd {
		if o.Kind != Comment || !bytes.HasPrefix(text[o.Span.Start:], []byte("//")) {
			continue
		}
		line, _, _ := bytes.Cut(text[o.Span.End:], []byte("\n"))
		if comment := text[o.Span.Start:o.Span.End]; len(bytes.TrimSpace(line)) > 0 || bytes.ContainsAny(comment, "\u2028\u2029") {
			odd[i].Kind = UnclearComment
		}
	}
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
			odd = append(odd, Oddity{TrailingComma, text.Span{Start: i, End: i + 1}})
		case src[i] == '/':
			end := commentEnd(src, i)
			odd = append(odd, Oddity{Comment, text.Span{Start: i, End: end}})
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
	var open []byte // the brackets that are open
	var last byte   // the last significant byte
	for i := 0; i < len(masked); i++ {
		c := masked[i]
		if isBlank(c) {
			continue
		}
		inArray := len(open) > 0 && open[len(open)-1] == '['
		if last == ':' || last == '[' || last == ',' && inArray {
			if end := placeholder.BareEnd(masked, i); end > 0 {
				odd = append(odd, Oddity{BarePlaceholder, text.Span{Start: i, End: end}})
				for j := i; j < end; j++ {
					masked[j] = '_'
				}
				masked[i], masked[end-1] = '"', '"'
				c = '"'
			}
		}
		switch c {
		case '"':
			i = stringEnd(masked, i) - 1
		case '{', '[':
			open = append(open, c)
		case '}', ']':
			open = open[:max(0, len(open)-1)]
		}
		last = c
	}
	return odd
}

// markPlaceholders gives the nodes of masked placeholders their kind.
func (t *Tree) markPlaceholders(odd []Oddity) {
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
