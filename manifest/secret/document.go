package secret

import (
	"bytes"
	"slices"
	"strings"
)

// Document finds what must be hidden in a file: a manifest, a configuration, any text.
// The spans are in rising order and do not overlap.
//
// In a line of JSON, Document looks at each string by itself, and at the strings of
// JSON that stands in a string (createOptions). In a line NAME = VALUE (TOML, a unit of
// systemd) it looks at the value. Any other line (a comment, YAML, a line with a
// quotation mark too many) is hidden as a whole if it could hold a password, because
// nobody knows where its strings start and end.
func Document(src []byte) []Span {
	d := document{text: string(src)}
	for start := 0; start < len(src); {
		end := len(src)
		if i := bytes.IndexAny(src[start:], "\n\r"); i >= 0 {
			end = start + i
		}
		d.line(start, end)
		start = end + 1
	}
	if d.split() {
		d.hidden = append(d.hidden, d.parts...)
	}
	return union(d.hidden)
}

// document is the search through one file.
type document struct {
	text     string
	key      string // the last one
	hidden   []Span
	parts    []Span // the strings that createOptions is split into
	numbered bool   // there is a createOptions01 or the like
}

func (d *document) line(start, end int) {
	line := d.text[start:end]
	tokens, ok := lex(line, 0)
	if !ok {
		if !d.assigned(start, end) {
			d.loose(start, end)
		}
		return
	}
	for _, t := range tokens {
		raw := line[t.Start:t.End]
		span := Span{start + t.Start, start + t.End}
		d.hidden = append(d.hidden, shift(d.tokenSpans(raw, t.key), span.Start)...)
		if number, ok := optionsPart(d.key); ok && !t.key {
			d.parts = append(d.parts, span)
			d.numbered = d.numbered || number != ""
		}
	}
}

// tokenSpans are the parts of one string to hide. A string that is a key is remembered
// for the value behind it.
func (d *document) tokenSpans(raw string, isKey bool) []Span {
	if isKey && (!isSecretName(d.key) || !strings.EqualFold(raw, "value")) {
		d.key = fold(raw)
	}
	if !isKey && isSecretName(d.key) && !isOpen(raw) {
		return []Span{{0, len(raw)}}
	}
	return stringSpans(raw, 1)
}

// loose takes a line in which nobody knows where strings start and end.
func (d *document) loose(start, end int) {
	line := d.text[start:end]
	text := fold(line)
	blank := len(line) - len(strings.TrimLeft(line, " \t"))
	if isSecretName(d.key) || mayHold(line) || assignsSecret(text, ":=", "\"'\\ \t") {
		d.hidden = append(d.hidden, Span{start + blank, end})
	}
	if _, after, found := strings.Cut(strings.ToLower(text), optionsName); found {
		d.parts = append(d.parts, Span{start + blank, end})
		d.numbered = d.numbered || startsWithDigit(after)
	}
}

// split reports whether the file splits createOptions into several strings that
// together could hold a password. Such a string alone does not show that it is a part
// of one.
func (d *document) split() bool {
	if !d.numbered {
		return false
	}
	var all strings.Builder
	for _, p := range d.parts {
		part := d.text[p.Start:p.End]
		if strings.ContainsAny(part, "@%&") || strings.Contains(part, `\u`) {
			return true
		}
		all.WriteString(part)
	}
	return mayHold(all.String())
}

const optionsName = "createoptions"

// optionsPart is the number behind createOptions in a key.
func optionsPart(key string) (number string, ok bool) {
	if len(key) < len(optionsName) || !strings.EqualFold(key[:len(optionsName)], optionsName) || strings.Trim(key[len(optionsName):], "0123456789") != "" {
		return "", false
	}
	return key[len(optionsName):], true
}

func startsWithDigit(text string) bool { return text != "" && '0' <= text[0] && text[0] <= '9' }

// maxNesting bounds how deep JSON in strings is looked into.
const maxNesting = 4

// stringSpans are the parts of one string to hide. depth is the number of strings
// around the text: the quotation marks of its JSON are escaped so many times.
func stringSpans(raw string, depth int) []Span {
	trimmed := strings.TrimLeft(raw, " \t\r\n")
	if depth < maxNesting && trimmed != "" && strings.IndexByte("{[", trimmed[0]) >= 0 {
		if tokens, ok := lex(raw, depth); ok && len(tokens) > 0 {
			return nestedSpans(raw, tokens, depth)
		}
	}
	if !mayHold(raw) {
		return nil
	}
	return addressSpans(raw)
}

func nestedSpans(raw string, tokens []token, depth int) (hidden []Span) {
	key := ""
	for _, t := range tokens {
		text := raw[t.Start:t.End]
		if t.key {
			key = fold(text)
		} else if isSecretName(key) && !isOpen(text) {
			hidden = append(hidden, t.Span)
			continue
		}
		hidden = append(hidden, shift(stringSpans(text, depth+1), t.Start)...)
	}
	return hidden
}

func shift(spans []Span, by int) []Span {
	for i := range spans {
		spans[i].Start += by
		spans[i].End += by
	}
	return spans
}

// union sorts spans and joins those that touch.
func union(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
		} else if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}
