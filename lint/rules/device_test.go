package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// checkDeviceExample does for a rule about a device what TestExamples and TestFixes do
// for the others. Of several findings of the bad example, EP601 and EP603 stand
// together: one says what is lost, the other one when.
func checkDeviceExample(t *testing.T, r check.Rule) {
	t.Helper()
	bad := lintDevice(t, r.Doc.Bad.Text(), exampleOptions)
	mine := 0
	for _, f := range bad {
		switch {
		case f.Rule == r.ID:
			mine++
		case r.ID == "EP603" && (f.Rule == "EP601" || f.Rule == "EP602"):
		default:
			t.Errorf("the bad example gives %s: %s", f.Rule, f.Message)
		}
		checkFinding(t, f, r.Doc.Bad.Text())
	}
	if mine == 0 {
		t.Error("the bad example gives no finding of the rule")
	}
	for _, f := range lintDevice(t, r.Doc.Good.Text(), exampleOptions) {
		t.Errorf("the good example gives %s: %s", f.Rule, f.Message)
	}
	if r.Fix == check.NoFix {
		return
	}
	archive := txtar.Parse([]byte(r.Doc.Bad.Text()))
	manifestFile := &archive.Files[len(archive.Files)-1]
	doc, opts := parseDevice(t, archive, exampleOptions)
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil {
		t.Fatal(err)
	}
	manifestFile.Data = fixed.Bytes
	if diff := cmp.Diff(r.Doc.Good.Text(), string(txtar.Format(archive))); diff != "" {
		t.Errorf("fixed, the bad example is not the good one (-good +fixed):\n%s", diff)
	}
}

// parseDevice reads the files of an example: the options know the device, and what a
// configuration among the files says. doc is the manifest, nil without one.
func parseDevice(t *testing.T, archive *txtar.Archive, opts lint.Options) (*manifest.Document, lint.Options) {
	t.Helper()
	doc, opts := readDevice(t, archive, opts)
	for _, e := range opts.Device.Errors {
		t.Errorf("%s:%s: %s", e.Path, e.Position, e.Message)
	}
	return doc, opts
}

// readDevice is parseDevice for files that may be faulty.
func readDevice(t *testing.T, archive *txtar.Archive, opts lint.Options) (doc *manifest.Document, _ lint.Options) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		switch f.Name {
		case "deployment.json":
			var err error
			if doc, err = manifest.Parse(f.Data); err != nil {
				t.Fatal(err)
			}
		case config.FileName:
			c, err := config.Parse(f.Name, f.Data, rules.All())
			if err != nil {
				t.Fatal(err)
			}
			opts.Expect.Inspecting = c.Proxy.Inspecting.Value
		default:
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	opts.Device = device.Read(fsys)
	return doc, opts
}

// lintDevice lints the files of an example, the manifest among them, too.
func lintDevice(t *testing.T, text string, opts lint.Options) []check.Finding {
	t.Helper()
	doc, opts := parseDevice(t, txtar.Parse([]byte(text)), opts)
	var found []check.Finding
	if doc != nil {
		found = lint.Run(doc, opts)
	}
	for _, f := range opts.Device.Files {
		found = append(found, lint.Device(opts.Device, f, opts)...)
	}
	return found
}

