package rules

import (
	"bytes"
	"net/netip"
	"net/url"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// knownModule is a public module that connects by itself.
type knownModule struct {
	paths   []string // of its image, in lower case: the repository path without the registry, which may be a copy
	purpose string   // what it needs the proxy for
	source  string   // where that is documented
	dotNet  bool     // it runs on .NET, whose no_proxy takes neither "*" nor CIDR blocks
	server  bool     // it talks to no other module, so no_proxy does not matter

	idle func(*check.Deployment, *check.Module) bool // it is configured so that it needs no proxy; may be nil
}

// knownModules is the table behind EP401 and EP402. OPC Publisher is not in
// it: it reaches the cloud through edgeHub only.
var knownModules = []knownModule{
	{
		paths: []string{"azure-blob-storage"}, purpose: "uploads to the cloud", idle: uploadsNothing,
		source: "https://learn.microsoft.com/azure/iot-edge/how-to-store-data-blob",
	},
	{
		paths:   []string{"azureiotedge-metrics-collector", "microsoft/azureiotedge-metrics-collector"},
		purpose: "sends metrics to Azure Monitor", dotNet: true, idle: uploadsThroughHub,
		source: "https://learn.microsoft.com/azure/iot-edge/how-to-collect-and-transport-metrics",
	},
	{
		paths:   []string{"lorawannetworksrvmodule", "loraedge/lorawannetworksrvmodule"},
		purpose: "calls the facade function", dotNet: true,
		source: "https://azure.github.io/iotedge-lorawan-starterkit/latest/user-guide/lns-module-configuration/",
	},
	{
		paths:   []string{"registry", "library/registry", "oss/v2/docker/registry"},
		purpose: "fetches images from the registry that it mirrors", server: true, idle: mirrorsNothingRemote,
		source: "https://learn.microsoft.com/azure/iot-edge/tutorial-nested-iot-edge",
	},
	{
		paths: []string{"azure-stream-analytics/azureiotedge"}, purpose: "loads its job from blob storage",
		source: "https://learn.microsoft.com/azure/stream-analytics/stream-analytics-edge",
	},
	{
		paths: []string{"acr/connected-registry"}, purpose: "synchronizes with its registry in the cloud", server: true, idle: followsNeighbour,
		source: "https://learn.microsoft.com/azure/container-registry/overview-connected-registry-and-iot-edge",
	},
}

// findKnown is the known module that a module's image is; nil if it is none.
func findKnown(m *check.Module) *knownModule {
	name := nameInImage(m.Setting("image"))
	for i := range knownModules {
		for _, path := range knownModules[i].paths {
			// The last letter shows at once that most images are others.
			if len(name) >= len(path) && name[len(name)-1]|0x20 == path[len(path)-1] && bytes.EqualFold(name[len(name)-len(path):], []byte(path)) && imagePath(m.Image()) == path {
				return &knownModules[i]
			}
		}
	}
	return nil
}

// nameInImage is an image without its tag and its digest.
func nameInImage(image manifest.Node) []byte {
	name, _, _ := bytes.Cut(bytes.TrimSpace(image.TextBytes()), []byte("@"))
	slash := bytes.LastIndexByte(name, '/') + 1
	if colon := bytes.IndexByte(name[slash:], ':'); colon >= 0 {
		return name[:slash+colon]
	}
	return name
}

// imagePath is the path of an image's repository in lower case, without registry, tag
// and digest. A placeholder before the first slash counts as a registry, too.
func imagePath(image string) string {
	path := splitReference(strings.TrimSpace(image)).path
	if first, rest, found := strings.Cut(path, "/"); found && strings.ContainsAny(first, "$<{#(%") {
		path = rest
	}
	return strings.ToLower(path)
}

// imageName is the last part of an image's path.
func imageName(image string) string {
	path := imagePath(image)
	return path[strings.LastIndexByte(path, '/')+1:]
}

// uploadsNothing reports whether Blob Storage uploads nothing. It uploads only if its
// twin turns the upload on and names an account; by default the upload is off.
func uploadsNothing(d *check.Deployment, m *check.Module) bool {
	const upload = "deviceToCloudUploadProperties"
	on := d.Desired(m.Name, upload, "uploadOn")
	account := d.Desired(m.Name, upload, "cloudStorageConnectionString")
	if account.Kind() == manifest.String && strings.TrimSpace(account.Text()) == "" {
		return true
	}
	_, _, unknown := placeholder.Find(on.Text())
	return !unknown && !strings.EqualFold(strings.TrimSpace(on.Text()), "true")
}

// uploadsThroughHub reports whether metrics-collector sends its metrics as messages
// through edgeHub, or to a target that is not known yet.
func uploadsThroughHub(_ *check.Deployment, m *check.Module) bool {
	for _, v := range m.Lookup("UploadTarget") {
		value := strings.TrimSpace(v.Value)
		if v.Unknown() || strings.HasPrefix(value, "<") || strings.EqualFold(value, "IoTMessage") {
			return true // "<AzureMonitor or IoTMessage - See …>" is what the portal proposes
		}
	}
	return false
}

// mirrorsNothingRemote reports whether the registry is no mirror, or a mirror of a
// neighbour.
func mirrorsNothingRemote(_ *check.Deployment, m *check.Module) bool {
	for _, v := range m.Lookup("REGISTRY_PROXY_REMOTEURL") {
		if !v.Unknown() && !v.Blank() && !isNeighbour(v.Value) {
			return false
		}
	}
	return true
}

// followsNeighbour reports whether connected-registry depends on a parent device
// instead of the registry in the cloud: its image comes from a parent device, or its
// connection string names one.
func followsNeighbour(_ *check.Deployment, m *check.Module) bool {
	if m.BehindParent() {
		return true
	}
	for _, v := range m.Lookup("ACR_REGISTRY_CONNECTION_STRING") {
		for part := range strings.SplitSeq(v.Value, ";") {
			name, endpoint, _ := strings.Cut(part, "=")
			if strings.EqualFold(strings.TrimSpace(name), "ParentGatewayEndpoint") {
				_, _, unknown := placeholder.Find(endpoint)
				return unknown || isNeighbour(endpoint) || !strings.Contains(strings.ToLower(endpoint), ".azurecr.")
			}
		}
	}
	return false
}

// isNeighbour reports whether a URL, with or without its scheme, leads to an
// address or to a host name without a dot.
func isNeighbour(rawURL string) bool {
	rawURL = strings.TrimSpace(rawURL)
	if !strings.Contains(rawURL, "://") {
		rawURL = "https://" + rawURL
	}
	u, err := url.Parse(rawURL)
	if err != nil {
		return true // nothing is known of it
	}
	_, notAnAddress := netip.ParseAddr(u.Hostname())
	return notAnAddress == nil || !strings.Contains(u.Hostname(), ".")
}

// onDotNet reports whether a module is known to run on .NET: the modules of the IoT
// Edge team do, except the API proxy, which is nginx.
func onDotNet(m *check.Module) bool {
	if known := findKnown(m); known != nil {
		return known.dotNet
	}
	name := imageName(m.Image())
	return strings.HasPrefix(name, "azureiotedge-") && name != "azureiotedge-api-proxy"
}
