package rules

import (
	"bytes"
)

// yamlStart is how a text in YAML begins: a map, a list of maps, or the mark
// before the document.
var yamlStart = pattern(`^(---\s|(- +)?[\w$.-]+:\s)`)

// typographic is a quote that no keyboard has, and endsTypographic such a quote at the
// end of a line of JSON, where JSON sees no end of the string.
var (
	typographic     = pattern(`^[“”„‟«»]`)
	endsTypographic = pattern(`[“”„‟«»][ \t]*[,\]}]*[ \t]*$`)
)

// OtherNotation names the notation of a text that is no JSON from an offset on, and
// says what to do about it; "" if people do not take the notation for JSON.
func OtherNotation(src []byte, offset int) string {
	before, rest := src[:min(offset, len(src))], src[min(offset, len(src)):]
	atStart := len(bytes.Trim(before, "- \t\r\n")) == 0 // or at the '-' that a number might begin with
	switch {
	case bytes.HasPrefix(rest, []byte("'")):
		return "JSON knows double quotes only: write \"…\" in place of '…'"
	case typographic().Match(rest) || bytes.HasPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n")) && endsTypographic().Match(before):
		return "JSON knows straight quotes only: write \" in place of the typographic quotes that a word processor makes"
	case atStart && yamlStart().Match(afterComments(src)):
		return "this looks like YAML, and manifests are JSON: convert the file first, for example with \"yq -o json\""
	case bytes.HasPrefix(rest, []byte("#")):
		return "JSON has no comments that begin with #: take the line out"
	}
	return ""
}

// afterComments is the first line of a text that is neither blank nor a comment
// of YAML, and what follows it.
func afterComments(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n")
		if !bytes.HasPrefix(text, []byte("#")) {
			return text
		}
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
}
