package rules

// The examples of the rules about a device are its files, a line "-- PATH --" before
// each.

// configProxy is a config.toml as it should be.
const configProxy = `-- etc/aziot/config.toml --
hostname = "device-1"

[provisioning]
source = "manual"
connection_string = "HostName=plant-a.azure-devices.net;DeviceId=device-1;SharedAccessKey=c2VjcmV0"

[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.5"

[agent.env]
https_proxy = "http://proxy.example.com:3128"
UpstreamProtocol = "AmqpWs"
`

// Drop-ins as they should be.
const (
	identitydProxy = "-- etc/systemd/system/aziot-identityd.service.d/override.conf --\n" +
		"[Service]\nEnvironment=\"https_proxy=http://proxy.example.com:3128\"\n"
	edgedProxy = "-- etc/systemd/system/aziot-edged.service.d/override.conf --\n" +
		"[Service]\nEnvironment=\"https_proxy=http://proxy.example.com:3128\"\n"
	dockerProxy = "-- etc/systemd/system/docker.service.d/http-proxy.conf --\n" +
		"[Service]\nEnvironment=\"HTTPS_PROXY=http://proxy.example.com:3128\"\n"
)

// wholeDevice is a device that is set up well.
const wholeDevice = configProxy + dockerProxy + edgedProxy + identitydProxy

// deviceFiles are files of a device with a deployment for it.
func deviceFiles(files, deployment string) string {
	return files + "-- deployment.json --\n" + deployment
}

// dockerUnit is the part of Docker's unit file that matters here.
const dockerUnit = "-- usr/lib/systemd/system/docker.service --\n[Service]\nExecStart=/usr/bin/dockerd -H fd://\n"

// inspectingConfig says that the proxy inspects TLS.
const inspectingConfig = "-- .edgeproxy.yaml --\nproxy:\n  inspecting: true\n"
