package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// DeviceConfigNotApplied is EP606. The times of the files are not compared: a copy of a
// device, such as a mounted image or a folder in git, has other ones, and config.toml
// may be newer for reasons that have nothing to do with the proxy.
var DeviceConfigNotApplied = check.Rule{
	ID: "EP606", Name: "device-config-not-applied", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a proxy or an UpstreamProtocol of config.toml that differs from what \"iotedge config apply\" has last written.",
		Why: `The daemons do not read /etc/aziot/config.toml. "sudo iotedge config apply" writes the files 00-super.toml from it, in the
folders of the daemons, and restarts the daemons; aziot-edged creates edgeAgent from edged/config.d/00-super.toml. After an edit
without that command the device goes on with the old values.`,
		File: check.DeviceFiles,
		Bad: func() string {
			return configProxy + "-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"http://old.example.com:3128\"\nUpstreamProtocol = \"AmqpWs\"\n"
		},
		Good: func() string {
			return configProxy + "-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\nUpstreamProtocol = \"AmqpWs\"\n"
		},
	},
	CheckDevice: func(p *check.Pass) {
		super := superConfig(p.Device)
		if p.Device.Config == nil || super == nil {
			return
		}
		written, applied := proxySettings(p.Device.Config), proxySettings(super)
		for _, s := range written {
			switch old, ok := named(applied, s.Name); {
			case !ok:
				reportUnapplied(p, s, s.Name+" of config.toml is not in what \"iotedge config apply\" has written", super.File)
			case old.Value != s.Value:
				message := fmt.Sprintf("%s of config.toml is %q, and what \"iotedge config apply\" has written says %q", s.Name, s.Shown(), old.Shown())
				if s.Shown() == old.Shown() {
					message = s.Name + " of config.toml has another password than what \"iotedge config apply\" has written"
				}
				reportUnapplied(p, s, message, super.File, check.RelatedSetting(old, "the value that is in force"))
			}
		}
		for _, old := range applied {
			if _, ok := named(written, old.Name); !ok {
				reportUnapplied(p, old, old.Name+" is in what \"iotedge config apply\" has written, and no longer in config.toml", super.File)
			}
		}
	},
}

func reportUnapplied(p *check.Pass, s device.Setting, message string, super *device.File, related ...check.Related) {
	p.ReportSetting(s, check.Finding{
		Message: message,
		Help:    "the device goes on with " + super.Path + " until somebody runs \"sudo iotedge config apply\"; then remove the container of edgeAgent (docker rm -f edgeAgent), so that it is created with the new values",
		Related: related,
	})
}

// superConfig is what "iotedge config apply" has written for aziot-edged; nil if the
// file is not there.
func superConfig(d *device.Device) *device.Config {
	for _, c := range d.Applied {
		if c.Super() {
			return c
		}
	}
	return nil
}

// proxySettings are the settings of a file that are compared.
func proxySettings(c *device.Config) []device.Setting {
	var found []device.Setting
	for _, s := range c.Env() {
		if strings.EqualFold(s.Name, manifest.ProxyVar) || strings.EqualFold(s.Name, manifest.ProtocolVar) {
			found = append(found, s)
		}
	}
	return found
}

func named(all []device.Setting, name string) (device.Setting, bool) {
	for _, s := range all {
		if s.Name == name {
			return s, true
		}
	}
	return device.Setting{}, false
}
