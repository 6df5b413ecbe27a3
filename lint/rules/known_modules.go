package rules

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// knownModule is a public module whose documentation speaks of the proxy.
type knownModule struct {
	image   string // the last part of its image's name, in lower case
	purpose string // what it needs the proxy for
	source  string // where that is documented
	dotNet  bool   // it runs on .NET, whose no_proxy takes neither "*" nor CIDR blocks
	server  bool   // it only serves others and talks to no other module, so that no_proxy does not matter

	idle func(*check.Deployment, *check.Module) bool // it is configured so that it needs no proxy; may be nil
}

// knownModules is the table behind EP401 and EP402. OPC Publisher is not in
// it: it reaches the cloud through edgeHub only.
var knownModules = []knownModule{
	{
		image: "azure-blob-storage", purpose: "uploads to the cloud", idle: uploadsNothing,
		source: "https://learn.microsoft.com/azure/iot-edge/how-to-store-data-blob",
	},
	{
		image: "azureiotedge-metrics-collector", purpose: "sends metrics to Azure Monitor", dotNet: true, idle: uploadsThroughHub,
		source: "https://learn.microsoft.com/azure/iot-edge/how-to-collect-and-transport-metrics",
	},
	{
		image: "lorawannetworksrvmodule", purpose: "calls the facade function", dotNet: true,
		source: "https://azure.github.io/iotedge-lorawan-starterkit/latest/user-guide/lns-module-configuration/",
	},
	{
		image: "registry", purpose: "fetches images from the registry that it mirrors", server: true, idle: mirrorsNothingRemote,
		source: "https://learn.microsoft.com/azure/iot-edge/tutorial-nested-iot-edge",
	},
}

// findKnown is the known module that a module's image is; nil if it is none.
func findKnown(m *check.Module) *knownModule {
	name := imageName(m.Image())
	for i := range knownModules {
		if knownModules[i].image == name {
			return &knownModules[i]
		}
	}
	return nil
}

// imageName is the last part of an image's name, without tag and digest, in lower case.
func imageName(image string) string {
	image, _, _ = strings.Cut(strings.TrimSpace(image), "@")
	image = image[strings.LastIndexByte(image, '/')+1:]
	image, _, _ = strings.Cut(image, ":")
	return strings.ToLower(image)
}

// uploadsNothing: the module twin of Blob Storage turns the upload off.
func uploadsNothing(d *check.Deployment, m *check.Module) bool {
	upload := d.Content.Get(m.Name).Get("properties.desired").Get("deviceToCloudUploadProperties")
	return upload.Get("uploadOn").Text() == "false"
}

// uploadsThroughHub: metrics-collector sends its metrics as messages through
// edgeHub, or to a target that is not known yet.
func uploadsThroughHub(_ *check.Deployment, m *check.Module) bool {
	for _, v := range m.Lookup("UploadTarget") {
		value := strings.TrimSpace(v.Value)
		if v.Unknown() || strings.HasPrefix(value, "<") || strings.EqualFold(value, "IoTMessage") {
			return true // "<AzureMonitor or IoTMessage - See …>" is what the portal proposes
		}
	}
	return false
}

// mirrorsNothingRemote: the registry is no mirror, or one of a neighbour: an
// address, or a host name without a dot.
func mirrorsNothingRemote(_ *check.Deployment, m *check.Module) bool {
	for _, v := range m.Lookup("REGISTRY_PROXY_REMOTEURL") {
		remote, err := url.Parse(strings.TrimSpace(v.Value))
		if err != nil || v.Unknown() {
			continue
		}
		_, notAnAddress := netip.ParseAddr(remote.Hostname())
		if notAnAddress != nil && strings.Contains(remote.Hostname(), ".") {
			return false
		}
	}
	return true
}

// onDotNet reports whether a module is known to run on .NET: the modules of
// the IoT Edge team, but for the API proxy, which is nginx.
func onDotNet(m *check.Module) bool {
	if known := findKnown(m); known != nil {
		return known.dotNet
	}
	name := imageName(m.Image())
	return strings.HasPrefix(name, "azureiotedge-") && name != "azureiotedge-api-proxy"
}

// displacedProxy reports whether the module sets https_proxy in a way that
// another rule, one that is on, reports as having no effect.
func displacedProxy(p *check.Pass, m *check.Module) bool {
	for _, s := range strays(m) {
		if s.name == manifest.ProxyVar && p.Explains("EP106") {
			return true
		}
	}
	return isPlainEntry(m.Env().Fold(manifest.ProxyVar)) && p.Explains("EP108")
}
