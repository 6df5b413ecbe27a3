package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

const usualNoProxy = manifest.UsualNoProxy

// ModuleNoProxy is EP402.
var ModuleNoProxy = check.Rule{
	ID: "EP402", Name: "module-no-proxy", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports a module with a proxy whose no_proxy lacks edgeHub or localhost, or holds what .NET does not understand.",
		Why: `A module that uses https_proxy may send requests for edgeHub, for other modules and for itself to the proxy, too, and the proxy
cannot reach them. The usual value is "` + usualNoProxy + `"; in a gateway hierarchy, add the names of the gateway and of the parent device.

.NET accepts host names and domains (.example.com) in no_proxy. It ignores "*" and CIDR blocks without an error.

With "no-proxy: none" in the configuration, a module may have any no_proxy, or none: only entries that .NET ignores are reported.
With another value of no-proxy, exactly this value is right, too.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("camera", "example.azurecr.io/camera:1.0", proxyOnly))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("camera", "example.azurecr.io/camera:1.0", strings.TrimSuffix(proxyOnly, "\n            }")+`,
              "no_proxy": {
                "value": "`+usualNoProxy+`"
              }
            }`))
		},
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		proxy, ok := m.SetProxy()
		if !ok || m.System {
			return
		}
		if known := findKnown(m); known != nil && known.server {
			return
		}
		f, needed := m.At(proxy.Entry), []string{"edgeHub", "localhost"}
		if p.Expect.NoProxy == manifest.KeepNoProxy || m.Partial() {
			needed = nil
		}
		vars := setVars(m.Lookup(manifest.NoProxyVar))
		fault := noProxyFault(vars, onDotNet(m), needed)
		if fault == "" || isExpected(vars, p.Expect.NoProxy) {
			return
		}
		if len(vars) > 0 {
			f = m.At(vars[0].Node)
		}
		f.Message = fmt.Sprintf("module %q %s", m.Name, fault)
		f.Help = "its requests to other modules and to itself may go to the proxy; the usual value is \"" + usualNoProxy +
			"\", and the host names of the gateway and of the parent device if there are any"
		p.Report(f)
	}),
}

// isExpected reports whether there is a no_proxy, and each spelling of it has the value
// that somebody has chosen.
func isExpected(vars []manifest.Var, chosen string) bool {
	return len(vars) > 0 && chosen != "" && !slices.ContainsFunc(vars, func(v manifest.Var) bool { return v.Value != chosen })
}

// noProxyFault says what is wrong with the no_proxy of a module, in all its spellings,
// and which of the needed names it lacks; "" if a value is not known yet.
func noProxyFault(vars []manifest.Var, dotNet bool, needed []string) string {
	if len(vars) == 0 && len(needed) > 0 {
		return "has a proxy but no no_proxy"
	}
	var useless []string
	entries := map[string]bool{}
	for _, v := range vars {
		if v.Unknown() {
			return ""
		}
		hides := secret.Text(v.Value) != v.Value // for the whole value: it may have many entries
		for _, e := range strings.FieldsFunc(strings.ToLower(v.Value), isListSeparator) {
			if strings.ContainsAny(e, "*/") && !entries[e] {
				if hides {
					e = secret.Mask // a part of an address does not look like an address
				}
				useless = append(useless, e)
			}
			entries[e] = true
		}
	}
	switch {
	case dotNet && len(useless) > 0:
		return fmt.Sprintf("runs on .NET, which does not understand %s in no_proxy: expected host names or domains", quoteList(useless))
	case entries["*"]:
		return ""
	}
	var missing []string
	for _, name := range needed {
		if !entries[strings.ToLower(name)] {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return "has a no_proxy without " + strings.Join(missing, " and ")
}

func isListSeparator(r rune) bool {
	return r == ',' || r == ';' || r == ' ' || r == '\t' || r == '\n' || r == '\r'
}

// setVars leaves out the variables that are blank.
func setVars(vars []manifest.Var) []manifest.Var {
	return slices.DeleteFunc(vars, func(v manifest.Var) bool { return v.Blank() && !v.Unknown() })
}

// quoteList writes names in quotes, with commas.
func quoteList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return strings.Join(quoted, ", ")
}
