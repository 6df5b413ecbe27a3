package config

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Options are the settings as lint.Run takes them: the severities, and what is
// expected of the proxy.
func (s Settings) Options() lint.Options {
	opts := lint.Options{
		Severities: make(map[string]lint.Severity, len(s.Rules)),
		Expect: lint.Expect{
			URL:              s.Proxy.URL.Value,
			UpstreamProtocol: s.Proxy.UpstreamProtocol.Value,
			Modules:          s.Proxy.Modules.Value,
			NoProxy:          s.Proxy.NoProxy.Value,
			Inspecting:       s.Proxy.Inspecting.Value,
		},
	}
	for id, set := range s.Rules {
		opts.Severities[id] = set.Value
	}
	switch required := s.Proxy.Required; {
	case required.Origin == "":
	case required.Value:
		opts.Expect.Need = check.NeedAll
	default:
		opts.Expect.Need = check.NeedNone
	}
	return opts
}
