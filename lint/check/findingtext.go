package check

import (
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// How many code points of a quoted name, and of a whole text, a message shows.
// A manifest may hold a name of a megabyte, and thousands of findings in it.
const (
	maxQuoted = 100
	maxText   = 2000
	ellipsis  = "…"
)

// Tidied is the finding in a form that may be shown: long names are cut, and only
// the texts of edits may hold the password of a URL. Most findings need no change,
// and cost no copy.
func (f Finding) Tidied() Finding {
	f.Message = shorten(secret.Message(f.Message))
	f.Help = shorten(secret.Quoted(f.Help)) // it may say how to write a URL
	f.Module, f.Pointer, f.Stable = secret.Name(f.Module), secret.Pointer(f.Pointer), secret.Pointer(f.Stable)
	if len(f.Related) > 0 {
		related := make([]Related, len(f.Related))
		for i, r := range f.Related {
			related[i] = Related{r.Span, secret.Pointer(r.Pointer), shorten(secret.Message(r.Message)), r.File}
		}
		f.Related = related
	}
	if len(f.Fixes) > 0 {
		fixes := make([]Fix, len(f.Fixes))
		for i, fix := range f.Fixes {
			fixes[i] = Fix{shorten(secret.Message(fix.Message)), fix.Edits}
		}
		f.Fixes = fixes
	}
	if s := f.Suppressed; s != nil {
		f.Suppressed = &Suppression{By: s.By, Origin: s.Origin, Reason: secret.Message(s.Reason)}
	}
	return f
}

// shorten cuts what a message quotes, and the message.
func shorten(text string) string {
	if len(text) <= maxQuoted {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		open := strings.IndexByte(text, '"')
		if open < 0 {
			break
		}
		end := open + 1 + quotedLen(text[open+1:])
		b.WriteString(text[:open+1])
		b.WriteString(cut(text[open+1:end], maxQuoted))
		text = text[end:]
		if text != "" {
			b.WriteByte('"')
			text = text[1:]
		}
	}
	return cut(b.String()+text, maxText)
}

// quotedLen is the length of a quotation up to the mark that ends it.
func quotedLen(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(s)
}

// cut is the start of a text, with a mark where something was left out. An
// escape sequence stays whole.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	i := 0
	for range most {
		if i >= len(s) {
			return s
		}
		i += symbolLen(s[i:])
	}
	if i >= len(s) || s[i:] == ellipsis {
		return s
	}
	return s[:i] + ellipsis
}

// symbolLen is the length of the first character of s, or of the escape
// sequence that stands for one.
func symbolLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	if s[0] == '\\' && len(s) > 1 {
		switch s[1] {
		case 'x':
			size = 4
		case 'u':
			size = 6
		case 'U':
			size = 10
		default:
			size = 2
		}
	}
	return min(size, len(s))
}
