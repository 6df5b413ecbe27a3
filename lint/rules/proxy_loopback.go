package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// ProxyLoopback is EP206.
var ProxyLoopback = check.Rule{
	ID: "EP206", Name: "proxy-loopback", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an https_proxy on localhost in a container that is not on the host's network.",
		Why: `In a container localhost, 127.0.0.1, ::1 and 0.0.0.0 are the container itself, where no proxy listens. A proxy on the device is
reached by the host's address on the containers' network, often 172.18.0.1, or by its name, if the proxy listens there.

A container on the host's network ("HostConfig": {"NetworkMode": "host"} in createOptions) shares localhost with the device.`,
		Bad:  func() string { return deployment(proxyValue("http://localhost:3128"), proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if !a.URL.Loopback() || mayShareNetwork(a.Module) {
			return
		}
		f := a.Finding()
		f.Message = a.Subject() + " names the container itself: expected the address of the proxy as seen from the container"
		f.Help = "no connection is possible; name the host of the proxy; for a proxy on the device, name the device's address on the containers' network"
		p.Report(f)
	}),
}

// mayShareNetwork reports whether the module's container shares the network of the host
// or of another container, or whether this cannot be ruled out. The member
// EndpointsConfig keeps edgeAgent from adding its own network
// (CombinedEdgeletConfigProvider.cs), so {"host": {}} there is enough.
func mayShareNetwork(m *check.Module) bool {
	options := m.CreateOptions()
	mode := strings.ToLower(options.Root.Fold("HostConfig").Fold("NetworkMode").Text())
	_, _, unknown := placeholder.Find(mode)
	return options.Err != nil || unknown || mode == "host" || strings.HasPrefix(mode, "container:") ||
		options.Root.Fold("NetworkingConfig").Fold("EndpointsConfig").Get("host").Exists()
}
