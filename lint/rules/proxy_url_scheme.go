package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyURLScheme is EP202.
var ProxyURLScheme = check.Rule{
	ID: "EP202", Name: "proxy-url-scheme", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an https_proxy whose scheme is not http.",
		Why: `The name https_proxy stands for what goes through the proxy; the proxy itself is reached by http. IoT Edge 1.4 and older cannot
speak TLS to a proxy at all (1.4 runs on .NET 6), so that https:// is an error there. 1.5 and newer run on a .NET that can, which
is untested; the documentation says that daemons and containers always use http. For them, for images without a version in the
tag, and for other modules https:// is a warning.

Other schemes are no HTTP proxies. A module of your own may take a SOCKS proxy all the same, as curl does: for other modules than
edgeAgent and edgeHub socks5:// and its like are a warning.`,
		Bad:  deploymentOf(systemModule{tag: "1.4", members: proxyValue("https://proxy.example.com:3128")}, systemModule{tag: "1.4", members: proxyEnv}, ""),
		Good: deploymentOf(systemModule{tag: "1.4", members: proxyEnv}, systemModule{tag: "1.4", members: proxyEnv}, ""),
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		f := a.Finding()
		switch {
		case a.Has(manifest.ProxyScheme) && !a.Module.Runtime() && isSOCKS(a.Value):
			f.Severity, f.Cause = check.Warning, "socks"
			f.Message = a.Subject() + " may not be understood: it names a SOCKS proxy, not an HTTP proxy"
			f.Help = "curl, Go and .NET take SOCKS proxies, not every program does; if the proxy speaks HTTP, too, write http://HOST:PORT"
		case a.Has(manifest.ProxyScheme):
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

// isSOCKS reports whether a value has one of the schemes that curl knows of
// SOCKS proxies.
func isSOCKS(value string) bool {
	scheme, _, _ := strings.Cut(strings.TrimSpace(value), "://")
	return slices.Contains([]string{"socks", "socks4", "socks4a", "socks5", "socks5h"}, strings.ToLower(scheme))
}

// withoutTLS matches the image tags of the runtimes that cannot speak TLS to a
// proxy: 1.0 to 1.4, with or without more numbers and a platform.
var withoutTLS = regexp.MustCompile(`^1\.[0-4]($|[.-])`)

// httpsScheme is what to say about https:// as the scheme of a proxy.
func httpsScheme(a check.Address) (message, help string, severity check.Severity) {
	message = a.Subject() + " has the scheme https: expected http, by which the proxy itself is reached"
	help = "write http:// unless the proxy takes TLS only; "
	tag := a.Module.ImageTag()
	switch {
	case !a.Module.Runtime():
		return message, help + "not every module can speak TLS to a proxy", check.Warning
	case withoutTLS.MatchString(tag):
		return message, fmt.Sprintf("write http://; %s %s cannot speak TLS to a proxy and does not connect", a.Module.Name, tag), check.Error
	}
	return message, help + "IoT Edge 1.4 and older cannot speak TLS to a proxy, for 1.5 and newer it is not documented", check.Warning
}
