package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// ProxyURLInvalid is EP201.
var ProxyURLInvalid = check.Rule{
	ID: "EP201", Name: "proxy-url-invalid", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an https_proxy that is not the address of a proxy: edgeAgent and edgeHub do not start with it, or do not connect.",
		Why: `The runtime passes the value to System.Uri (edge-util Proxy.cs). If System.Uri refuses the value, such as "10.0.0.1:3128" or
"http:/proxy:3128", edgeAgent ends at start, again and again. If System.Uri misunderstands the value, no host is left to connect to:
in "proxy:3128" it takes "proxy" for the scheme. In both cases the device is cut off.

Other modules read the value in their own way. Some accept an address without a scheme, as curl, Go and Python do: for them the
finding is a warning. A value that no program accepts, such as one with a blank in the host or a port above 65535, is an error for
every module.

System.Uri ignores a line break at the end and takes "http:\\proxy:3128" for "http://proxy:3128". Most other readers of the value do
not, and neither do the daemons of IoT Edge: for edgeAgent and edgeHub the finding is a warning.

A PAC file, such as http://wpad/wpad.dat or http://proxy/proxy.pac, is a script with which browsers choose a proxy. Nothing on a
device reads it: the path is left out. With a port in the address the finding is a warning, because the proxy itself may listen there.`,
		Bad:  func() string { return deployment(proxyValue("proxy.example.com:3128"), proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if a.Loose != "" && a.Err == nil && !a.Unknown() {
			p.Report(looseFinding(a))
			return
		}
		if a.URL.PAC() {
			p.Report(pacFinding(a))
			return
		}
		if !a.Has(proxy.Invalid) && !a.Has(proxy.Useless) && !a.Has(proxy.Ambiguous) || p.LeftOver(a) && p.Explains("EP207") {
			return
		}
		f := a.Finding()
		f.Message = fmt.Sprintf("%s is not the address of a proxy: %s", a.Subject(), a.Err.Reason)
		f.Help = a.Err.Hint + "; " + invalidEffect(a)
		if !a.Module.Runtime() && lacksSchemeOnly(a.Value) {
			f.Severity = check.Warning
			f.Message = a.Subject() + " may not be understood: the scheme is missing"
			f.Help = a.Err.Hint + "; curl, Go and Python accept an address without a scheme, but not every program does"
		}
		p.Report(f)
	}),
}

// looseFinding is the finding about an address that edgeAgent and edgeHub take, and
// other programs refuse.
func looseFinding(a check.Address) check.Finding {
	f := a.Finding()
	f.Severity, f.Cause = check.Warning, "spelling"
	f.Message = fmt.Sprintf("%s is spelt in a way that not every program accepts: %s", a.Subject(), a.Loose)
	f.Help = a.Module.Name + " accepts the value, but the daemons of IoT Edge, curl and Go refuse it; write http://HOST:PORT"
	return f
}

// pacFinding is about the address of a PAC file at a port where a proxy may listen, too.
func pacFinding(a check.Address) check.Finding {
	f := a.Finding()
	f.Severity, f.Cause = check.Warning, "pac"
	f.Message = a.Subject() + " is the address of a PAC file: expected that of a proxy, http://HOST:PORT"
	f.Help = "only browsers read PAC files: " + a.Module.Name + " leaves out the path, and takes host and port for the proxy; " +
		"write the proxy that the file names (PROXY HOST:PORT) as http://HOST:PORT"
	return f
}

// lacksSchemeOnly reports whether a value is the address of a proxy without a scheme.
// Many programs take such an address.
func lacksSchemeOnly(value string) bool {
	u, err := manifest.ParseProxyURL("http://" + strings.TrimLeft(value, " /"))
	return err == nil && !strings.EqualFold(u.Host(), "http") && !strings.EqualFold(u.Host(), "https") // a slip in "http://"
}

// invalidEffect says what the module does with an invalid address.
func invalidEffect(a check.Address) string {
	effect := a.Module.Name + " ends at start with this value, again and again"
	switch {
	case !a.Module.Runtime() && a.Has(proxy.Ambiguous):
		return "which address a program connects to depends on the program"
	case !a.Module.Runtime():
		return "no program is known to understand it"
	case a.Has(proxy.Ambiguous):
		effect = a.Module.Name + " connects to another address than the one that is meant"
	case a.Has(proxy.Useless):
		effect = a.Module.Name + " starts with this value and does not connect"
	}
	if a.Module.Name == manifest.EdgeAgent {
		effect += ": " + recovery
	}
	return effect
}
