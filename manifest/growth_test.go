package manifest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// BenchmarkGrowth applies the proxy to all modules of documents that double
// and double again in some way. "ns/byte" stays the same if the work is linear.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range growths {
		for _, n := range g.sizes {
			src := []byte(g.make(n))
			b.Run(fmt.Sprintf("%s=%d", strings.ReplaceAll(g.name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					digest(b, src)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(src)), "ns/byte")
			})
		}
	}
}

// digest does with a document all that a tool does: read it, look everything
// up, apply the proxy to all modules, and find a position for each value.
func digest(t testing.TB, src []byte) {
	doc, err := manifest.Parse(src)
	if err != nil {
		return
	}
	doc.Template()
	for obj := range doc.Objects() {
		jsontree.Duplicates(obj)
		doc.Position(obj.Span().Start)
	}
	for _, d := range doc.Deployments() {
		for _, m := range d.Modules() {
			if m.System && d.System(m.Name) != m || !m.System && d.Module(m.Name) != m {
				t.Fatal("a module is not found")
			}
			m.Environment()
			for _, v := range m.Lookup(manifest.ProxyVar) {
				doc.Position(v.Node.Span().Start)
			}
			for _, n := range m.CreateOptions().Env() {
				n.Pointer()
				doc.Position(n.Span().Start)
			}
		}
	}
	url, err := manifest.ParseProxyURL("${PROXY_URL}")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = doc.Apply(manifest.Proxy{URL: url, NoProxy: "localhost"}, manifest.Targets{All: true})
}

// growth is a way for a document to grow, for the worse.
type growth struct {
	name  string
	sizes []int
	make  func(n int) string
}

// base wraps modules, the members of an object, into a deployment.
func base(modules string) string {
	return `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{}},"modules":{` + modules + `}}}}}`
}

// repeat writes so many members with commas between them; %d is their number.
func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

