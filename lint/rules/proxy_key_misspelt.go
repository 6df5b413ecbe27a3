package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyKeyMisspelt is EP107.
var ProxyKeyMisspelt = check.Rule{
	ID: "EP107", Name: "proxy-key-misspelt", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a near miss of https_proxy, UpstreamProtocol or env on edgeAgent or edgeHub where the right key is absent.",
		Why: "The runtime reads https_proxy and UpstreamProtocol, in any case, and nothing else: https-proxy, httpsproxy or upstream_protocol " +
			"have no effect and give no error, and http_proxy is not used for the connection to IoT Hub.",
		Bad: func() string {
			return deployment(strings.Replace(proxyEnv, "https_proxy", "https-proxy", 1), proxyEnv, "")
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, m := range d.System() {
			for _, t := range typos(m) {
				f := m.At(t.node)
				f.Span = t.node.KeySpan()
				f.Message = fmt.Sprintf("%s has %+q, which the runtime does not read: expected %s", m.Title(), t.node.Key(), t.meant)
				f.Help = fmt.Sprintf("write %s", t.meant)
				if m == d.Agent && t.meant != manifest.ProtocolVar {
					f.Help += "; " + recovery
				}
				p.Report(f)
			}
		}
	}),
}

// typo is a key that is nearly the right one.
type typo struct {
	meant string
	node  manifest.Node
}

// typos lists the near misses of a system module.
func typos(m *check.Module) []typo {
	var found []typo
	if !m.Env().Exists() {
		for n := range m.Node.Children() {
			if n.Kind() == manifest.Object && looksLikeEnv(n.Key()) {
				found = append(found, typo{"env", n})
			}
		}
	}
	if len(m.Proxy) > 0 && len(m.Protocol) > 0 {
		return found
	}
	for entry := range m.Env().Children() {
		if entry.KeySpan().Len() == 0 || entry.Kind() != manifest.Object {
			continue
		}
		switch key := entry.Key(); {
		case len(m.Proxy) == 0 && nearly(key, manifest.ProxyVar):
			found = append(found, typo{manifest.ProxyVar, entry})
		case len(m.Protocol) == 0 && nearly(key, manifest.ProtocolVar):
			found = append(found, typo{manifest.ProtocolVar, entry})
		}
	}
	return found
}

// looksLikeEnv recognises the usual misspellings of env.
func looksLikeEnv(key string) bool {
	switch strings.ToLower(strings.TrimSpace(key)) {
	case "evn", "nev", "ev", "en", "envs", "envv", "env.", "env:", "environment", "enviroment", "environments", "environmentvariables", "envvars", "env_vars", "variables":
		return true
	}
	return strings.EqualFold(strings.TrimSpace(key), "env") && !strings.EqualFold(key, "env")
}

// nearly reports whether key is name, apart from case, separators and one slip: a
// letter too many, a letter too few, a wrong letter, or two letters that changed
// places. The letter may be invisible, or look the same in another alphabet.
func nearly(key, name string) bool {
	a, b := letters(key), letters(name)
	return a == b || len(a) > 3 && oneSlip([]rune(a), []rune(b))
}

// letters is a name without case and separators.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' || r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// oneSlip reports whether one slip turns a into b.
func oneSlip(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch {
	case len(a) == len(b) && len(a) > 1 && a[0] == b[1] && a[1] == b[0] && slices.Equal(a[2:], b[2:]):
		return true
	case len(a) == len(b) && len(a) > 0:
		return slices.Equal(a[1:], b[1:])
	case len(a) == len(b)+1:
		return slices.Equal(a[1:], b)
	case len(b) == len(a)+1:
		return slices.Equal(b[1:], a)
	}
	return false
}
