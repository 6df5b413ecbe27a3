package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// ProxyCredentialsEncoding is EP205.
var ProxyCredentialsEncoding = check.Rule{
	ID: "EP205", Name: "proxy-credentials-encoding", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a character in the user name or password of https_proxy that has to be percent-encoded.",
		Why: `The runtime splits "user:password" at every ':' and uses the first two parts, so a ':' in the password cuts the password short
without an error (edge-util Proxy.cs). With '@', '/', '#', '?' or '\' the value is no longer an address, and edgeAgent ends at
start, again and again. If a '%' starts no escape, edgeAgent writes the password into its log.

Write ':' as %3A, '@' as %40, '/' as %2F, '#' as %23, '?' as %3F, '\' as %5C, and '%' as %25.`,
		Bad: func() string {
			return deployment(proxyValue(`http://domain\\user@proxy.example.com:3128`), proxyEnv, "")
		},
		Good: func() string {
			return deployment(proxyValue("http://domain%5Cuser@proxy.example.com:3128"), proxyEnv, "")
		},
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if !a.Has(proxy.BadCredentials) {
			return
		}
		f := a.Finding()
		f.Message = fmt.Sprintf("%s has %s: expected percent-encoding", a.Subject(), a.Err.Reason)
		f.Help = a.Err.Hint + "; a raw ':' cuts the password short, a raw '%' gets the password into the log, and with the other characters edgeAgent and edgeHub do not start"
		p.Report(f)
	}),
}