// TestDevices: what is said of a whole device in its usual and unusual shapes: the
// rule, and where it stands.
func TestDevices(t *testing.T) {
	const (
		url       = "http://proxy.example.com:3128"
		toml      = "-- etc/aziot/config.toml --\n"
		unitFile  = "-- usr/lib/systemd/system/"
		dropIn    = "-- etc/systemd/system/"
		agentEnv  = toml + "[agent.env]\nhttps_proxy = \"" + url + "\"\nUpstreamProtocol = \"AmqpWs\"\n"
		identity  = dropIn + "aziot-identityd.service.d/override.conf --\n[Service]\n"
		edged     = dropIn + "aziot-edged.service.d/override.conf --\n[Service]\nEnvironment=https_proxy=" + url + "\n"
		docker    = dropIn + "docker.service.d/http-proxy.conf --\n[Service]\n"
		packaged  = unitFile + "aziot-identityd.service --\n[Service]\nEnvironment=\"LD_LIBRARY_PATH=/usr/lib/aziot\"\n" + unitFile + "docker.service --\n[Service]\n" + unitFile + "aziot-edged.service --\n[Service]\n"
		set       = "Environment=\"https_proxy=" + url + "\"\n"
		dockerSet = docker + "Environment=\"HTTPS_PROXY=" + url + "\"\n"
		daemon    = "-- etc/docker/daemon.json --\n"
	)
	for _, test := range []struct{ name, files, want string }{
		{"by systemctl edit", packaged + agentEnv + identity + set + edged + dockerSet, ""},
		{"by daemon.json", packaged + agentEnv + identity + set + edged + daemon + `{"proxies": {"https-proxy": "` + url + `"}}`, ""},
		{"no file of docker at all", agentEnv + identity + set + edged, ""},
		{"config.toml alone", agentEnv, ""},
		{"both spellings", packaged + agentEnv + identity + set + "Environment=HTTPS_PROXY=" + url + "\n" + edged + dockerSet + "Environment=https_proxy=" + url + "\n", ""},
		{"a percent-encoded password", packaged + strings.ReplaceAll(agentEnv, "http://", "http://user:p%40ss@") + strings.ReplaceAll(identity+set+edged+dockerSet, "http://", "http://user:p%%40ss@"), ""},
		{"in an environment file", packaged + agentEnv + identity + "EnvironmentFile=/etc/proxy.env\n-- etc/proxy.env --\n# proxy\nhttps_proxy=" + url + "\n" + edged + dockerSet, ""},
		{"in an environment file that is not there", packaged + agentEnv + identity + "EnvironmentFile=/etc/proxy.env\n" + edged + dockerSet, ""},
		{"by snap", agentEnv + dropIn + "snap.azure-iot-identity.identityd.service.d/p.conf --\n[Service]\n" + set + dropIn + "snap.azure-iot-edge.aziot-edged.service.d/p.conf --\n[Service]\n" + set, ""},
		{"by snap, edged has none", agentEnv + dropIn + "snap.azure-iot-identity.identityd.service.d/p.conf --\n[Service]\n" + set, ""},
		{"by snap, edged has another", agentEnv + dropIn + "snap.azure-iot-identity.identityd.service.d/p.conf --\n[Service]\n" + set + dropIn + "snap.azure-iot-edge.aziot-edged.service.d/p.conf --\n[Service]\n" + strings.ReplaceAll(set, "proxy.example", "old.example"), ""},
		{"by snap, identityd has none", agentEnv + dropIn + "snap.azure-iot-edge.aziot-edged.service.d/p.conf --\n[Service]\n" + set, "EP604 config.toml:2"},
		{"for all services", packaged + agentEnv + dropIn + "service.d/proxy.conf --\n[Service]\n" + set, ""},
		{"by DefaultEnvironment", packaged + agentEnv + "-- etc/systemd/system.conf --\n[Manager]\nDefault" + set, ""},
		{"no proxy at all", packaged + toml + "hostname = \"a\"\n", ""},
		{"specifiers elsewhere", packaged + agentEnv + identity + set + "Environment=A=%h/x B=%n\n" + edged + dockerSet, ""},
		{"a reset before", packaged + agentEnv + docker + "Environment=\nEnvironment=HTTPS_PROXY=" + url + "\n" + identity + set + edged, ""},
		{"Docker without scheme", packaged + agentEnv + identity + set + edged + docker + "Environment=HTTPS_PROXY=proxy.example.com:3128\n", "EP604 docker.service.d/http-proxy.conf:2 info"},

		{"edged has none", packaged + agentEnv + identity + set + dockerSet, "EP604 config.toml:2 info"},
		{"identityd has none", packaged + agentEnv + edged + dockerSet, "EP604 config.toml:2"},
		{"Docker has none", packaged + agentEnv + identity + set + edged, "EP604 config.toml:2"},
		{"edgeAgent has none", packaged + toml + identity + set + edged + dockerSet, "EP604 aziot-identityd.service.d/override.conf:2"},
		{"certd has none with EST", packaged + agentEnv + "[cert_issuance.est.urls]\ndefault = \"https://est.example.com\"\n" + identity + set + edged + dockerSet, "EP604 config.toml:2"},
		{"identityd differs", packaged + agentEnv + identity + strings.ReplaceAll(set, "proxy.example", "old.example") + edged + dockerSet, "EP604 aziot-identityd.service.d/override.conf:2"},
		{"spellings differ", packaged + agentEnv + identity + set + "Environment=HTTPS_PROXY=http://old.example.com:3128\n" + edged + dockerSet, "EP604 aziot-identityd.service.d/override.conf:3"},
		{"the other spelling differs", packaged + agentEnv + identity + strings.ReplaceAll(set, "proxy.example", "old.example") + "Environment=HTTPS_PROXY=" + url + "\n" + edged + dockerSet, "EP604 aziot-identityd.service.d/override.conf:2"},
		{"spellings of edgeAgent differ", packaged + toml + "[agent.env]\nHTTPS_PROXY = \"http://old.example.com:3128\"\nhttps_proxy = \"" + url + "\"\n" + identity + set + edged + dockerSet, "EP604 config.toml:2"},
		{"daemon.json beats the drop-in", packaged + agentEnv + identity + set + edged + docker + "Environment=HTTPS_PROXY=http://old.example.com:3128\n" + daemon + `{"proxies": {"https-proxy": "` + url + `"}}`, "EP604 docker.service.d/http-proxy.conf:2"},
		{"other password", packaged + strings.ReplaceAll(agentEnv, "http://", "http://u:one@") + strings.ReplaceAll(identity+set+edged+dockerSet, "http://", "http://u:two@"), "EP604 aziot-identityd.service.d/override.conf:2, EP604 aziot-edged.service.d/override.conf:2 info, EP604 docker.service.d/http-proxy.conf:2"},

		{"no scheme", packaged + agentEnv + identity + strings.ReplaceAll(set, "http://", "") + edged + dockerSet, "EP607 aziot-identityd.service.d/override.conf:2"},
		{"an empty upper spelling", packaged + agentEnv + identity + set + "Environment=HTTPS_PROXY=\n" + edged + dockerSet, "EP604 config.toml:2, EP607 aziot-identityd.service.d/override.conf:3"},
		{"a number in config.toml", packaged + toml + "[agent.env]\nhttps_proxy = 3128\n" + identity + set + edged + dockerSet, "EP607 config.toml:2"},
		{"a colon in the password of edgeAgent", toml + "[agent.env]\nhttps_proxy = \"http://u:p:w@proxy:3128\"\n", "EP607 config.toml:2"},
		{"a blank", packaged + agentEnv + identity + strings.ReplaceAll(set, ":3128", ":3128 ") + edged + dockerSet, "EP607 aziot-identityd.service.d/override.conf:2"},
		{"a number in daemon.json", agentEnv + daemon + `{"proxies": {"https-proxy": 1}}`, "EP607 daemon.json:1"},

		{"at the top", packaged + toml + "https_proxy = \"" + url + "\"\n" + identity + set + edged + dockerSet, "EP608 config.toml:1"},
		{"another key of daemon.json", packaged + agentEnv + identity + set + edged + daemon + `{"proxies": {"httpsProxy": "` + url + `"}}`, "EP608 daemon.json:1"},
		{"at the top of daemon.json", packaged + agentEnv + identity + set + edged + daemon + `{"https-proxy": "` + url + `"}`, "EP608 daemon.json:1"},
		{"in the file of Docker's client", packaged + agentEnv + identity + set + edged + "-- root/.docker/config.json --\n" + `{"proxies": {"default": {"httpsProxy": "` + url + `"}}}`, "EP608 .docker/config.json:1"},
		{"in the file of Docker's client, too", packaged + agentEnv + identity + set + edged + dockerSet + "-- root/.docker/config.json --\n" + `{"proxies": {"default": {"httpsProxy": "` + url + `"}}}`, ""},
		{"in /etc/environment", packaged + toml + "hostname = \"a\"\n-- etc/environment --\nPATH=\"/bin\"\nhttps_proxy=" + url + "\n", "EP608 etc/environment:2 warning"},
		{"in /etc/environment, too", packaged + agentEnv + identity + set + edged + dockerSet + "-- etc/environment --\nhttps_proxy=" + url + "\n", ""},
		{"in another case", packaged + agentEnv + identity + "Environment=Https_Proxy=" + url + "\n" + edged + dockerSet, "EP608 aziot-identityd.service.d/override.conf:2"},
		{"with a dash", packaged + agentEnv + identity + "Environment=https-proxy=" + url + "\n" + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:2"},
		{"http only", packaged + agentEnv + identity + set + edged + docker + "Environment=HTTP_PROXY=" + url + "\n", "EP604 docker.service.d/http-proxy.conf:2"},
		{"in [agent]", toml + "[agent]\nname = \"edgeAgent\"\nhttps_proxy = \"" + url + "\"\n", "EP608 config.toml:3"},
		{"in [Unit]", packaged + agentEnv + strings.Replace(identity, "[Service]", "[Unit]", 1) + set + edged + dockerSet, "EP608 aziot-identityd.service.d/override.conf:2"},
		{"of a unit that does not exist", packaged + agentEnv + strings.Replace(identity, "identityd", "identity", 1) + set + edged + dockerSet, "EP608 aziot-identity.service.d/override.conf:2"},
		{"without .conf", packaged + agentEnv + strings.Replace(identity, "override.conf", "proxy", 1) + set + edged + dockerSet, "EP608 aziot-identityd.service.d/proxy:2"},

		{"a percent sign", packaged + agentEnv + identity + strings.ReplaceAll(set, "http://", "http://u:p%40@") + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:2"},
		{"an open quote", packaged + agentEnv + identity + "Environment=\"https_proxy=" + url + "\n" + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:2"},
		{"blanks around the sign", packaged + agentEnv + identity + "Environment=https_proxy = " + url + "\n" + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:2"},
		{"export", packaged + agentEnv + identity + "EnvironmentFile=/etc/proxy.env\n-- etc/proxy.env --\nexport https_proxy=" + url + "\n" + edged + dockerSet, "EP609 etc/proxy.env:1"},
		{"a later reset", packaged + agentEnv + identity + set + "Environment=\n" + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:3, EP609 aziot-identityd.service.d/override.conf:3"},
		{"a reset of the packaged unit", packaged + agentEnv + identity + "Environment=\n" + set + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:2"},
		{"a header that is not closed", packaged + agentEnv + strings.Replace(identity, "[Service]", "[Service", 1) + set + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:1"},
		{"no header", packaged + agentEnv + strings.Replace(identity, "[Service]\n", "", 1) + set + edged + dockerSet, "EP609 aziot-identityd.service.d/override.conf:1"},

		{"applied another proxy", agentEnv + "-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"http://old.example.com:3128\"\nUpstreamProtocol = \"AmqpWs\"\n", "EP606 config.toml:2"},
		{"applied more", toml + "hostname = \"a\"\n-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"" + url + "\"\n", "EP606 config.d/00-super.toml:2"},
		{"a file of one's own beside what is applied", agentEnv + "-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"" + url + "\"\nUpstreamProtocol = \"AmqpWs\"\n-- etc/aziot/edged/config.d/zz.toml --\n[agent.env]\nhttps_proxy = \"http://other.example.com:3128\"\n", ""},
	} {
		_, opts := parseDevice(t, txtar.Parse([]byte(test.files)), lint.Options{})
		var got []string
		for _, f := range opts.Device.Files {
			for _, d := range lint.Device(opts.Device, f, opts) {
				name := f.Path[strings.LastIndexByte(f.Path[:strings.LastIndexByte(f.Path, '/')], '/')+1:]
				place := fmt.Sprintf("%s %s:%d", d.Rule, strings.TrimPrefix(strings.TrimPrefix(name, "aziot/"), "docker/"), f.Lines().Position(d.Span.Start).Line)
				if d.Severity == lint.Info || d.Severity == lint.Warning && d.Rule == "EP608" {
					place += " " + d.Severity.String()
				}
				got = append(got, place)
				checkFinding(t, d, string(f.Source))
			}
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s:\n  got  %s\n  want %s", test.name, got, test.want)
		}
	}
}

// TestDeviceSnapPlace: the help names the unit of the snap.
func TestDeviceSnapPlace(t *testing.T) {
	const files = "-- etc/aziot/config.toml --\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n" +
		"-- etc/systemd/system/snap.azure-iot-edge.aziot-edged.service --\n[Service]\n"
	_, opts := parseDevice(t, txtar.Parse([]byte(files)), lint.Options{})
	found := lint.Device(opts.Device, opts.Device.Files[0], opts)
	if len(found) != 1 || !strings.Contains(found[0].Help, "/etc/systemd/system/snap.azure-iot-identity.identityd.service.d/override.conf") {
		t.Errorf("got %v", found)
	}
}
