package manifest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// FuzzCreateOptions holds the reading of createOptions against an oracle that
// shares no code with it. The parts, each given as it stands between the quotes
// in the file, are decoded and joined by encoding/json. What comes of it is
// accepted if encoding/json accepts it; every value in it has a span in the file
// that decodes to just the value's text, also if it runs over several parts; and
// a syntax error points into the part where the fault is.
func FuzzCreateOptions(f *testing.F) {
	for _, parts := range [][3]string{
		{"", "", ""}, {"{}", "", ""}, {"null", "", ""}, {" null ", "", ""}, {"nu", "ll", ""}, {"[]", "", ""}, {"1", "2", "3"},
		{`{\"Env\":[\"https_proxy=http://a:1\",\"A=\\\"\"]}`, "", ""},
		{`{\"Env\":[\"https_pr`, `oxy=http://a:1\"`, `]}`},
		{`{\"Env\"`, `:[\"A=\u00e4\\u00e4ä\ud83d\ude00\/\"`, `,\"B\"]}`},
		{`{\u0022Env\u0022:[`, `\u0022\u0041\u003d\u0022`, `]}`},
		{`{\"a\":1,\"a\":2,\"A\":3}`, `\n`, `\t\r `},
		{`{ // c\n\"a\": ${X},`, `/* d */ }`, ""},
		{`{\"a\":`, "", ""}, {`{\"a\":\"`, `\\`, `\"}`}, {`{\"a\":\"\\ud83d`, `\\ude00\"}`, ""},
		{`\ufeff{}`, "", ""}, {`\u0000`, `{}`, ""}, {`{}x`, "", ""}, {`\b`, `\f`, ""},
	} {
		f.Add(parts[0], parts[1], parts[2])
	}
	f.Fuzz(func(t *testing.T, first, second, third string) {
		var src strings.Builder
		var spans []manifest.Span // of the parts in the file, without quotes
		src.WriteString("\ufeff{\"$edgeAgent\":{\"properties.desired\":{\"systemModules\":{\"edgeAgent\":{\"settings\":{\n")
		for i, part := range []string{first, second, third} {
			if !utf8.ValidString(part) || !json.Valid([]byte(`"`+part+`"`)) || strings.Contains(part, "\n") {
				return
			}
			src.WriteString([]string{`"createOptions":"`, `, "CREATEOPTIONS01" : "`, `, "createOptions02": "`}[i])
			spans = append(spans, manifest.Span{Start: src.Len(), End: src.Len() + len(part)})
			src.WriteString(part + `"`)
		}
		src.WriteString("}}}}}}")
		doc, err := manifest.Parse([]byte(src.String()))
		if err != nil {
			return // half of a surrogate pair
		}
		checkOptions(t, doc, spans)
	})
}

// checkOptions compares the createOptions of the document's only module with
// what encoding/json makes of the parts.
func checkOptions(t *testing.T, doc *manifest.Document, parts []manifest.Span) {
	t.Helper()
	src := doc.Bytes()
	options := modules(doc)[0].CreateOptions()
	var text string
	for _, p := range parts {
		text += decodeString(t, quoted(src[p.Start:p.End]))
	}
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "" || trimmed == "null":
		if options.Root.Exists() || options.Err != nil {
			t.Fatalf("%q is not taken for nothing", text)
		}
	case options.Err != nil:
		checkOptionsError(t, src, options.Err, parts)
		if acceptable([]byte(text)) {
			t.Fatalf("%q is refused: %v", text, options.Err)
		}
	case !options.Root.Exists():
		t.Fatalf("%q is taken for nothing", text)
	default:
		if len(options.Odd) == 0 && !json.Valid([]byte(text)) {
			t.Fatalf("%q is accepted", text)
		}
		walk(options.Root, func(n manifest.Node) {
			if got := decodeSpan(t, src, n.Span(), parts); got != string(n.Raw()) && len(options.Odd) == 0 {
				t.Fatalf("%q of %q is mapped to %v, which says %q", n.Raw(), text, n.Span(), got)
			}
			if key := n.KeySpan(); key.Len() > 0 && decodeString(t, []byte(decodeSpan(t, src, key, parts))) != n.Key() {
				t.Fatalf("key %q of %q is mapped to %v", n.Key(), text, key)
			}
		})
	}
}

// decodeSpan is the text that a span of the file stands for: what of each part
// lies in the span is decoded by itself. It fails if the span cuts an escape
// sequence.
func decodeSpan(t *testing.T, src []byte, span manifest.Span, parts []manifest.Span) string {
	t.Helper()
	var text string
	for _, p := range parts {
		if start, end := max(span.Start, p.Start), min(span.End, p.End); start < end {
			text += decodeString(t, quoted(src[start:end]))
		}
	}
	return text
}

func quoted(b []byte) []byte { return slices.Concat([]byte{'"'}, b, []byte{'"'}) }

// checkOptionsError: the error names a place in one of the parts, or its end.
func checkOptionsError(t *testing.T, src []byte, err error, parts []manifest.Span) {
	t.Helper()
	checkSyntaxError(t, src, err)
	var syntax *manifest.SyntaxError
	errors.As(err, &syntax)
	for _, p := range parts {
		if p.Start <= syntax.Offset && syntax.Offset <= p.End {
			if want := manifest.NewLines(src).Position(syntax.Offset); want.Line != syntax.Line || want.Column != syntax.Column {
				t.Fatalf("error at %d:%d, want %s", syntax.Line, syntax.Column, want)
			}
			return
		}
	}
	t.Fatalf("offset %d of %v lies in no part %v of %s", syntax.Offset, err, parts, bytes.TrimSpace(src))
}
