package device_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// TestPlaceStates: a place without a value says whether its file is there.
func TestPlaceStates(t *testing.T) {
	const unit = "usr/lib/systemd/system/docker.service"
	for _, test := range []struct {
		name, place string
		fsys        fstest.MapFS
		want        device.State
	}{
		{"no config.toml", "[agent.env] https_proxy", files(unit, "[Service]\n"), device.PlaceMissing},
		{"config.toml is no TOML", "[agent.env] https_proxy", files(config, "[agent"), device.PlaceUnread},
		{"another variable", "[agent.env] https_proxy", files(config, "[agent.env]\nx = \"\"\n"), device.PlaceUnset},
		{"only what was applied", "[agent.env] https_proxy", files(super, "[agent.env]\nhttps_proxy = \"http://a:1\"\n"), device.PlaceSet},
		{"not applied", "edged/config.d/00-super.toml", files(config, ""), device.PlaceMissing},
		{"applied without a proxy", "edged/config.d/00-super.toml", files(config, "", super, ""), device.PlaceUnset},
		{"what was applied is no TOML", "edged/config.d/00-super.toml", files(config, "", super, "["), device.PlaceUnread},
		{"no bundle", "config.toml trust_bundle_cert", files(config, ""), device.PlaceUnset},
		{"no unit", "docker.service", files(config, ""), device.PlaceMissing},
		{"unit", "docker.service", files(unit, "[Service]\n"), device.PlaceUnset},
		{"masked", "docker.service", files(config, "", "etc/systemd/system/docker.service", ""), device.PlaceMasked},
		{"unit too large", "docker.service", files(config, "", unit, strings.Repeat("#\n", device.MaxSize)), device.PlaceUnread},
		{"environment file not there", "docker.service", files(unit, "[Service]\nEnvironmentFile=/etc/p\n"), device.PlaceUnread},
		{"of the snap", "snap.docker.dockerd.service", files("etc/systemd/system/snap.docker.dockerd.service", "[Service]\n"), device.PlaceUnset},
		{"another unit of the snap", "snap.azure-iot-identity.identityd.service", files("etc/systemd/system/snap.azure-iot-edge.aziot-edged.service", "[Service]\n"), device.PlaceMissing},
		{"no daemon.json", "daemon.json https-proxy", files(config, ""), device.PlaceMissing},
		{"daemon.json without proxies", "daemon.json https-proxy", files(config, "", "etc/docker/daemon.json", "{}"), device.PlaceUnset},
		{"daemon.json is no JSON", "daemon.json https-proxy", files(config, "", "etc/docker/daemon.json", "{"), device.PlaceUnread},
		{"no file of apt", "apt acquire::https::proxy", files(config, ""), device.PlaceMissing},
		{"apt without proxy", "apt acquire::https::proxy", files(config, "", "etc/apt/apt.conf", ""), device.PlaceUnset},
	} {
		found := false
		for _, p := range device.Read(test.fsys).Places() {
			if p.Name != test.place {
				continue
			}
			found = true
			if p.State != test.want || (p.Setting.File != nil) != (test.want == device.PlaceSet) {
				t.Errorf("%s: state %d of %s, want %d", test.name, p.State, p.Name, test.want)
			}
		}
		if !found {
			t.Errorf("%s: there is no %s", test.name, test.place)
		}
	}
}
