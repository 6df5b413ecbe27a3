package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AgentProxyOverridden is EP103.
var AgentProxyOverridden = check.Rule{
	ID: "EP103", Name: "agent-proxy-overridden", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an Env list in createOptions of edgeAgent or edgeHub that clears or contradicts https_proxy or UpstreamProtocol of env.",
		Why: "The daemon starts from the module's env and lets the Env list of createOptions overwrite it " +
			"(edgelet-docker/src/runtime.rs). An entry \"https_proxy=\" there removes the proxy from a manifest that looks right.",
		Bad: func() string {
			return deploymentOf(systemModule{createOptions: `"{\"Env\":[\"https_proxy=\"]}"`, members: proxyEnv}, systemModule{members: proxyEnv}, "")
		},
		Good: func() string {
			return deploymentOf(systemModule{createOptions: `"{\"Env\":[]}"`, members: proxyEnv}, systemModule{members: proxyEnv}, "")
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, m := range d.System() {
			checkOverrides(p, m, m.Proxy)
			checkOverrides(p, m, m.Protocol)
		}
	}),
}

func checkOverrides(p *check.Pass, m *check.Module, vars []manifest.Var) {
	for _, v := range vars {
		entry, ok := envBehind(m, v)
		if !ok {
			continue
		}
		f := m.At(v.Node)
		does := "sets another value for"
		if v.Blank() {
			does, f.Cause = "clears", "clears"
		}
		f.Message = fmt.Sprintf("createOptions of %s %s %s, which env sets: createOptions wins on the device", m.Name, does, v.Name)
		f.Help = fmt.Sprintf("take %q out of Env in createOptions", v.Name)
		if v.Blank() && strings.EqualFold(v.Name, manifest.ProxyVar) {
			f.Help += "; " + recovery
		}
		f.Related = []check.Related{{Span: entry.MemberSpan(), Pointer: entry.Pointer(), Message: "the entry of env that is overwritten"}}
		p.Report(f)
	}
}

// envBehind is the entry of env that a variable of createOptions.Env overwrites with
// another value. A blank entry of env does not count.
func envBehind(m *check.Module, v manifest.Var) (manifest.Node, bool) {
	if v.Source != manifest.FromCreateOptions {
		return manifest.Node{}, false
	}
	entry := m.Env().Get(v.Name)
	value := entry.Fold("value")
	if entry.Kind() != manifest.Object || value.Kind() != manifest.String {
		return manifest.Node{}, false
	}
	text := value.Text()
	return entry, strings.TrimSpace(text) != "" && !sameSetting(v, manifest.Var{Name: v.Name, Value: text})
}
