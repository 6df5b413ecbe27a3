package manifest_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// object is a decoded object with its members in order, duplicates included.
type object []keyValue

type keyValue struct {
	key   string
	value any
}

// decode reads a document with encoding/json, which shares no code with the
// package, after blanking what strict JSON does not allow. JSON lines become an
// array.
func decode(t testing.TB, d *manifest.Document) any {
	t.Helper()
	text := strict(d)
	if d.JSONLines() {
		text = inBrackets(text)
	}
	if !json.Valid(text) {
		t.Fatalf("no JSON after comments and the like were masked:\n%s", text)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	return decodeNext(t, dec)
}

// strict is the document with comments, trailing commas and a byte order mark
// as blanks, and bare placeholders as strings.
func strict(d *manifest.Document) []byte {
	text := slices.Clone(d.Bytes())
	for _, o := range d.Oddities() {
		span := text[o.Span.Start:o.Span.End]
		for i := range span {
			span[i] = ' '
		}
		if o.Kind == jsontree.BarePlaceholder {
			span[0], span[len(span)-1] = '"', '"'
		}
	}
	return text
}

// inBrackets makes an array of JSON lines.
func inBrackets(text []byte) []byte {
	var docs [][]byte
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			docs = append(docs, line)
		}
	}
	return slices.Concat([]byte("["), bytes.Join(docs, []byte(",\n")), []byte("]"))
}

func decodeNext(t testing.TB, dec *json.Decoder) any {
	t.Helper()
	token, err := dec.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for dec.More() {
			list = append(list, decodeNext(t, dec))
		}
		_, _ = dec.Token()
		return list
	case json.Delim('{'):
		members := object{}
		for dec.More() {
			key := decodeNext(t, dec).(string)
			members = append(members, keyValue{key, decodeNext(t, dec)})
		}
		_, _ = dec.Token()
		return members
	}
	return token
}

// without is a decoded value without the member that an RFC 6901 pointer names.
func without(value any, pointer string) any {
	return withoutKeys(value, strings.Split(pointer, "/")[1:])
}

func withoutKeys(value any, keys []string) any {
	first := strings.NewReplacer("~1", "/", "~0", "~").Replace(keys[0])
	switch value := value.(type) {
	case []any:
		list := slices.Clone(value)
		for i := range list {
			if strconv.Itoa(i) == first && len(keys) > 1 {
				list[i] = withoutKeys(list[i], keys[1:])
			}
		}
		return list
	case object:
		members := object{}
		for _, m := range value {
			if m.key == first && len(keys) > 1 {
				m.value = withoutKeys(m.value, keys[1:])
			}
			if m.key != first || len(keys) > 1 {
				members = append(members, m)
			}
		}
		return members
	}
	return value
}
