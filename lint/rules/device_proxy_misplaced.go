package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// DeviceProxyMisplaced is EP608.
var DeviceProxyMisplaced = check.Rule{
	ID: "EP608", Name: "device-proxy-misplaced", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a proxy, or an UpstreamProtocol, in a place of the device where nobody reads it.",
		Why: `The daemons pass over keys and tables of config.toml that they do not know, without an error: only [agent.env] gives
variables to edgeAgent, not [agent], [agent.config] or the top of the file. systemd reads Environment= in [Service] only, of files
whose names end with .conf, in the folder of a unit that exists: the units are aziot-edged and aziot-identityd since IoT Edge 1.2,
not iotedge or aziot-edge.

/etc/environment and the file of Docker's client (~/.docker/config.json) are right for other programs. They are reported only if
aziot-identityd, or Docker, has no proxy; the first as a warning.`,
		File: check.DeviceFiles,
		Bad: func() string {
			return strings.Replace(wholeDevice, "[agent.env]\n", "[agent.config.env]\n", 1)
		},
		Good: func() string { return wholeDevice },
	},
	CheckDevice: func(p *check.Pass) {
		for _, m := range p.Device.Misplaced {
			f := check.Finding{
				Cause:   m.Cause,
				Message: m.Name + " is read by nobody here: " + m.Why,
				Help:    "the reader has no proxy; expected it in " + m.Expect,
			}
			if m.Cause == device.InShell {
				f.Severity = check.Warning
				f.Message = m.Name + " is not read by aziot-identityd, which has no proxy: " + m.Why
				f.Help = "if the device needs the proxy, expected it in " + m.Expect + "; \"edgeproxy device write\" puts it there"
			}
			p.ReportSetting(m.Setting, f)
		}
	},
}
