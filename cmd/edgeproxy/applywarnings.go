package main

import (
	"net/netip"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// warnOfProxy tells what speaks against the address of a proxy that is valid all
// the same.
func (a *app) warnOfProxy(url manifest.ProxyURL) {
	if url.Scheme() == "https" {
		a.Errorf("edgeproxy: warning: the proxy's own scheme is https: edgeAgent and edgeHub up to 1.4 cannot use it, and the documentation asks for http")
	}
	if url.Loopback() {
		a.Errorf("edgeproxy: warning: inside a container %s is the container itself: expected the address at which the device's containers reach the proxy, unless they are on the host's network", url.Host())
	}
}

// warnOfNoProxy tells what of --no-proxy has no effect.
func (a *app) warnOfNoProxy(f applyFlags, configured bool) {
	if f.remove || f.noProxy == "" || f.noProxy == manifest.KeepNoProxy {
		return
	}
	if len(f.modules) == 0 && !f.allModules && !configured {
		a.Errorf("edgeproxy: warning: --no-proxy has no effect, because no module is chosen: expected --module or --all-modules, too, or proxy.modules in the configuration")
	}
	for _, entry := range strings.FieldsFunc(f.noProxy, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
		what := ""
		if block, err := netip.ParsePrefix(entry); err == nil {
			what = "the range of addresses " + block.String()
		} else if strings.HasPrefix(entry, "*") {
			what = `a "*"`
		}
		if what != "" {
			a.Errorf("edgeproxy: warning: --no-proxy holds %s, which modules that run on .NET ignore: expected host names, single addresses, or domains such as .example.com", what)
		}
	}
}