var growths = []growth{
	{"modules", []int{50, 500, 5000}, func(n int) string { return string(layered(n)) }},
	{"modules on one line", []int{500, 5000, 50000}, func(n int) string {
		return base(repeat(n, `"m%d":{"settings":{"image":"a"},"env":{"A":{"value":"${B}"}}}`))
	}},
	{"empty modules on their lines", []int{500, 5000, 50000}, func(n int) string { return base(repeat(n, "\n\"m%d\":{}")) }},
	{"modules on lines without indentation", []int{500, 5000, 50000}, func(n int) string {
		return base(repeat(n, "\"m%d\":{\n\"type\":\"docker\"\n}"))
	}},
	{"modules after a long line", []int{500, 5000, 50000}, func(n int) string {
		return `{"x":"` + strings.Repeat("x", 100*n) + `",` + base(repeat(n, "\"m%d\":{\n\"type\":\"docker\"\n}"))[1:]
	}},
	{"duplicate keys", []int{1000, 10000, 100000}, func(n int) string { return base(repeat(n, `"m":{}`)) }},
	{"pairs of keys", []int{1000, 10000, 100000}, func(n int) string { return base(repeat(n, `"m%d":{},"m%d":{}`)) }},
	{"duplicate variables", []int{1000, 10000, 100000}, func(n int) string {
		return base(`"m":{"env":{` + repeat(n, `"A":{"value":"b"}`) + `}}`)
	}},
	{"spellings of a variable", []int{1000, 10000, 100000}, func(n int) string {
		return base(`"m":{"env":{` + repeat(n/2, `"https_proxy":{"value":"b"},"HTTPS_PROXY":{"value":"b"}`) + `}}`)
	}},
	{"variables", []int{1000, 10000, 100000}, func(n int) string {
		return base(`"m":{"env":{` + repeat(n, "\n\"A%d\":{\"value\":\"${b}\"}") + `}}`)
	}},
	{"comments", []int{1000, 10000, 100000}, func(n int) string {
		return base(repeat(n, "\n/* c */\"m%d\":{\"env\":{ /* d */ },}// e\n/**/"))
	}},
	{"trailing commas", []int{1000, 10000, 100000}, func(n int) string { return base(repeat(n, "\"m%d\":{\n\"env\":{\n\"A\":{},\n},\n}")) }},
	{"placeholders", []int{1000, 10000, 100000}, func(n int) string {
		return base(repeat(n, `"m%d":{"env":{"https_proxy":{"value":${A}},"no_proxy":{"value":"${B}"}}}`))
	}},
	{"placeholders as proxies", []int{1000, 10000, 100000}, func(n int) string {
		return base(repeat(n, `"m%d":{"env":{"https_proxy":{"value":"${B}"}}}`))
	}},
	{"broken options", []int{1000, 10000, 100000}, func(n int) string {
		return base(repeat(n, `"m%d":{"settings":{"createOptions":"{\"Env\":["}}`))
	}},
	{"options of escapes", []int{10000, 100000, 1000000}, func(n int) string {
		return base(`"m":{"settings":{"createOptions":"{\"Env\":[\"` + strings.Repeat(`a\\\"`, n) + `\"]}"}}`)
	}},
	{"parts of options", []int{10, 50, 99}, func(n int) string {
		return base(`"m":{"settings":{"createOptions":"{\"Env\":[\"a\"` + `"` + parts(1, n) + `,"createOptions99":"]}"}}`)
	}},
	{"open placeholders", []int{1000, 10000, 100000}, func(n int) string { return "[" + repeat(n, "<") }},
	{"open braces", []int{1000, 10000, 100000}, func(n int) string { return "[" + repeat(n, "${") }},
	{"blanks after a colon", []int{10000, 100000, 1000000}, func(n int) string { return `{"a":` + strings.Repeat(" ", n) + "x" }},
	{"brackets", []int{10000, 100000, 1000000}, func(n int) string { return strings.Repeat("[", n) }},
	{"array", []int{1000, 10000, 100000}, func(n int) string { return base(`"m":{"x":[` + repeat(n, "{}") + `]}`) }},
	{"options variables", []int{1000, 10000, 100000}, func(n int) string {
		return base(`"m":{"settings":{"createOptions":"{\"Env\":[` + repeat(n, `\"A%d=\u0041\"`) + `]}"}}`)
	}},
	{"members beside", []int{1000, 10000, 100000}, func(n int) string {
		half := n / 2
		return strings.Replace(base(repeat(half, `"m%d":{}`)), `"systemModules"`, repeat(half, `"x%d":0`)+`,"systemModules"`, 1)
	}},
	{"twins of devices", []int{1000, 10000, 100000}, func(n int) string {
		return "[" + repeat(n, `{"deviceId":"d%d","properties":{"desired":{"systemModules":{"edgeAgent":{}}}}}`) + "]"
	}},
	{"twins without devices", []int{100, 1000, 10000}, func(n int) string {
		return strings.Repeat(`{"x":`, 900) + "{" + repeat(n, `"d%d":{"desired":{"systemModules":{"edgeAgent":{}}}}`) + "}" + strings.Repeat("}", 900)
	}},
	{"map of deployments", []int{100, 1000, 10000}, func(n int) string {
		return `{"x":{` + repeat(n, `"d%d":{"content":{"modulesContent":{"$edgeAgent":{"properties.desired":{}}}}}`) + "}}"
	}},
	{"JSON lines", []int{100, 1000, 10000}, func(n int) string { return strings.Repeat(base(`"m":{}`)+"\n", n) }},
	{"backslashes", []int{10000, 100000, 1000000}, func(n int) string { return `{"a":"` + strings.Repeat(`\\`, n) + `",}` }},
	{"quotes", []int{10000, 100000, 1000000}, func(n int) string { return `{"a":"` + strings.Repeat(`\\\"`, n) + `",}` }},
}
