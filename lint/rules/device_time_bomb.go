package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// DeviceTimeBomb is EP603. EP601 says that the proxy is lost; EP603 adds that nobody
// will notice it at once.
var DeviceTimeBomb = check.Rule{
	ID: "EP603", Name: "device-time-bomb", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a base deployment without proxy that leaves the edgeAgent of a device's first start as it is, so that the loss of the proxy shows only later.",
		Why: `aziot-edged creates the first edgeAgent from config.toml. To edgeAgent, that container has the image of config.toml, an empty env and
empty createOptions (EdgeAgentDockerModule.Equals, init.rs). If the deployment says the same, the container stays as it is, and keeps
the proxy of config.toml: the device looks well. The next change of image, env or createOptions creates edgeAgent anew, without the
proxy, maybe months later and on all devices at once.

The images are compared as edgeAgent does: an image without a tag gets :latest in the deployment, but not in config.toml. Where
config.toml names no image, any image with a tag may be that of the packages.

The rule needs the device's files: "edgeproxy lint --device".`,
		File: check.DeviceFiles,
		Bad:  func() string { return deviceFiles(configProxy, deployment("", proxyEnv, "")) },
		Good: func() string { return deviceFiles(configProxy, deployment(proxyEnv, proxyEnv, "")) },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		s, _, ok := deviceProxy(p)
		if !ok || d.Agent == nil || d.Agent.EnvUnknown() {
			return
		}
		image, named := p.Device.AgentImage()
		if d.Agent.DifferenceFromFirstStart(image.Value) != manifest.NoDifference {
			return
		}
		f := d.Agent.At(d.Agent.Setting("image"))
		f.Message = "a device that still runs the edgeAgent of its first start does not create it anew for this: it keeps the proxy of config.toml until image, env or createOptions change, and then loses it"
		f.Help = "the device looks well now, and is lost with a later deployment; set https_proxy and UpstreamProtocol of edgeAgent"
		f.Related = whereSet(s)
		if named {
			f.Related = append(f.Related, check.RelatedSetting(image, "the image of the first start is the same"))
		}
		p.Report(f)
	}),
}
