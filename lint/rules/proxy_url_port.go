package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// ProxyURLPort is EP203.
var ProxyURLPort = check.Rule{
	ID: "EP203", Name: "proxy-url-port", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports an https_proxy without a port.",
		Why: `Without a port the runtime uses port 80, where few proxies listen: 3128 and 8080 are usual. curl uses port 1080, so a test with curl
on the device says little. If the port is 80, write :80.`,
		Bad:  func() string { return deployment(proxyValue("http://proxy.example.com"), proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if !lacksPort(a) {
			return
		}
		f := a.Finding()
		f.Message = a.Subject() + " names no port: expected http://HOST:PORT"
		f.Help = "without a port, port 80 is used; add the port of the proxy, even if it is 80"
		p.Report(f)
	}),
}

// lacksPort reports whether an http address certainly has no port. It has no
// placeholder that may hold the port.
func lacksPort(a check.Address) bool {
	host := a.Value[strings.LastIndexByte(a.Value, '@')+1:]
	_, _, unknown := placeholder.Find(host)
	return a.URL.Scheme() == "http" && a.URL.Port() == 0 && !unknown
}
