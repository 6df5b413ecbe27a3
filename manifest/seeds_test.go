package manifest_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// plain is a small deployment, in which seeds damage one thing at a time.
const plain = `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "systemModules": {
          "edgeAgent": {
            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-agent:1.5",
              "createOptions": "{\"Env\":[\"A=\u00e4\",\"B=\\\"\"]}"
            },
            "env": {
              "https_proxy": {
                "value": "http://user:secret@old.example.com:80"
              }
            }
          },
          "edgeHub": {
            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-hub:1.5",
              "createOptions": "{\"HostConfig\":",
              "createOptions01": "{}}"
            }
          }
        },
        "modules": {
          "sensor": { "env": { "LEVEL": { "value": "info" } } }
        }
      }
    }
  }
}
`

// documents are the inputs of the golden files and the hostile documents.
func documents(t testing.TB) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(goldenFiles)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	var docs [][]byte
	for _, path := range paths {
		docs = append(docs, readGolden(t, path).input)
	}
	for _, text := range hostile() {
		docs = append(docs, []byte(text))
	}
	return docs
}

// hostile lists texts that are damaged, hostile or simply no manifests.
func hostile() []string {
	texts := []string{
		"", " ", "\r\n", "null", "0", `""`, "[]", "{}", "[[[{}]]]", "{", "}", `"`, "/", "//", "/*", "/**/", "{/*", ",", "[,]", "{,}", "[1,]", "[1,,]",
		"\ufeff", "\ufeff\ufeff", "\ufeff{}", "\xef\xbb", "\x00", "{\x00}", "{}\x00", "\xff\xfe", "\xfe\xff", "\xff\xfe{\x00}\x00", "\x00{\x00}",
		`{"a":"\ud800"}`, `{"a":"\udc00\ud800"}`, `{"\ud83d\ude00":1}`, `{"a":"` + "\xff" + `"}`, `{"a":"` + "\xed\xa0\x80" + `"}`, `{"a":"` + "\x00" + `"}`,
		`{"a":1,"a":2,"a":3}`, `{"a":{"a":1,"a":{}},"\u0061":[]}`,
		strings.Repeat("[", 1000) + strings.Repeat("]", 1000), strings.Repeat("[", 1001), strings.Repeat(`{"a":`, 1000), strings.Repeat("[", 5000),
		`{"a":${X},"b":[<y>,#{Z}#,$(q),{{w}}],"c":${`, `{"a":1,${K}:2}`, `{"a": ` + strings.Repeat("<,", 50),
		`{"modulesContent":{"$edgeAgent":null,"$edgeHub":[]}}`, `{"content":{"content":{"content":{}}}}`, `[{"content":1},{"content":{"modulesContent":2}}]`,
		`{"properties":{"desired":{"systemModules":[{}]}}}`, `{"$edgeAgent":{"properties.desired.modules.a.env":{},"properties.desired.modules.":{},"properties.desired.modules":[]}}`,
		string(utf16le(plain)), "\xff\xfe" + string(utf16le(plain)), plain + plain, plain[:len(plain)/2], strings.ReplaceAll(plain, `"`, `'`),
		strings.ReplaceAll(plain, "\n", "\r"), strings.ReplaceAll(plain, "\n", "\r\n"), strings.ReplaceAll(plain, "\n", " // c\n"), strings.ReplaceAll(plain, "}\n", "},\n"),
	}
	line := oneLine(plain)
	texts = append(texts, line+"\n"+line, "\ufeff"+line+"\r\n\r\n "+line+"\r\n", "{}\n[]\n"+line+"\n{\"a\":\n1}", line+"\n"+line+" "+line,
		strings.ReplaceAll(line, `:`, `: `)+"\n"+strings.ReplaceAll(line, `,`, `, `)+"\n{\"properties\":{\"desired\":{\"systemModules\":{\"edgeAgent\":{},\"edgeHub\":{\"env\":{}}}}}}")
	for i := 0; i < len(plain); i += 37 {
		texts = append(texts, plain[:i], plain[i:], plain[:i]+"\n"+plain[i:], plain[:i]+"\x80"+plain[i:])
	}
	// What Apply replaces must not be what made the document a template.
	for _, env := range []string{
		`"https_proxy":{"value":${P}},"UpstreamProtocol":{"value":"${Q}"}`,
		`"https_proxy":{"value":"x"},"UpstreamProtocol":{"value":${Q}},"upstreamprotocol":{"value":"Amqp"}},"x":{"UpstreamProtocol":{"value":"${R}"}`,
	} {
		texts = append(texts, `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{`+env+`}},"edgeHub":{"env":{"UpstreamProtocol":{"value":"${R}"}}}}}}}}`)
	}
	return append(texts, damaged(plain)...)
}

// oneLine is a document without blanks around its values.
func oneLine(doc string) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(doc)); err != nil {
		panic(err)
	}
	return b.String()
}

// damaged puts something else in the place of each object and each key of a
// document, one at a time.
func damaged(doc string) []string {
	var texts []string
	for i := range len(doc) {
		if doc[i] != '{' || i > 0 && doc[i-1] == '"' {
			continue
		}
		end := i + objectLen(doc[i:])
		for _, other := range []string{"null", "[]", "[{}]", "1", `"x"`, "true", "${X}", "{}", "{ }", "{\n}", "{ /* c */ }", "{ // c\n}"} {
			texts = append(texts, doc[:i]+other+doc[end:])
		}
		// The object's key twice, first with other members.
		if key := strings.LastIndexByte(doc[:i], '\n') + 1; strings.HasSuffix(strings.TrimSpace(doc[key:i]), ":") {
			member := doc[key:i]
			texts = append(texts, doc[:key]+member+"{},\n"+doc[key:], doc[:key]+strings.ToUpper(member)+"{},\n"+doc[key:])
		}
	}
	return texts
}

// objectLen is the length of the object at the start of s, by trying.
func objectLen(s string) int {
	for n := 1; n <= len(s); n++ {
		if s[n-1] == '}' && json.Valid([]byte(s[:n])) {
			return n
		}
	}
	return len(s)
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}
