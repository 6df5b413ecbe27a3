package manifest

import (
	"bytes"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// buffers holds decoded createOptions between uses.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// HasUsualOptions reports, much faster than CreateOptions reads them, that the
// module's createOptions are a JSON object in one string, as nearly all are.
// False means that they may be anything: ask CreateOptions.
func (m *Module) HasUsualOptions() bool {
	if m.options != nil {
		return len(m.options.Parts) == 1 && m.options.Parts[0].Kind() == String && m.options.Root.Kind() == Object && len(m.options.Odd) == 0
	}
	var only Node
	for member := range m.Settings().Children() {
		if _, ok := member.optionsPart(); ok {
			if only.Exists() {
				return false
			}
			only = member
		}
	}
	if only.Kind() != String || !bytes.EqualFold(only.RawKey(), []byte("createOptions")) {
		return false
	}
	return isObjectInString(only.Raw())
}

// isObjectInString reports whether a string as it is written holds a JSON
// object. It gives up on escape sequences other than \" \\ and \/, and on texts
// that may be nested deeper than Parse allows.
func isObjectInString(raw []byte) bool {
	inner := raw[1 : len(raw)-1]
	if bytes.Count(inner, []byte{'{'})+bytes.Count(inner, []byte{'['}) > MaxDepth {
		return false
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	text := (*buffer)[:0]
	for {
		i := bytes.IndexByte(inner, '\\')
		if i < 0 {
			break
		}
		if c := inner[i+1]; c != '"' && c != '\\' && c != '/' {
			return false
		}
		text = append(append(text, inner[:i]...), inner[i+1])
		inner = inner[i+2:]
	}
	text = append(text, inner...)
	*buffer = text
	return len(text) > 0 && text[0] == '{' && jsontext.Value(text).IsValid(readerOptions)
}
