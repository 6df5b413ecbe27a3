package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyOutsideEnv is EP106.
var ProxyOutsideEnv = check.Rule{
	ID: "EP106", Name: "proxy-outside-env", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports https_proxy or UpstreamProtocol where the runtime does not read it: straight under the module, under settings, or in an env inside env or settings.",
		Why: "The runtime ignores members that it does not know, so a variable outside the module's env has no effect and no error is given. " +
			"On edgeAgent the proxy is lost with the deployment.",
		Bad: deployment(`"https_proxy": {
              "value": "http://proxy.example.com:3128"
            },
            "env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, proxyEnv, ""),
		Good: deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`, proxyEnv, ""),
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		tried := map[string]bool{} // one move of a variable is planned: another would be in its way
		for _, s := range strays(m) {
			f := m.At(s.node)
			f.Span = s.node.KeySpan()
			f.Message = fmt.Sprintf("%s of module %s stands %s, where the runtime does not read it: expected in env", s.name, m.Quoted(), s.where)
			f.Help = "the runtime ignores it without an error; move it into env of the module"
			if m.System && m.Name == manifest.EdgeAgent {
				f.Help += "; " + recovery
			}
			if value, ok := movable(p, s); ok && !tried[s.name] {
				tried[s.name] = true
				f.Fixes = moveStray(m, s, value)
			}
			p.Report(f)
		}
	}),
}

// stray is a setting that stands where the runtime does not read it.
type stray struct {
	name  string // the variable, in its canonical spelling
	where string // for messages
	node  manifest.Node
}

// strays lists the proxy settings of a module that stand outside its env,
// unless the environment has the variable anyway: then they do no harm.
func strays(m *check.Module) []stray {
	var found []stray
	add := func(obj manifest.Node, where string) {
		for n := range obj.Children() {
			switch {
			case n.KeyFolds(manifest.ProxyVar) && !m.HasProxy():
				found = append(found, stray{manifest.ProxyVar, where, n})
			case n.KeyFolds(manifest.ProtocolVar) && len(m.Protocol) == 0:
				found = append(found, stray{manifest.ProtocolVar, where, n})
			}
		}
	}
	add(m.Node, "beside env")
	add(m.Settings(), "under settings")
	add(m.Settings().Fold("env"), "in env under settings")
	if nested := m.Env().Fold("env"); nested.Kind() == manifest.Object && !nested.Fold("value").Exists() {
		add(nested, "in an env inside env")
	}
	return found
}

// movable is the value of a stray, and whether it will do in env: to move a
// wrong one would only change the complaint.
func movable(p *check.Pass, s stray) (value string, ok bool) {
	n := s.node
	if n.Kind() == manifest.Object {
		n = n.Fold("value")
	}
	return n.Text(), n.Kind() == manifest.String && willDo(p, s.name, n.Text())
}

// moveStray is the fix that moves a stray with its value into env.
func moveStray(m *check.Module, s stray, value string) []check.Fix {
	edits, err := m.MoveToEnv([]manifest.Node{s.node}, []manifest.Setting{{Name: s.name, Value: value}})
	if err != nil || len(edits) == 0 {
		return nil
	}
	return []check.Fix{{Message: "move " + s.name + " into env", Edits: edits}}
}

// willDo reports whether the runtime can use a value, once a placeholder in it
// that somebody fills in is filled in.
func willDo(p *check.Pass, name, value string) bool {
	if _, _, ok := manifest.FindPlaceholder(value); ok {
		return p.Template() || value == p.Expect.URL.Reveal()
	}
	if name == manifest.ProtocolVar {
		_, ok := manifest.ReadProtocol(value)
		return ok
	}
	_, err := manifest.ParseProxyURL(value)
	return err == nil
}
