// Package remarks says on standard error what a person should know beside the result
// of a run: what was passed over or let pass, and what has no effect.
//
//	remarks.Lint(console, res, remarks.Options{Baseline: "baseline.json"})
//	remarks.Proxy(console, url)
package remarks

import (
	"net/netip"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Proxy warns of a valid proxy address that devices may be unable to use.
func Proxy(c *console.Console, url manifest.ProxyURL) {
	if url.Scheme() == "https" {
		c.Errorf("edgeproxy: warning: the proxy's own scheme is https: edgeAgent and edgeHub up to 1.4 cannot use it, and the documentation asks for http")
	}
	if url.Scheme() == "http" && url.Port() == 0 && !url.Placeholder() && !url.PAC() {
		c.Errorf("edgeproxy: warning: the address of the proxy names no port: devices take port 80, where few proxies listen; add the port, even if it is 80")
	}
	if url.PAC() {
		c.Errorf("edgeproxy: warning: the proxy is the address of a PAC file, which only browsers read: devices leave out the path; expected the proxy that the file names (PROXY HOST:PORT) as http://HOST:PORT")
	}
	if url.Loopback() {
		c.Errorf("edgeproxy: warning: inside a container %s is the container itself: expected the address at which the device's containers reach the proxy, unless they are on the host's network", url.Host())
	}
}

// Exposed names files with the password of the proxy that every user of the machine can
// read.
func Exposed(c *console.Console, names []string) {
	if len(names) > 0 {
		c.Notef("note: every user of this machine can read the password of the proxy in %s: take the permission away (chmod o-r), or set a placeholder such as ${PROXY_URL}, which the pipeline fills in", strings.Join(firstOf(names), ", "))
	}
}

// NoProxy names the entries of --no-proxy that have no effect: all of them if no module
// is chosen.
func NoProxy(c *console.Console, list string, chosen bool) {
	if list == "" || list == manifest.KeepNoProxy {
		return
	}
	if !chosen {
		c.Errorf("edgeproxy: warning: --no-proxy has no effect, because no module is chosen: expected --module or --all-modules, too, or proxy.modules in the configuration")
	}
	for entry := range strings.SplitSeq(list, ",") {
		if strings.ContainsAny(strings.TrimSpace(entry), "; ") {
			c.Errorf("edgeproxy: warning: --no-proxy holds %q, which is one name for a module: expected commas between the names", strings.TrimSpace(entry))
		}
	}
	for _, entry := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
		what := ""
		if block, err := netip.ParsePrefix(entry); err == nil {
			what = "the range of addresses " + block.String()
		} else if strings.HasPrefix(entry, "*") {
			what = `a "*"`
		}
		if what != "" {
			c.Errorf("edgeproxy: warning: --no-proxy holds %s, which modules that run on .NET ignore: expected host names, single addresses, or domains such as .example.com", what)
		}
	}
}
