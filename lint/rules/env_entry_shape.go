package rules

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// EnvEntryShape is EP108.
var EnvEntryShape = check.Rule{
	ID: "EP108", Name: "env-entry-shape", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports an entry of env that is a plain value instead of {\"value\": …}, or whose name is impossible for a variable.",
		Why: `The runtime reads every entry of env as an object with the member value (EnvVal.cs). A plain string, number or boolean is no object:
edgeAgent refuses the whole deployment (status 400).

The daemon joins name and value by "=" (edgelet-docker/src/runtime.rs), and for the container the name ends at the first "=": an
entry "https_proxy=" sets https_proxy a second time, to another value. With an empty name no container is created.`,
		Bad: func() string {
			return deployment(`"env": {
              "https_proxy": "http://proxy.example.com:3128",
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, proxyEnv, "")
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachOddModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		for entry := range m.Env().Children() {
			if entry.KeySpan().Len() > 0 && !isVariableName(entry.KeyBytes()) {
				p.Report(badName(m, entry))
				continue
			}
			if entry.KeySpan().Len() == 0 || !isPlainEntry(entry) {
				continue
			}
			f := m.At(entry)
			f.Message = fmt.Sprintf("variable %q of module %s is %s: expected an object, {\"value\": …}", entry.Key(), m.Quoted(), entry.Kind())
			f.Refused, f.Help = true, agentRefuses+"; put the value into an object"
			if mayWrap(p, m, entry) {
				f.Fixes = []check.Fix{{Message: "put the value into an object", Edits: m.WrapEntry(entry)}}
			}
			p.Report(f)
		}
	}),
}

// isVariableName reports whether a variable of a container can have the name. EP503
// reports control characters.
func isVariableName(name []byte) bool { return len(name) > 0 && bytes.IndexByte(name, '=') < 0 }

// badName is the finding about an entry whose name no variable can have.
func badName(m *check.Module, entry manifest.Node) check.Finding {
	f := m.At(entry)
	f.Span = entry.KeySpan()
	f.Message = fmt.Sprintf("variable %q of module %s has a name that no variable can have: expected one without \"=\"", entry.Key(), m.Quoted())
	f.Help = "the container takes the first \"=\" for the end of the name, and the rest for the value; write the value into the member \"value\""
	if name, _, _ := strings.Cut(entry.Key(), "="); name == "" {
		f.Message = fmt.Sprintf("variable %q of module %s has no name: expected letters, digits and \"_\"", entry.Key(), m.Quoted())
		f.Help = "no container can be created with this variable; give the variable a name, or remove it"
	}
	return f
}

// mayWrap reports whether a plain entry of env would be right as the value of an
// object. If not, the fix would only lead to another finding.
func mayWrap(p *check.Pass, m *check.Module, entry manifest.Node) bool {
	for _, name := range [...]string{manifest.ProxyVar, manifest.ProtocolVar} {
		if entry.KeyFolds(name) {
			return entry.Kind() == manifest.String && willDo(p, m, manifest.Var{Name: name, Value: entry.Text()})
		}
	}
	return true
}

// isPlainEntry reports whether an entry of env is a plain value.
func isPlainEntry(entry manifest.Node) bool {
	switch entry.Kind() {
	case manifest.String, manifest.Number, manifest.Bool:
		return true
	}
	return false
}
