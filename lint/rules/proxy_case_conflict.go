package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyCaseConflict is EP208.
var ProxyCaseConflict = check.Rule{
	ID: "EP208", Name: "proxy-case-conflict", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports two spellings of https_proxy, or of UpstreamProtocol on edgeAgent and edgeHub, with different values.",
		Why: `The container gets both variables, and edgeAgent and edgeHub ignore case in their names. Which value they use is random, and may
change at each start of the process (.NET lists the variables in no fixed order, and the last one counts). So a blank HTTPS_PROXY
may hide the value of https_proxy, today or after the next restart. Other programs look for one spelling first, but not all of them
for the same spelling.

Two spellings with the same value are fine. For modules in several languages they are even useful.`,
		Bad:  func() string { return deployment(twoSpellings("http://old.example.com:3128"), proxyEnv, "") },
		Good: func() string { return deployment(twoSpellings("http://proxy.example.com:3128"), proxyEnv, "") },
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		if chosen, ok := m.SetProxy(); ok {
			checkSpellings(p, m, m.Proxy, chosen)
		}
		if chosen, ok := m.SetProtocol(); ok && m.Runtime() {
			checkSpellings(p, m, m.Protocol, chosen)
		}
	}),
}

// twoSpellings is the usual env with a value for another spelling beside it.
func twoSpellings(upper string) string {
	return strings.Replace(proxyEnv, `"UpstreamProtocol"`, `"HTTPS_PROXY": {
                "value": "`+upper+`"
              },
              "UpstreamProtocol"`, 1)
}

// checkSpellings reports the first variable that contradicts the chosen one. A value
// with a placeholder contradicts only a blank one: it may be filled in with the chosen
// value.
func checkSpellings(p *check.Pass, m *check.Module, vars []manifest.Var, chosen manifest.Var) {
	for _, v := range vars {
		if v.Name == chosen.Name || v.Unknown() || chosen.Unknown() && !v.Blank() || sameSetting(v, chosen) {
			continue
		}
		f := m.At(v.Node)
		f.Message = fmt.Sprintf("%s of %s has another value than %s: expected one value for both", v.Name, m.Title(), chosen.Name)
		if v.Blank() {
			f.Cause = "blank"
			f.Message = fmt.Sprintf("%s of %s is blank while %s is set: expected one value for both", v.Name, m.Title(), chosen.Name)
		}
		f.Help = fmt.Sprintf("%s; remove %s, or give it the value of %s", whichSpelling(m), v.Name, chosen.Name)
		f.Related = []check.Related{{Span: chosen.Node.Span(), Pointer: chosen.Node.Pointer(), Message: chosen.Name + ", spelt another way"}}
		f.Fixes = unify(p, m, vars, chosen)
		p.Report(f)
		return
	}
}

// whichSpelling says which of two spellings a module takes.
func whichSpelling(m *check.Module) string {
	if m.Runtime() {
		return m.Name + " uses one of the two at random, chosen anew at each start"
	}
	return "which of the two counts depends on the program; a program on .NET uses one at random, chosen anew at each start"
}

// sameSetting reports whether two values mean the same. The names of protocols
// are read without regard to case. Of an address only scheme, user, host and port count.
func sameSetting(a, b manifest.Var) bool {
	x, y := strings.TrimSpace(a.Value), strings.TrimSpace(b.Value)
	if x == y || strings.EqualFold(a.Name, manifest.ProtocolVar) {
		return strings.EqualFold(x, y)
	}
	u, err := manifest.ParseProxyURL(x)
	v, err2 := manifest.ParseProxyURL(y)
	return err == nil && err2 == nil && !u.Placeholder() && !v.Placeholder() && endpointOf(u) == endpointOf(v) && userOf(u) == userOf(v)
}

// unify is the fix that gives all spellings the chosen value. It needs a value that the
// runtime understands, or a placeholder that somebody fills in, and all spellings must
// stand in env.
func unify(p *check.Pass, m *check.Module, vars []manifest.Var, chosen manifest.Var) []check.Fix {
	for _, v := range vars {
		if v.Source != manifest.FromEnv || v.Unknown() && v.Value != chosen.Value || v.Node.Kind() == manifest.Placeholder {
			return nil
		}
	}
	name := manifest.ProxyVar
	if strings.EqualFold(chosen.Name, manifest.ProtocolVar) {
		name = manifest.ProtocolVar
	}
	if !willDo(p, m, manifest.Var{Name: name, Value: chosen.Value}) {
		return nil
	}
	return m.SetEnv(fmt.Sprintf("give every spelling the value of %s", chosen.Name), manifest.Setting{Name: name, Value: chosen.Value})
}
