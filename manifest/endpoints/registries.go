package endpoints

import "strings"

// registry is what is known of a registry of container images.
type registry struct {
	hosts  []string // in images; one that starts with a dot stands for all names before it
	title  string   // "" for the host itself
	names  []string // what the engine asks for manifests and tokens; nil for the host itself
	layers []string // where it is sent for layers; patterns start with "*."

	// data is the domain of the dedicated data endpoints of a registry of Azure,
	// which stand in the place of layers: NAME.REGION + data.
	data string
}

// registries lists the registries that are known to keep layers on other hosts. A
// registry that is not listed may do the same: only asking the registry would tell.
var registries = []registry{
	// github.com/microsoft/containerregistry, docs/client-firewall-rules.md: these two, and no others.
	{hosts: []string{"mcr.microsoft.com"}, layers: []string{"*.data.mcr.microsoft.com"}},
	// iot-edge/production-checklist: "deploy modules from the Marketplace".
	{hosts: []string{"marketplace.azurecr.io"}, layers: []string{"*.cdn.azcr.io", "*.blob.core.windows.net"}},
	// container-registry/container-registry-firewall-access-rules, -dedicated-data-endpoints.
	{hosts: []string{".azurecr.io"}, layers: []string{"*.blob.core.windows.net"}, data: ".data.azurecr.io"},
	// The same in the clouds of the US government and of China, with their names for storage.
	{hosts: []string{".azurecr.us"}, layers: []string{"*.blob.core.usgovcloudapi.net"}, data: ".data.azurecr.us"},
	{hosts: []string{".azurecr.cn"}, layers: []string{"*.blob.core.chinacloudapi.cn"}, data: ".data.azurecr.cn"},
	// docs.docker.com, desktop/setup/allow-list; the CloudFront host is in use since 2026.
	{
		hosts: []string{"docker.io", "index.docker.io", "registry-1.docker.io"}, title: "Docker Hub",
		names: []string{"registry-1.docker.io", "auth.docker.io"},
		layers: []string{
			"production.cloudflare.docker.com", "production.cloudfront.docker.com",
			"docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
		},
	},
	// docs.github.com, on self-hosted runners: "for pulling images of ghcr.io".
	{hosts: []string{"ghcr.io"}, layers: []string{"pkg-containers.githubusercontent.com"}},
	// access.redhat.com/articles/6999582: cdn.quay.io, cdn01.quay.io and so on.
	{hosts: []string{"quay.io"}, layers: []string{"*.quay.io"}},
}

// dockerHub is the registry of images that name none.
const dockerHub = "docker.io"

// registryOf finds a registry by its host, in lower case; nil if it is not known.
func registryOf(host string) *registry {
	for i := range registries {
		for _, h := range registries[i].hosts {
			if h == host || h[0] == '.' && strings.HasSuffix(host, h) {
				return &registries[i]
			}
		}
	}
	return nil
}
