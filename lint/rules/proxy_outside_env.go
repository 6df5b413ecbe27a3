package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// ProxyOutsideEnv is EP106.
var ProxyOutsideEnv = check.Rule{
	ID: "EP106", Name: "proxy-outside-env", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports https_proxy or UpstreamProtocol where the runtime does not read it: straight under the module, under settings, in an env inside env or settings, or in createOptions anywhere but in Env.",
		Why: `The runtime ignores members that it does not know, so a variable outside the module's env has no effect and no error is given. On
edgeAgent the proxy is lost with the deployment.

In createOptions the container engine reads the list Env at the top and no other: it ignores HostConfig.Env, Config.Env and
Environment, and Labels are notes for people. If https_proxy of edgeAgent stands in such a place, EP101 reports it and names the
place.`,
		Bad: func() string {
			return deployment(`"https_proxy": {
              "value": "http://proxy.example.com:3128"
            },
            "env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, proxyEnv, "")
		},
		Good: func() string {
			return deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`, proxyEnv, "")
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, m := range d.Modules {
			if !m.System || m.Runtime() { // any other system module is no module
				reportStrays(p, d, m)
			}
		}
		for _, part := range layeredStrays(d) {
			f := check.AtKey(part.Node)
			f.Module = part.Path[1]
			f.Message = fmt.Sprintf("%q of $edgeAgent sets a variable outside env, where the runtime does not read it: expected a key such as \"properties.desired.modules.NAME.env\"", part.Node.Key())
			f.Help = "the runtime ignores it without an error; set it in env of the module"
			p.Report(f)
		}
	}),
}

// reportStrays reports the strays of one module.
func reportStrays(p *check.Pass, d *check.Deployment, m *check.Module) {
	tried := map[string]bool{} // only one move of a variable is planned: a second would be in its way
	for _, s := range strays(m) {
		if s.inOptions && m.Agent() && s.name == manifest.ProxyVar && p.Explains("EP101") && lacksProxy(p, d) {
			continue // EP101 names this place
		}
		f := m.At(s.node)
		if key := s.node.KeySpan(); key.Len() > 0 {
			f.Span = key
		}
		f.Message = fmt.Sprintf("%s of %s stands %s, where the runtime does not read it: expected in env", s.name, m.Title(), s.where)
		f.Help = "the runtime ignores it without an error; move it into env of " + m.Title()
		if m.Agent() {
			f.Help += "; " + recovery
		}
		if value, ok := movable(p, m, s); ok && !s.inOptions && !tried[s.name] {
			tried[s.name] = true
			f.Fixes = moveStray(m, s, value)
		}
		p.Report(f)
	}
}

// movable is the value of a stray, and whether the value is right for env. Moving a
// wrong value would only lead to another finding.
func movable(p *check.Pass, m *check.Module, s stray) (value string, ok bool) {
	n := s.node
	if n.Kind() == manifest.Object {
		n = n.Fold("value")
	}
	return n.Text(), n.Kind() == manifest.String && willDo(p, m, manifest.Var{Name: s.name, Value: n.Text()})
}

// moveStray is the fix that moves a stray with its value into env.
func moveStray(m *check.Module, s stray, value string) []check.Fix {
	from := s.node
	if around := from.Parent(); around.KeyFolds("env") && around.Len() == 1 {
		from = around // an env without members has no effect, and the az CLI refuses it
	}
	edits, err := m.MoveToEnv([]manifest.Node{from}, []manifest.Setting{{Name: s.name, Value: value}})
	if err != nil || len(edits) == 0 {
		return nil
	}
	return []check.Fix{{Message: "move " + s.name + " into env", Edits: edits}}
}

// willDo reports whether the runtime can use a value in env of a module. A placeholder
// that somebody fills in counts as filled in.
func willDo(p *check.Pass, m *check.Module, v manifest.Var) bool {
	if v.Unknown() {
		return p.FilledIn(m, v)
	}
	if v.Name == manifest.ProtocolVar {
		_, ok := proxy.ReadProtocol(v.Value)
		return ok
	}
	_, err := manifest.ParseProxyURL(v.Value)
	return err == nil
}
