package manifest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestTemplate(t *testing.T) {
	deployment := func(members string) string {
		return `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{` + members + `}}}}}}`
	}
	tests := []struct {
		name, src string
		want      bool
	}{
		{"deployment", deployment(`"settings":{"image":"a:1","createOptions":"{}"}`), false},
		{"says so", `{"$schema-template":"4.0.0"}`, true},
		{"createOptions as an object", deployment(`"settings":{"createOptions":{}}`), true},
		{"placeholder without quotes", deployment(`"x":${X}`), true},
		{"only images", deployment(`"settings":{"image":"${MODULES.a}"}`), false},
		{"only images, without quotes", deployment(`"settings":{"image":${IMAGE}}`), false},
		{"one of another form is no proof", deployment(`"x":"#{a}#","y":"a$(b)","z":"/<c>","u":"{{d}}.","v":" __E__ F"`), false},
		{"two of other forms", deployment(`"x":"#{a}#","y":" $(b)"`), true},
		{"two of other forms, and one the proxy", deployment(`"x":"#{a}#","env":{"https_proxy":{"value":"<proxy>"}}`), false},
		{"two of other forms, and the first the proxy", deployment(`"env":{"https_proxy":{"value":"<proxy>"}},"x":"#{a}#"`), false},
		{"two of other forms, both stray settings", deployment(`"https_proxy":"<p>","settings":{"HTTP_PROXY":{"value":"#{q}#"},"image":"a:<v>"}`), false},
		{"one of another form, and an image", deployment(`"x":"<c>","settings":{"image":"a:$(Tag)"}`), true},
		{"only images, of another form", deployment(`"settings":{"image":"$(Image)"}`), false},
		{"shell variable", deployment(`"settings":{"image":"a:1","createOptions":"{\"x\":\"$VOLUME\"}"}`), true},
		{"names of the runtime", deployment(`"x":"$edgeHub","y":"FROM /messages/* INTO $upstream","z":"{{iot:identity}}","u":"$metadata"`), false},
		{"key", deployment(`"${NAME}":1`), true},
		{"ARM template", `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[]}`, true},
		{"only the proxy", deployment(`"env":{"https_proxy":{"value":"${PROXY_URL}"},"UpstreamProtocol":{"value":"${P}"},"no_proxy":{"value":"a${N}"}}`), false},
		{"only the proxy, in other case", deployment(`"env":{"HTTPS_PROXY":{"value":"http://${HOST}:${PORT}"}}`), false},
		{"only the proxy, in createOptions", deployment(options("https_proxy=${PROXY_URL}")), false},
		{"the proxy and another variable", deployment(`"env":{"https_proxy":{"value":"${PROXY_URL}"},"LEVEL":{"value":"${LEVEL}"}}`), true},
		{"another variable before it", deployment(`"env":{"LEVEL":{"value":"${LEVEL}"},"https_proxy":{"value":"${PROXY_URL}"}}`), true},
		{"no manifest", `{"a":"${X}"}`, true},
		{"in a comment", `{"a":1 /* ${X} */} // ${Y}`, false},
		{"in a comment and elsewhere", `{"a":1 /* ${X} */,"b":"${Y}"}`, true},
		{"never closed", `{"a":"${X","b":"}"}`, false},
		{"without a name", `{"a":"${}"}`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, tt.src)
			if got := doc.Template(); got != tt.want || doc.Template() != got {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDeclaredTemplate(t *testing.T) {
	for src, want := range map[string]bool{
		`{"$schema-template":"4.0.0"}`: true,
		`{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}`:             true,
		`{"$schema":"https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"}`: true,
		`{"$schema":"https://example.com/deployment.json","a":"${X}","b":${Y}}`:                                     false,
		`{"modulesContent":{"$schema-template":"4.0.0"}}`:                                                           false,
	} {
		if got := parse(t, src).DeclaredTemplate(); got != want {
			t.Errorf("%s: got %t", src, got)
		}
	}
	doc := parse(t, `{}`)
	if doc.Template() {
		t.Error("{} is a template")
	}
	if doc.DeclareTemplate(); !doc.DeclaredTemplate() || !doc.Template() {
		t.Error("a document that was declared a template is none")
	}
}

func TestOddities(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"none", `{"a":"// no comment, /* neither */ ,}"}`, nil},
		{"byte order mark", "\ufeff{}", []string{"a byte order mark \ufeff"}},
		{"line comments", "// a\n{ // b\r\n}// c", []string{"a comment // a", "a comment // b", "a comment // c"}},
		{"line comments up to a carriage return", "{ // a\r\"b\":1\r\n}", []string{"a comment that tools end at different places // a"}},
		{"block comments", "/* a */{/**/\"b\"/* c\nd */:/***/1/*//*/}", []string{"a comment /* a */", "a comment /**/", "a comment /* c\nd */", "a comment /***/", "a comment /*//*/"}},
		{"trailing commas", "{\"a\":[1, ] , }", []string{"a trailing comma ,", "a trailing comma ,"}},
		{"trailing comma and comments", "[1/* a */,// b\n/* c */]", []string{"a comment /* a */", "a trailing comma ,", "a comment // b", "a comment /* c */"}},
		{"quotes in comments", "{/* \" */\"a\":1 // \"\n}", []string{"a comment /* \" */", "a comment // \""}},
		{"comment signs in strings", "{\"/*\":\"*/ // \\\" /*\",}", []string{"a trailing comma ,"}},
		{"placeholders", `{"a":${A},"b":[<b>,#{C}#,$(d),{{ e }}],"f":${F}s}`, []string{
			"a placeholder without quotes ${A}", "a placeholder without quotes <b>", "a placeholder without quotes #{C}#",
			"a placeholder without quotes $(d)", "a placeholder without quotes {{ e }}", "a placeholder without quotes ${F}s"}},
		{"placeholders without brackets", `{"a":$A,"b":[$b,__C__,#d#,@e@,%F%],"g":$G.h}`, []string{
			"a placeholder without quotes $A", "a placeholder without quotes $b", "a placeholder without quotes __C__", "a placeholder without quotes #d#",
			"a placeholder without quotes @e@", "a placeholder without quotes %F%", "a placeholder without quotes $G.h"}},
		{"everything", "\ufeff{\"a\":${A}, // c\n}", []string{"a byte order mark \ufeff", "a placeholder without quotes ${A}", "a trailing comma ,", "a comment // c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, tt.src)
			var got []string
			for _, o := range doc.Oddities() {
				got = append(got, fmt.Sprintf("%s %s", o.Kind, tt.src[o.Span.Start:o.Span.End]))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if string(doc.Bytes()) != tt.src {
				t.Error("L1: Bytes are not the input")
			}
		})
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, src string
		limits    manifest.Limits
		ok        bool
	}{
		{"default depth", strings.Repeat("[", 1000) + strings.Repeat("]", 1000), manifest.Limits{}, true},
		{"beyond the default depth", strings.Repeat("[", 1001) + strings.Repeat("]", 1001), manifest.Limits{}, false},
		{"objects count, too", strings.Repeat(`{"a":`, 1000) + "1" + strings.Repeat("}", 1000), manifest.Limits{}, true},
		{"own depth", "[[]]", manifest.Limits{Depth: 1}, false},
		{"own depth reached", "[[]]", manifest.Limits{Depth: 2}, true},
		{"own depth with a comment", "[[/**/]]", manifest.Limits{Depth: 1}, false},
		{"side by side is not deep", "[" + strings.Repeat("[],", 2000) + "[]]", manifest.Limits{}, true},
		{"own size", "[ ]", manifest.Limits{Size: 2}, false},
		{"own size reached", "[ ]", manifest.Limits{Size: 3}, true},
		{"negative means default", "[ ]", manifest.Limits{Size: -1, Depth: -1}, true},
		{"a deeper limit than the reader's own", strings.Repeat("[", 20000) + strings.Repeat("]", 20000), manifest.Limits{Depth: 30000}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := manifest.ParseLimits([]byte(tt.src), tt.limits)
			if (err == nil) != tt.ok {
				t.Errorf("got error %v, want one: %v", err, !tt.ok)
			}
			if err != nil {
				checkSyntaxError(t, []byte(tt.src), err)
			}
		})
	}
}

// TestHostile: none of these makes anything panic, and all laws hold.
func TestHostile(t *testing.T) {
	for _, src := range documents(t) {
		for choice := range 4 {
			url, err := manifest.ParseProxyURL(proxies[choice])
			if err != nil {
				t.Fatal(err)
			}
			checkApply(t, src, manifest.Proxy{URL: url, NoProxy: "localhost"}, manifest.Targets{All: choice%2 == 0})
		}
	}
}
