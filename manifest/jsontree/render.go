package jsontree

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tidwall/gjson"
)

// Member is a key and its value in compact JSON, to be inserted into an object.
type Member struct {
	Key   string // decoded
	Value string // compact JSON, or a placeholder without quotes
}

// Render writes the members in the style: on one line with commas between,
// or each on its own line. Nothing stands before the first and after the last.
func (s Style) Render(members []Member) string {
	var b strings.Builder
	for i, m := range members {
		if i > 0 {
			b.WriteString(s.between())
		}
		s.renderMember(&b, m)
	}
	return b.String()
}

// between is what stands between two members.
func (s Style) between() string {
	switch {
	case s.newline == "":
		return s.comma
	case s.lead != "":
		return s.newline + s.indent + s.lead
	}
	return "," + s.newline + s.indent
}

func (s Style) renderMember(b *strings.Builder, m Member) {
	key := Quote(m.Key)
	b.WriteString(key)
	if m.Value[0] != '{' || strings.HasPrefix(m.Value, "{{") { // {{x}} is a placeholder
		b.WriteString(s.colonAfter(key) + m.Value)
		return
	}
	var inner []Member
	gjson.Parse(m.Value).ForEach(func(k, v gjson.Result) bool {
		inner = append(inner, Member{k.String(), v.Raw})
		return true
	})
	inside := s.OfValues()
	if s.opening && inside.newline != "" {
		b.WriteString(strings.TrimRight(s.colon, " \t") + s.newline + s.indent)
	} else {
		b.WriteString(s.colonAfter(key))
	}
	inside.RenderObject(b, inner)
}

// RenderObject writes an object that stands on a line with the style's indentation.
func (s Style) RenderObject(b *strings.Builder, members []Member) {
	lead, tail := s.pad, s.pad
	if s.newline != "" {
		tail = s.newline + s.indent
		s = s.inside()
		lead = s.newline + s.indent
	}
	b.WriteString("{" + lead + s.Render(members) + tail + "}")
}

// Quote writes s as a JSON string, escaping only what JSON demands: < > and &
// stay as they are. Invalid UTF-8 becomes U+FFFD.
func Quote(s string) string {
	quoted, _ := jsontext.AppendQuote(nil, s) // the error tells of the invalid UTF-8 that was replaced
	return string(quoted)
}
