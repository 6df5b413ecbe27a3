package rules

import (
	"errors"
	"net/url"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// DeviceProxyInvalid is EP607.
var DeviceProxyInvalid = check.Rule{
	ID: "EP607", Name: "device-proxy-invalid", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a proxy on a device that its reader cannot use.",
		Why: `Each reader has rules of its own. The daemons read a URI with scheme and host: "proxy.example.com:3128" and "10.0.0.4:3128"
have no scheme, a blank or an umlaut ends the daemon at its start, and so does an empty HTTPS_PROXY, which also hides https_proxy
(http-common/src/proxy.rs). edgeAgent reads the value with System.Uri, where a second ":" cuts a password short. Docker is written
in Go and takes an address without scheme.

In config.toml the value has to be a string: with a number or a boolean "iotedge config apply" refuses the whole file.`,
		File: check.DeviceFiles,
		Bad: func() string {
			return configProxy + dockerProxy + edgedProxy + strings.Replace(identitydProxy, "=http://", "=", 1)
		},
		Good: func() string { return wholeDevice },
	},
	CheckDevice: func(p *check.Pass) {
		for _, s := range p.Device.AgentEnv(manifest.ProxyVar) {
			reportInvalid(p, s, "edgeAgent", agentFault)
		}
		for _, role := range [...]device.Role{device.Identityd, device.Certd} {
			if s, ok := p.Device.ProxyOf(role); ok {
				reportInvalid(p, s, role.String(), proxy.CheckDaemon)
			}
		}
		if s, ok := p.Device.DockerProxy(); ok {
			reportInvalid(p, s, device.Docker.String(), goFault)
		}
		for _, s := range p.Device.Docker {
			if s.Wrong != "" && s.Name != "https-proxy" {
				reportInvalid(p, s, device.Docker.String(), goFault)
			}
		}
	},
}

// reportInvalid reports a setting that its reader refuses.
func reportInvalid(p *check.Pass, s device.Setting, who string, fault func(string) error) {
	f := check.Finding{Message: variable(s) + ", which " + who + " reads, cannot be used: " + s.Wrong}
	f.Help = "write the address as a string, such as \"http://proxy.example.com:3128\""
	if s.Wrong == "" {
		if s.Unknown {
			return
		}
		err := fault(s.Value)
		if err == nil {
			return
		}
		var why *manifest.ProxyURLError
		f.Help = "write http://HOST:PORT"
		f.Message += err.Error()
		if errors.As(err, &why) {
			f.Message = variable(s) + ", which " + who + " reads, cannot be used: " + why.Reason
			f.Help = why.Hint
		}
		f.Help = whatStops(who) + "; " + f.Help
	}
	p.ReportSetting(s, f)
}

// whatStops says what a reader does with a value that it cannot use.
func whatStops(who string) string {
	switch who {
	case edgeAgentName:
		return "edgeAgent ends at start, or reaches nothing"
	case device.Docker.String():
		return "Docker uses no proxy then, and cannot pull images"
	}
	return who + " ends at start, or reaches nothing"
}

// agentFault is what edgeAgent finds wrong with an address. A blank one counts as none.
func agentFault(value string) error {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	_, err := manifest.ParseProxyURL(value)
	return err
}

// goFault is what Docker finds wrong with an address: like Go's httpproxy it takes one
// without scheme, and passes over one that it cannot read.
func goFault(value string) error {
	if value == "" {
		return nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" && u.Scheme != "socks5h" {
		u, err = url.Parse("http://" + value)
	}
	if err != nil || u.Host == "" {
		return errors.New("it is no URL to Go") // the error of net/url shows the password
	}
	return nil
}
