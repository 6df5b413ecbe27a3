package manifest

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tidwall/gjson"
)

// member is a key and its value in compact JSON, to be inserted into an object.
type member struct {
	key   string // decoded
	value string // compact JSON, or a placeholder without quotes
}

// render writes the members in the style: on one line with commas between,
// or each on its own line. Nothing stands before the first and after the last.
func (s style) render(members []member) string {
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
func (s style) between() string {
	switch {
	case s.newline == "":
		return s.comma
	case s.lead != "":
		return s.newline + s.indent + s.lead
	}
	return "," + s.newline + s.indent
}

func (s style) renderMember(b *strings.Builder, m member) {
	key := quote(m.key)
	b.WriteString(key)
	if m.value[0] != '{' || strings.HasPrefix(m.value, "{{") { // {{x}} is a placeholder
		b.WriteString(s.colonAfter(key) + m.value)
		return
	}
	var inner []member
	gjson.Parse(m.value).ForEach(func(k, v gjson.Result) bool {
		inner = append(inner, member{k.String(), v.Raw})
		return true
	})
	inside := s.ofValues()
	if s.opening && inside.newline != "" {
		b.WriteString(strings.TrimRight(s.colon, " \t") + s.newline + s.indent)
	} else {
		b.WriteString(s.colonAfter(key))
	}
	inside.renderObject(b, inner)
}

// renderObject writes an object that stands on a line with the style's indentation.
func (s style) renderObject(b *strings.Builder, members []member) {
	lead, tail := s.pad, s.pad
	if s.newline != "" {
		tail = s.newline + s.indent
		s = s.inside()
		lead = s.newline + s.indent
	}
	b.WriteString("{" + lead + s.render(members) + tail + "}")
}

// quote writes s as a JSON string, escaping only what JSON demands: < > and &
// stay as they are. Invalid UTF-8 becomes U+FFFD.
func quote(s string) string {
	quoted, _ := jsontext.AppendQuote(nil, s) // the error tells of the invalid UTF-8 that was replaced
	return string(quoted)
}
