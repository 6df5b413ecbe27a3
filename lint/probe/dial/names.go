package dial

import "github.com/iotedge-tools/edgeproxy/manifest/endpoints"

// known has a name that exists for each pattern. For other patterns each name belongs
// to somebody: the storage accounts of registries, an IoT Hub.
var known = map[string]string{
	"*.data.mcr.microsoft.com": "westus.data.mcr.microsoft.com", // azure-arc/kubernetes/network-requirements
	"*.quay.io":                "cdn.quay.io",                   // access.redhat.com/articles/6999582
}

// nameOf is the host to connect to for an endpoint; "" if none is known.
func nameOf(e endpoints.Endpoint) string {
	if e.Pattern() {
		return known[e.Host]
	}
	return e.Host
}
