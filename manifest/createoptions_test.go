package manifest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// settingsOf is the createOptions of a module with these settings, which start
// on a line of their own.
func settingsOf(t testing.TB, settings string) *manifest.CreateOptions {
	t.Helper()
	return agentOf(t, "\"settings\":\n{"+settings+"}").CreateOptions()
}

func TestCreateOptions(t *testing.T) {
	tests := []struct{ name, settings, want string }{
		{"missing", ``, "missing"},
		{"empty string", `"createOptions":""`, "missing"},
		{"blanks", `"createOptions":" \n"`, "missing"},
		{"null", `"createOptions":null`, "missing"},
		{"null in a string", `"createOptions":"null"`, "missing"},
		{"empty object", `"createOptions":"{}"`, `{}`},
		{"object", `"createOptions":{"Env":[]}`, `{"Env":[]}`},
		{"key in other case", `"CREATEOPTIONS":"{}"`, `{}`},
		{"escapes", `"createOptions":"{\"a\":\"\\\\\"}"`, `{"a":"\\"}`},
		{"no object", `"createOptions":"[1]"`, `[1]`},
		{"wrong kind", `"createOptions":1`, "missing"},
		{"two parts", `"createOptions":"{\"a\"","createOptions01":":1}"`, `{"a":1}`},
		{"parts in another order", `"createOptions02":"}","createOptions01":":1","createOptions":"{\"a\""`, `{"a":1}`},
		{"parts in other case", `"createoptions":"{\"a\"","CreateOptions01":":1}"`, `{"a":1}`},
		{"eleven parts", `"createOptions":"[0"` + parts(1, 9) + `,"createOptions10":",10]"`, `[0,1,2,3,4,5,6,7,8,9,10]`},
		{"a part that is null", `"createOptions":"{}","createOptions01":null`, `{}`},
		{"names that are no parts", `"createOptions":"{}","createOptions00":"x","createOptions1":"x","createOptions001":"x","_createoptions":"x"`,
			`{} doubtful createOptions00 doubtful createOptions1 doubtful createOptions001 doubtful _createoptions`},
		{"a part twice, the last counts", `"createOptions":"x","CreateOptions":"{}"`, `{} doubtful createOptions`},
		{"a gap, read up to it", `"createOptions":"{}","createOptions02":"x"`, `{} gap 1`},
		{"first part missing", `"createOptions01":"{}"`, `missing gap 0`},
		{"object and a part", `"createOptions":{},"createOptions01":"x"`, `missing`},
		{"comment", `"createOptions":"{ /* c */ }"`, "{         } odd"},
		{"cut", `"createOptions":"{\"a\":"`, `error 2:26: createOptions ends too early: the '{' opened at 2:19 is never closed`},
		{"cut in the second part", `"createOptions":"{\"a\":", "createOptions01":"[1,"`, `error 2:51: createOptions ends too early: the '[' opened at 2:48 is never closed`},
		{"fault in the second part", `"createOptions":"{\"a\":", "createOptions01":"1,'b':2}"`, `error 2:50: invalid character '\'' where a key in double quotes was expected`},
		{"fault after escapes", `"createOptions":"{\"a\":\"\u00e4\\n\" 1}"`, `error 2:40: invalid character '1' after the value of a member (expected ',' or '}')`},
		{"text after the end", `"createOptions":"{} x"`, `error 2:22: there is text after the end of the document (the first value ends at 2:21): remove it, or close the brackets later`},
		{"zero", `"createOptions":"\u0000{}"`, `error 2:19: invalid character '\x00' where a value was expected`},
		{"too deep", `"createOptions":"` + strings.Repeat("[", 1001) + `"`, `error 2:1019: nested deeper than 1000 levels: no deployment manifest is`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := settingsOf(t, tt.settings)
			got := "missing"
			if o.Root.Exists() {
				got = string(o.Root.Raw())
			}
			if len(o.Odd) > 0 {
				got += " odd"
			}
			if i, ok := o.Gap(); ok {
				got += fmt.Sprintf(" gap %d", i)
			}
			for _, n := range o.Doubtful {
				got += " doubtful " + n.Key()
			}
			if o.Err != nil {
				got = "error " + o.Err.Error()
				var syntax *manifest.SyntaxError
				if !errors.As(o.Err, &syntax) {
					t.Errorf("error of type %T", o.Err)
				}
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// parts writes the parts of createOptions from one number to another, each
// with its number in it.
func parts(from, to int) string {
	var b strings.Builder
	for i := from; i <= to; i++ {
		fmt.Fprintf(&b, `,"createOptions%02d":",%d"`, i, i)
	}
	return b.String()
}

// TestCreateOptionsSpans: what stands in the string has its place in the file.
func TestCreateOptionsSpans(t *testing.T) {
	const src = `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"settings":{
"createOptions":"{ \"Env\": [\"A=\u00e4\", \"B=\\\"\\\\\"", "createOptions01": ", \"C=", "createOptions02": "d\"] }"}}}}}}`
	doc := parse(t, src)
	o := doc.Deployments()[0].System(manifest.EdgeAgent).CreateOptions()
	text := func(s manifest.Span) string { return src[s.Start:s.End] }
	env := o.Env()[0]
	if got, want := text(env.KeySpan()), `\"Env\"`; got != want {
		t.Errorf("the key is at %s, want %s", got, want)
	}
	want := []string{`\"A=\u00e4\"`, `\"B=\\\"\\\\\"`, `\"C=", "createOptions02": "d\"`}
	texts := []string{"A=ä", `B="\`, "C=d"}
	i := 0
	for item := range env.Children() {
		if got := text(item.Span()); got != want[i] || item.Text() != texts[i] {
			t.Errorf("element %d is %q at %s, want %q at %s", i, item.Text(), got, texts[i], want[i])
		}
		i++
	}
	if got, want := env.Pointer(), "/$edgeAgent/properties.desired/systemModules/edgeAgent/settings/createOptions/Env"; got != want {
		t.Errorf("got pointer %s, want %s", got, want)
	}
	if got, want := text(o.Root.Span()), src[strings.Index(src, `{ \"`):strings.LastIndex(src, `"}`)]; got != want {
		t.Errorf("the whole is at %s, want %s", got, want)
	}
	if o.Root.Parent() != o.Parts[0] {
		t.Error("the parent of the whole is not the first part")
	}
}
