package manifest

import "testing"

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
		if quick && (thorough.Err != nil || thorough.Root.Kind() != Object) {
			t.Errorf("the quick look takes %s for an object: %v", options, thorough.Err)
		}
		if quick && !m.HasUsualOptions() {
			t.Errorf("%s: another answer once createOptions were read", options)
		}
	})
}
