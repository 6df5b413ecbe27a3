package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// DuplicateKey is EP002.
var DuplicateKey = check.Rule{
	ID: "EP002", Name: "duplicate-key", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a key that stands twice in one object.",
		Why: `The device keeps the last of the two, while most tools and most readers look at the first. A second "env" further down takes away
the proxy that the first one sets. The runtime ignores case in its own names, such as env, settings or value: to the runtime, "Env"
and "env" are the same key.`,
		Bad:  func() string { return deployment(`"type": "docker",`+"\n            "+proxyEnv, proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: func(p *check.Pass) {
		for obj := range p.Doc.OddObjects() {
			for _, dup := range jsontree.Duplicates(obj) {
				reportTwice(p, dup, fmt.Sprintf("key %q stands twice in one object: expected once", dup.Second.Key()))
			}
		}
		for _, d := range p.Deployments {
			reportSpellings(p, d.AgentDesired(), "systemModules", "modules")
			reportSpellings(p, d.SystemModules(), manifest.EdgeAgent, manifest.EdgeHub)
			for _, m := range d.Modules {
				if !m.Plain() {
					reportModuleSpellings(p, m)
				}
				if !m.HasUsualOptions() {
					reportLists(p, m.CreateOptions().Root)
				}
			}
		}
	},
}

// reportModuleSpellings reports names that the runtime reads and that stand twice in a
// module.
func reportModuleSpellings(p *check.Pass, m *check.Module) {
	reportSpellings(p, m.Node, "env", "settings")
	reportSpellings(p, m.Settings(), "image")
	for entry := range m.Env().Children() {
		reportSpellings(p, entry, "value")
	}
}

func reportTwice(p *check.Pass, dup manifest.Duplicate, message string) {
	f := check.AtKey(dup.Second)
	f.Message = message
	f.Help = "the device keeps this last value and ignores the first; keep the value that is right"
	f.Related = []check.Related{{
		Span: dup.First.KeySpan(), Pointer: dup.First.Pointer(), Message: "the first value, which the device ignores",
	}}
	p.Report(f)
}

// reportSpellings reports a name that the runtime reads and that stands twice in an
// object, in different spellings.
func reportSpellings(p *check.Pass, obj manifest.Node, names ...string) {
	if obj.Kind() != manifest.Object {
		return
	}
	for _, name := range names {
		var first manifest.Node
		for n := range obj.Children() {
			if !n.KeyFolds(name) {
				continue
			}
			if first.Exists() && string(n.RawKey()) != string(first.RawKey()) {
				reportTwice(p, manifest.Duplicate{First: first, Second: n},
					fmt.Sprintf("keys %q and %q are the same key to the device, which ignores case in %s: expected one of them", first.Key(), n.Key(), name))
			}
			first = n
		}
	}
}

// reportLists reports a second Env in createOptions.
func reportLists(p *check.Pass, options manifest.Node) {
	var first manifest.Node
	for n := range options.Children() {
		if !n.KeyFolds("Env") {
			continue
		}
		if first.Exists() {
			f := check.AtKey(n)
			f.Message = fmt.Sprintf("key %q stands twice in createOptions: expected one list", n.Key())
			f.Help = "the device appends the second list to the first, while tools read one of them; put all into one list"
			f.Related = []check.Related{{Span: first.KeySpan(), Pointer: first.Pointer(), Message: "the first list"}}
			p.Report(f)
		}
		first = n
	}
}
