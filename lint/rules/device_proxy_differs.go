package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// DeviceProxyDiffers is EP601. Where it says that edgeAgent has no proxy, EP101 is
// silent.
var DeviceProxyDiffers = check.Rule{
	ID: "EP601", Name: "device-proxy-differs", Severity: check.Error, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose edgeAgent has another proxy than [agent.env] of the device's config.toml, or none.",
		Why: `The device reaches IoT Hub by the proxy of config.toml. The deployment replaces these variables, and nothing of them is kept: with
another address, or with none, edgeAgent cannot fetch the next deployment, and somebody has to visit the device.

Later, config.toml counts again: when the device id, the parent or the hub changes, or when the container is removed, aziot-edged
creates edgeAgent from it. So both have to name the same proxy. If only the user or the password differ, the finding is a warning.

The rule needs the device's files: "edgeproxy lint --device".`,
		File: check.DeviceFiles,
		Bad: func() string {
			return deviceFiles(configProxy, deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, proxyEnv, ""))
		},
		Good: func() string {
			return deviceFiles(configProxy, deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`, proxyEnv, ""))
		},
	},
	Check: check.EachBase(checkDeviceProxy),
}

func checkDeviceProxy(p *check.Pass, d *check.Deployment) {
	s, url, ok := deviceProxy(p)
	if !ok || d.Agent == nil {
		return
	}
	if missesDeviceProxy(p, d) {
		f := d.Agent.AtEnv()
		f.Message = fmt.Sprintf("edgeAgent has no https_proxy, and the device reaches IoT Hub by %q: expected the same in the deployment", url)
		f.Help, f.Related = stripHelp, whereSet(s)
		f.Fixes = d.Agent.SetEnv("add https_proxy to edgeAgent", manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()})
		p.Report(f)
		return
	}
	v, _ := d.Agent.SetProxy()
	a, known := d.Agent.Address(v)
	if !known || a.Err != nil || a.URL.Placeholder() {
		return // other rules say what is wrong with it
	}
	f := a.Finding()
	switch {
	case endpointOf(a.URL) != endpointOf(url):
		f.Message = fmt.Sprintf("%s is %q, and the device's config.toml says %q: expected the same proxy in both", a.Subject(), a.URL, url)
	case userOf(a.URL) != userOf(url):
		f.Severity, f.Cause = check.Warning, "user"
		f.Message = fmt.Sprintf("%s has another user or password than that of the device's config.toml: expected the same in both", a.Subject())
	default:
		return
	}
	f.Help = "if the deployment is wrong, the device is lost with it; if config.toml is wrong, the device is lost when edgeAgent is created from it again; correct the wrong one"
	f.Related = whereSet(s)
	p.Report(f)
}

// missesDeviceProxy reports whether EP601 says that edgeAgent has no proxy while the
// device has one. A rule that knows the reason reports it instead.
func missesDeviceProxy(p *check.Pass, d *check.Deployment) bool {
	_, _, ok := deviceProxy(p)
	m := d.Agent
	return ok && m != nil && !m.EnvUnknown() && len(m.Proxy) == 0 && !explained(p, m) && !losesProxy(p, d)
}
