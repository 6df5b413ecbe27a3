package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// ProxyURLScheme is EP202.
var ProxyURLScheme = check.Rule{
	ID: "EP202", Name: "proxy-url-scheme", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an https_proxy whose scheme is not http.",
		Why: `The name https_proxy says what goes through the proxy; the proxy itself is reached by http. IoT Edge 1.4 and older cannot speak TLS
to a proxy at all (1.4 runs on .NET 6), so https:// is an error there. IoT Edge 1.5 and newer run on a .NET that can speak TLS to a
proxy. This is untested, and the documentation says that daemons and containers always use http. For these versions, for images
without a version in the tag, and for other modules https:// is a warning.

No HTTP proxy has another scheme. By its source, the .NET of IoT Edge 1.4 and newer also speaks SOCKS, which is untested. A module
of your own may speak SOCKS, too, as curl does. For all of these, socks5:// and similar schemes are a warning. IoT Edge 1.3 and
older cannot speak SOCKS.`,
		Bad: func() string {
			return deploymentOf(systemModule{tag: "1.4", members: proxyValue("https://proxy.example.com:3128")}, systemModule{tag: "1.4", members: proxyEnv}, "")
		},
		Good: func() string {
			return deploymentOf(systemModule{tag: "1.4", members: proxyEnv}, systemModule{tag: "1.4", members: proxyEnv}, "")
		},
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		f := a.Finding()
		switch {
		case a.Has(proxy.BadScheme) && takesSOCKS(a):
			f.Severity, f.Cause = check.Warning, "socks"
			f.Message = a.Subject() + " may not be understood: it names a SOCKS proxy, not an HTTP proxy"
			f.Help = "curl, Go and .NET can use a SOCKS proxy, but not every program can; if the proxy speaks HTTP, too, write http://HOST:PORT"
			if a.Module.Runtime() {
				f.Help = "by the source of .NET, IoT Edge 1.4 and newer can use a SOCKS proxy, which is untested; older versions cannot; if the proxy speaks HTTP, too, write http://HOST:PORT"
			}
		case a.Has(proxy.BadScheme):
			f.Message = a.Subject() + " has a scheme that no HTTP proxy has: expected http://HOST:PORT"
			f.Help = a.Err.Hint
		case a.URL.Scheme() == "https":
			f.Message, f.Help, f.Severity = httpsScheme(a)
			f.Cause = "https"
		default:
			return
		}
		p.Report(f)
	}),
}

// takesSOCKS reports whether the module may understand the address of a SOCKS proxy:
// one with a scheme that curl knows or, for edgeAgent and edgeHub, that .NET knows
// from 6 on (HttpUtilities.IsSupportedProxyScheme), which IoT Edge 1.4 runs on.
func takesSOCKS(a check.Address) bool {
	scheme, _, _ := strings.Cut(strings.TrimSpace(a.Value), "://")
	scheme = strings.ToLower(scheme)
	if a.Module.Runtime() {
		return slices.Contains([]string{"socks4", "socks4a", "socks5"}, scheme) && !withoutSOCKS().MatchString(a.Module.ImageTag())
	}
	return slices.Contains([]string{"socks", "socks4", "socks4a", "socks5", "socks5h"}, scheme)
}

// withoutSOCKS matches the image tags of the runtimes that cannot use a SOCKS proxy:
// 1.0 to 1.3, with or without more numbers and a platform.
var withoutSOCKS = pattern(`^1\.[0-3]($|[.-])`)

// withoutTLS matches the image tags of the runtimes that cannot speak TLS to a
// proxy: 1.0 to 1.4, with or without more numbers and a platform.
var withoutTLS = pattern(`^1\.[0-4]($|[.-])`)

// httpsScheme is the message, the help and the severity for https:// as the scheme of a
// proxy.
func httpsScheme(a check.Address) (message, help string, severity check.Severity) {
	message = a.Subject() + " has the scheme https: expected http, by which the proxy itself is reached"
	help = "write http:// unless the proxy takes TLS only; "
	tag := a.Module.ImageTag()
	switch {
	case !a.Module.Runtime():
		return message, help + "not every module can speak TLS to a proxy", check.Warning
	case withoutTLS().MatchString(tag):
		return message, fmt.Sprintf("write http://; %s %s cannot speak TLS to a proxy and does not connect", a.Module.Name, tag), check.Error
	}
	return message, help + "IoT Edge 1.4 and older cannot speak TLS to a proxy; for 1.5 and newer this is not documented", check.Warning
}
