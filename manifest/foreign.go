package manifest

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Foreign is a file that belongs to IoT Edge, or to the container engine below
// it, and is no deployment manifest.
type Foreign struct {
	What string // what it is and what reads it: one sentence in lower case, without passwords
	At   Node   // the value that What speaks of; the zero Node for the file as a whole
}

// Foreign recognises a document without a deployment. It is slow: it may read
// the texts in the document as documents.
func (d *Document) Foreign() (Foreign, bool) {
	root := d.Root()
	first := firstOf(root)
	switch {
	case first.Get("HostConfig").Kind() == Object && first.Get("Config").Kind() == Object:
		return Foreign{What: `this is the output of "docker inspect", which shows the settings of a container: expected the deployment manifest that they come from`}, true
	case root.Get("tool").Get("name").Text() == "edgeproxy" || firstOf(root.Get("runs")).Get("tool").Get("driver").Get("name").Text() == "edgeproxy":
		return Foreign{What: "this is a report of edgeproxy: expected a deployment manifest"}, true
	case root.Get("auths").Kind() == Object || root.Get("proxies").Get("default").Kind() == Object:
		return Foreign{What: "this is the configuration of the docker command (config.json), which only that command reads: expected a deployment manifest"}, true
	case isDaemonJSON(root):
		return Foreign{What: `this is the configuration of the container engine (daemon.json), which "dockerd --validate --config-file FILE" checks: expected a deployment manifest`}, true
	}
	if n := d.manifestInText(); n.Exists() {
		return Foreign{
			What: fmt.Sprintf(`the deployment manifest stands as text in a string at %q: expected it in a file of its own, as "jq -r" writes it`, secret.Pointer(n.Pointer())),
			At:   n,
		}, true
	}
	return Foreign{}, false
}

// firstOf is the first element of an array, and any other value itself.
func firstOf(n Node) Node {
	if n.Kind() == Array {
		for c := range n.Children() {
			return c
		}
	}
	return n
}

// daemonOptions are options of dockerd; the first few tell its file from others.
var daemonOptions = []string{
	"registry-mirrors", "insecure-registries", "log-driver", "storage-driver", "exec-opts", "data-root", "default-address-pools", "live-restore", "proxies",
	"log-opts", "log-level", "debug", "dns", "dns-opts", "dns-search", "hosts", "ipv6", "iptables", "bip", "mtu", "features", "runtimes", "default-runtime",
	"storage-opts", "userns-remap", "experimental", "max-concurrent-downloads", "max-concurrent-uploads", "tls", "tlsverify", "tlscacert", "tlscert", "tlskey",
	"http-proxy", "https-proxy", "no-proxy", "default-ulimits", "icc", "ip-forward", "fixed-cidr", "fixed-cidr-v6", "group", "metrics-addr", "shutdown-timeout",
}

// isDaemonJSON recognises a file that holds options of dockerd and nothing else.
func isDaemonJSON(root Node) bool {
	const telling = 9
	tells := false
	for c := range root.Children() {
		i := slices.Index(daemonOptions, c.Key())
		if i < 0 {
			return false
		}
		tells = tells || i < telling
	}
	return tells
}

// manifestInText finds the first string that holds a deployment manifest as
// text, as the state of Terraform and parameters of ARM templates do.
func (d *Document) manifestInText() Node {
	for n := range d.tree.All() {
		if n.Kind() != String || !MayBeManifest(n.Raw()) {
			continue
		}
		if doc, err := Parse([]byte(n.Text())); err == nil && len(doc.Deployments()) > 0 {
			return n
		}
	}
	return Node{}
}

// foreignTexts are files that are no JSON, and how to know them.
var foreignTexts = []struct {
	pattern func() *regexp.Regexp
	what    string
}{
	{
		onceCompiled(`(?m)^\s*\[(agent|agent\.env|agent\.config|provisioning|provisioning\.\w+|edge_ca|aziot_keys)\]\s*(#.*)?\r?$`),
		`this is the configuration of a device (config.toml), which "iotedge config apply" reads on the device: expected a deployment manifest, whose env of edgeAgent replaces [agent.env]`,
	},
	{
		onceCompiled(`(?m)^provisioning:\s*(#.*)?\r?$(?s:.*)^(agent|hostname|connect|homedir):|^(agent|hostname|connect|homedir):(?s:.*)^provisioning:\s*(#.*)?\r?$`),
		`this is the configuration of a device with IoT Edge 1.1 (config.yaml), which "iotedge config import" of later versions reads: expected a deployment manifest, whose env of edgeAgent replaces agent.env`,
	},
	{
		onceCompiled(`(?m)^\s*\[(Unit|Service|Install)\]\s*\r?$`),
		`this is a unit file or a drop-in of systemd, which "systemctl daemon-reload" reads on the device: expected a deployment manifest`,
	},
}

func onceCompiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// ForeignText recognises a text that Parse has refused. A text that may be a manifest
// is not recognised as another file.
func ForeignText(src []byte) (Foreign, bool) {
	const most = 1 << 20 // bytes; such files have some kilobytes
	for _, f := range foreignTexts {
		if len(src) <= most && f.pattern().Match(src) && !MayBeManifest(src) {
			return Foreign{What: f.what}, true
		}
	}
	return Foreign{}, false
}
