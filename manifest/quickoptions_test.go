package manifest

import (
	"fmt"
	"testing"
)

// FuzzUsualOptions holds the quick look at createOptions to the thorough one.
func FuzzUsualOptions(f *testing.F) {
	for _, s := range []string{`"{}"`, `""`, `"null"`, `"{\"Env\":[\"A=b\"]}"`, `"[1]"`, `" {}"`, `"{\"a\":1,}"`, `"{\"a\":\"\\\"\"}"`, `"{\"a\":\"\\u0041\"}"`, `{"a":1}`, `"{}", "createOptions01": ""`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, options string) {
		const head, tail = `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"settings":{"createOptions":`, `}}}}}}}`
		doc, err := Parse([]byte(head + options + tail))
		if err != nil || len(doc.Deployments()) != 1 {
			return
		}
		m := doc.Deployments()[0].System(EdgeAgent)
		if m == nil {
			return
		}
		quick := m.HasUsualOptions()
		thorough := m.CreateOptions()
		if none := len(thorough.Parts) == 0 && len(thorough.Doubtful) == 0; quick && !none && (thorough.Err != nil || thorough.Root.Kind() != Object) {
			t.Errorf("the quick look takes %s for an object: %v", options, thorough.Err)
		}
		if quick && digest(m.UsualOptions()) != digest(thorough.Root) {
			t.Errorf("%s: the quick look sees %s, the thorough one %s", options, digest(m.UsualOptions()), digest(thorough.Root))
		}
		if quick && !m.HasUsualOptions() {
			t.Errorf("%s: another answer once createOptions were read", options)
		}
	})
}

// digest is a value with all that is in it, in one form.
func digest(n Node) string {
	text := fmt.Sprintf("%s %q", n.Kind(), n.Key())
	switch n.Kind() {
	case Object, Array:
		for c := range n.Children() {
			text += "(" + digest(c) + ")"
		}
	case Missing:
	default:
		text += " " + n.Text()
	}
	return text
}
