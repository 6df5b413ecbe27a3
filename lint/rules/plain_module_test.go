package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// FuzzPlainModule holds manifest.Module.Plain to the rules that rely on it: in a plain
// module they would find nothing.
func FuzzPlainModule(f *testing.F) {
	const usual = `{"type": "docker", "status": "running", "restartPolicy": "always", "startupOrder": 1, "version": "1",
		"settings": {"image": "a/b:1", "createOptions": "{}"}, "env": {"A": {"value": "x"}, "B": {"value": 1}}}`
	f.Add(usual)
	for _, change := range []string{
		`"A"→"https_proxy"`, `"A"→"env"`, `"A"→"ENV"`, `"A"→"modules"`, `"A"→"settings"`, `"A"→"B"`, `"A"→"a.b"`, `"A"→"$a"`, `"A"→"a=b"`, `"A"→"properties.desired"`,
		`"x"→null`, `"x"→{"settings": {"image": "a"}}`, `{"value": "x"}→"x"`, `"value": "x"→"Value": "y", "value": "x"`, `"status"→"Status"`, `"b:1"→"b"`, `"1"→1`,
		`"version"→"https_proxy"`, `"version"→"properties.desired.x"`, `"createOptions"→"env"`, `"{}"→{}`, `"image"→"image": "c", "Image"`, `"running"→"stopped"`,
	} {
		was, is, _ := strings.Cut(change, "→")
		f.Add(strings.Replace(usual, was, is, 1))
	}
	f.Fuzz(func(t *testing.T, module string) {
		doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": ` + module + `}}}}}`))
		if err != nil || len(doc.Deployments()) == 0 {
			return
		}
		p := check.NewPass(doc, check.Expect{}, func(string, check.Severity) bool { return true })
		p.Run(&check.Rule{Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
			if m.Plain() {
				if found := oddities(p, m); len(found) > 0 {
					t.Errorf("a plain module has oddities: %s\n%s", found, module)
				}
			}
		})}, check.Error)
		if found := p.Findings(); len(found) > 0 {
			t.Errorf("a plain module has oddities: %+v\n%s", found, module)
		}
	})
}

// oddities names what the rules that leave plain modules out find in a module, in as
// far as they do not report it.
func oddities(p *check.Pass, m *check.Module) (found []string) {
	note := func(is bool, what string) {
		if is {
			found = append(found, what)
		}
	}
	note(len(nestedModules(m)) > 0, "a nested module")
	note(len(misplacedEnvs(m)) > 0, "a misplaced env")
	note(len(misplacedDesired(m)) > 0, "misplaced desired properties")
	s := straySearch{proxy: true, protocol: true}
	s.module(m)
	note(len(s.found) > 0, "a stray setting")
	note(!isTidy(&manifest.Document{}, m.Node, 0), "a breach of the limits of twins")
	for _, open := range []bool{false, true} {
		form := azModules{open}.ordinary().prepare()
		note(len(form.faults(&manifest.Document{}, m.Node)) > 0, "a fault for the az CLI")
	}
	for entry := range m.Env().Children() {
		note(!isVariableName(entry.KeyBytes()) || isPlainEntry(entry), "an entry of env that is no variable")
	}
	for obj := range p.Doc.Objects() {
		inside := m.Node.Place() <= obj.Place() && obj.Place() < m.Node.After()
		note(inside && len(jsontree.Duplicates(obj)) > 0, fmt.Sprintf("a key that stands twice in %q", obj.Key()))
	}
	reportModuleSpellings(p, m)
	return found
}
