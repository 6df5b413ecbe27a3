package device_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// FuzzRead: reading never panics, whatever the files hold, and every span lies in its
// file.
func FuzzRead(f *testing.F) {
	f.Add("[agent.env]\nhttps_proxy = '''http://a:1'''\n", "[Service]\nEnvironment=https_proxy=http://a:1\nEnvironmentFile=/etc/p\n", "https_proxy=http://b:1", `{"proxies": {"https-proxy": "x", "no-proxy": 1}}`, "Acquire::http::Proxy \"x\";")
	f.Add("https_proxy = [1]\n[[agent]]\n", "[Unit]\nEnvironment=https_proxy=%a", "export https_proxy=1", `{"proxies": []}`, "Acquire { http { Proxy \"x\"; } } /*")
	f.Fuzz(func(t *testing.T, config, dropIn, env, daemon, apt string) {
		dev := device.Read(files("etc/aziot/config.toml", config, identity, dropIn, "etc/p", env, "etc/docker/daemon.json", daemon, "etc/apt/apt.conf", apt))
		settings := append(dev.Docker, dev.Apt...)
		settings = append(settings, dev.AgentEnv("https_proxy")...)
		for _, u := range dev.Units {
			settings = append(settings, u.Settings...)
			for _, p := range u.Problems {
				if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(p.File.Source) {
					t.Fatalf("problem at %v of %q", p.Span, p.File.Source)
				}
			}
		}
		for _, m := range dev.Misplaced {
			settings = append(settings, m.Setting)
		}
		for _, s := range settings {
			if s.Span.Start < 0 || s.Span.End < s.Span.Start || s.Span.End > len(s.File.Source) {
				t.Fatalf("%s at %v of %q", s.Name, s.Span, s.File.Source)
			}
		}
	})
}
