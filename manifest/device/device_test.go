package device_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// files makes a device of files, in the order NAME, TEXT, NAME, TEXT …
func files(namesAndTexts ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(namesAndTexts); i += 2 {
		fsys[namesAndTexts[i]] = &fstest.MapFile{Data: []byte(namesAndTexts[i+1])}
	}
	return fsys
}

// place is a setting as "FILE:LINE:COLUMN NAME=VALUE".
func place(s device.Setting) string {
	return fmt.Sprintf("%s:%s %s=%s", s.File.Path, s.Position(), s.Name, s.Value)
}

const (
	config   = "etc/aziot/config.toml"
	super    = "etc/aziot/edged/config.d/00-super.toml"
	identity = "etc/systemd/system/aziot-identityd.service.d/override.conf"
	docker   = "etc/systemd/system/docker.service.d/http-proxy.conf"
)

// TestAgentEnv: the daemon merges its files in order, names with case; config.toml
// stands for the file that is made of it.
func TestAgentEnv(t *testing.T) {
	for _, test := range []struct {
		name string
		fsys fstest.MapFS
		want string
	}{
		{"config.toml", files(config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n"), config + ":2:16 https_proxy=http://a:1"},
		{"applied only", files(super, "[agent]\nenv = {https_proxy = 'http://a:1'}\n"), super + ":2:23 https_proxy=http://a:1"},
		{"config.toml before what is applied", files(config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n", super, "[agent.env]\nhttps_proxy = \"http://b:1\"\n"), config + ":2:16 https_proxy=http://a:1"},
		{"a later file wins", files(config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n", "etc/aziot/edged/config.d/zz.toml", "agent.env.https_proxy = \"http://c:1\"\n"), "etc/aziot/edged/config.d/zz.toml:1:26 https_proxy=http://c:1"},
		{"an earlier file loses", files(config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n", "etc/aziot/edged/config.toml", "agent.env.https_proxy = \"http://c:1\"\n"), config + ":2:16 https_proxy=http://a:1"},
		{"two spellings", files(config, "[agent.env]\nHTTPS_PROXY = \"http://a:1\"\n\"https_proxy\" = \"http://b:1\"\n"), config + ":2:16 HTTPS_PROXY=http://a:1, " + config + ":3:18 https_proxy=http://b:1"},
		{"createOptions win", files(config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n[agent.config]\ncreateOptions = { Env = [\"https_proxy=http://b:1\"] }\n"), config + ":4:25 https_proxy=http://b:1"},
		{"createOptions stand first", files(config, "[agent.config]\ncreateOptions = { Env = [\"https_proxy=http://b:1\"] }\n[agent.env]\nhttps_proxy = \"http://a:1\"\n"), config + ":2:25 https_proxy=http://b:1"},
		{"createOptions of an earlier file", files(config, "[agent.config]\ncreateOptions = { Env = [\"https_proxy=http://b:1\"] }\n", "etc/aziot/edged/config.d/zz.toml", "agent.env.https_proxy = \"http://c:1\"\n"), config + ":2:25 https_proxy=http://b:1"},
		{"snap", files("var/snap/azure-iot-edge/common/shared/config/aziot/config.toml", "[agent.env]\nhttps_proxy = \"http://a:1\"\n"), "var/snap/azure-iot-edge/common/shared/config/aziot/config.toml:2:16 https_proxy=http://a:1"},
		{"commented out", files(config, "# [agent.env]\n# https_proxy = \"http://a:1\"\n"), ""},
	} {
		var got []string
		for _, s := range device.Read(test.fsys).AgentEnv("https_proxy") {
			got = append(got, place(s))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestProxyOf: which of several settings a daemon takes.
func TestProxyOf(t *testing.T) {
	const service = "[Service]\n"
	for _, test := range []struct {
		name string
		role device.Role
		fsys fstest.MapFS
		want string
	}{
		{"lower case", device.Identityd, files(identity, service+"Environment=\"https_proxy=http://a:1\"\n"), identity + ":2:26 https_proxy=http://a:1"},
		{"upper case first", device.Identityd, files(identity, service+"Environment=https_proxy=http://a:1 HTTPS_PROXY=http://b:1\n"), identity + ":2:48 HTTPS_PROXY=http://b:1"},
		{"empty upper case", device.Identityd, files(identity, service+"Environment=https_proxy=http://a:1 HTTPS_PROXY=\n"), identity + ":2:48 HTTPS_PROXY="},
		{"empty upper case of docker", device.Docker, files(docker, service+"Environment=https_proxy=http://a:1 HTTPS_PROXY=\n"), docker + ":2:25 https_proxy=http://a:1"},
		{"daemon.json wins", device.Docker, files(docker, service+"Environment=HTTPS_PROXY=http://a:1\n", "etc/docker/daemon.json", `{"proxies": {"https-proxy": "http://b:1"}}`), "etc/docker/daemon.json:1:30 https-proxy=http://b:1"},
		{"environment file wins", device.Identityd, files(identity, service+"EnvironmentFile=-/etc/proxy\nEnvironment=https_proxy=http://a:1\n", "etc/proxy", "https_proxy='http://b:1'\n"), "etc/proxy:1:14 https_proxy=http://b:1"},
		{"environment file named again", device.Identityd, files(identity, service+"EnvironmentFile=/etc/a\nEnvironmentFile=/etc/b\nEnvironmentFile=/etc/a\n", "etc/a", "https_proxy=http://a:1\n", "etc/b", "https_proxy=http://b:1\n"), "etc/a:1:13 https_proxy=http://a:1"},
		{"unset", device.Identityd, files(identity, service+"Environment=https_proxy=http://a:1\nUnsetEnvironment=https_proxy\n"), ""},
		{"reset", device.Identityd, files(identity, service+"Environment=https_proxy=http://a:1\nEnvironment=\n"), ""},
		{"dropped", device.Identityd, files(identity, service+"Environment=https_proxy=http://a:1\nEnvironment=https_proxy=http://u:p%40@b:1\n"), identity + ":2:25 https_proxy=http://a:1"},
		{"default of the manager", device.Identityd, files("usr/lib/systemd/system/aziot-identityd.service", service, "etc/systemd/system.conf", "[Manager]\nDefaultEnvironment=https_proxy=http://a:1\n"), "etc/systemd/system.conf:2:32 https_proxy=http://a:1"},
		{"snap", device.Identityd, files("etc/systemd/system/snap.azure-iot-identity.identityd.service.d/p.conf", service+"Environment=https_proxy=http://a:1\n"), "etc/systemd/system/snap.azure-iot-identity.identityd.service.d/p.conf:2:25 https_proxy=http://a:1"},
		{"masked unit", device.Docker, files("etc/systemd/system/docker.service", ""), ""},
	} {
		got := ""
		if s, ok := device.Read(test.fsys).ProxyOf(test.role); ok {
			got = place(s)
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestErrors: a bad file gives an error with its place, and does not hide the others.
func TestErrors(t *testing.T) {
	dev := device.Read(files(
		config, "hostname = \"a\"\n[agent.env\nhttps_proxy = \"http://u:geheim@a:1\"\n",
		"etc/aziot/edged/config.d/10.toml", "a = 1\na = 2\n",
		"etc/docker/daemon.json", "{\"proxies\": {,}}",
		identity, "[Service]\nEnvironment=https_proxy=http://a:1\n",
		"usr/lib/systemd/system/aziot-edged.service", strings.Repeat("#\n", device.MaxSize),
	))
	var got []string
	for _, e := range dev.Errors {
		got = append(got, fmt.Sprintf("%s:%d", e.Path, e.Position.Line))
		if strings.Contains(e.Message, "geheim") || e.Message == "" {
			t.Errorf("%s: message %q", e.Path, e.Message)
		}
	}
	const want = config + ":2, etc/aziot/edged/config.d/10.toml:2, usr/lib/systemd/system/aziot-edged.service:0, etc/docker/daemon.json:1"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	large := device.Read(files(config, "", "usr/lib/systemd/system/docker.service", "[Service]\n", docker, strings.Repeat("#\n", device.MaxSize)))
	if u := large.Unit(device.Docker); u == nil || !u.Unread {
		t.Errorf("nobody knows that a drop-in was not read: %+v", u)
	}
	if s, ok := dev.ProxyOf(device.Identityd); !ok || s.Value != "http://a:1" {
		t.Errorf("the drop-in is not read: %+v", s)
	}
}

// TestLinks: a link is followed below the folder only; one that leads out is noted.
func TestLinks(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		mkdirFor(t, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(name, target string) {
		t.Helper()
		mkdirFor(t, filepath.Join(dir, name))
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(outside+"/config.toml", "[agent.env]\nhttps_proxy = \"http://outside:1\"\n")
	write(dir+"/srv/daemon.json", `{"proxies": {"https-proxy": "http://a:1"}}`)
	back, err := filepath.Rel(dir+"/etc/aziot", outside+"/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	link("etc/aziot/config.toml", back)
	write(dir+"/srv/drop-ins/p.conf", "[Service]\nEnvironment=https_proxy=http://a:1\n")
	link("etc/systemd/system/aziot-identityd.service.d", "/srv/drop-ins")
	link("etc/docker/daemon.json", "/srv/daemon.json")
	link("etc/systemd/system/aziot-edged.service", outside+"/unit")
	link("etc/systemd/system/docker.service.d", "../docker.service.d")
	link("etc/apt/apt.conf", "../apt/apt.conf")

	dev := device.Read(os.DirFS(dir))
	if s, ok := dev.DockerProxy(); !ok || s.Value != "http://a:1" {
		t.Errorf("an absolute link below the folder is not followed: %+v", s)
	}
	if dev.Config != nil {
		t.Errorf("a link out of the folder is followed: %s", dev.Config.File.Source)
	}
	said := fmt.Sprint(dev.Notes, dev.Errors)
	for _, want := range []string{"config.toml: the link leads out", "aziot-edged.service: the link leads to nothing", "too many links", "identityd.service.d: the folder is a link"} {
		if !strings.Contains(said, want) {
			t.Errorf("no word of %q in %s", want, said)
		}
	}
}

// TestMisplaced: settings that nobody reads are found with their cause.
func TestMisplaced(t *testing.T) {
	const units, service = "etc/systemd/system/", "[Service]\nEnvironment=https_proxy=http://a:1\n"
	packaged := []string{"usr/lib/systemd/system/aziot-edged.service", "[Service]\n", "usr/lib/systemd/system/containerd.service", "[Service]\n"}
	for _, test := range []struct{ name, file, text, want string }{
		{"top level", config, "https_proxy = \"http://a:1\"\n", "table 1:16"},
		{"agent", config, "[agent]\nhttps_proxy = \"http://a:1\"\n", "table 2:16"},
		{"agent.config", config, "[agent.config]\nHTTPS_PROXY = \"http://a:1\"\n", "table 2:16"},
		{"misspelt table", config, "[agent.evn]\nhttps_proxy = \"http://a:1\"\n", "table 2:16"},
		{"protocol", config, "[agent]\nUpstreamProtocol = \"AmqpWs\"\n", "table 2:21"},
		{"section", units + "aziot-edged.service.d/p.conf", "[Unit]\nEnvironment=https_proxy=http://a:1\n", "section 2:25"},
		{"own option", units + "aziot-edged.service.d/p.conf", "[Service]\nhttps_proxy=http://a:1\n", "option 2:13"},
		{"case", units + "aziot-edged.service.d/p.conf", "[Service]\nenvironment=https_proxy=http://a:1\n", "case 2:25"},
		{"no .conf", units + "aziot-edged.service.d/proxy", service, "file 2:25"},
		{"no such unit", units + "aziot-edge.service.d/p.conf", service, "unit 2:25"},
		{"before 1.2", units + "iotedge.service.d/p.conf", service, "unit 2:25"},
		{"no .service", units + "docker.d/p.conf", service, "unit 2:25"},
		{"right", units + "aziot-edged.service.d/p.conf", service, ""},
		{"right, but shared", units + "service.d/p.conf", service, ""},
		{"right, but of another", units + "containerd.service.d/p.conf", service, ""},
		{"copy of an editor", units + "aziot-edged.service.d/p.conf~", service, ""},
		{"right table", config, "[agent.env]\nhttps_proxy = \"http://a:1\"\n", ""},
		{"of a module", config, "[agent.config.createOptions]\nLabels = { proxy = \"x\" }\n", ""},
	} {
		var got []string
		for _, m := range device.Read(files(append(packaged, test.file, test.text)...)).Misplaced {
			got = append(got, fmt.Sprintf("%s %s", m.Cause, m.Position()))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestApt: both notations of apt.conf(5).
func TestApt(t *testing.T) {
	dev := device.Read(files(
		"etc/apt/apt.conf.d/80proxy", "// proxy\nAcquire::http::Proxy \"http://a:1\";\nAcquire { https { Proxy \"http://b:1\"; }; };\n# x\n",
		"etc/apt/apt.conf.d/90.disabled", "Acquire::http::Proxy \"http://c:1\";\n",
	))
	var got []string
	for _, s := range dev.Apt {
		got = append(got, place(s))
	}
	const want = "etc/apt/apt.conf.d/80proxy:2:23 acquire::http::proxy=http://a:1 etc/apt/apt.conf.d/80proxy:3:26 acquire::https::proxy=http://b:1"
	if got := strings.Join(got, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestOld: a device from before 1.2 is named as such.
func TestOld(t *testing.T) {
	if dev := device.Read(files("etc/iotedge/config.yaml", "agent: {}\n")); dev.Old == "" {
		t.Error("not named")
	}
	// Who looks at the errors and the findings alone must notice it, too.
	if dev := device.Read(files("etc/iotedge/config.yaml", "agent: {}\n")); len(dev.Errors) != 1 || !strings.HasPrefix(dev.Errors[0].Error(), "etc/iotedge/config.yaml: ") {
		t.Errorf("errors %v, want one about the file", dev.Errors)
	}
	if dev := device.Read(files("etc/iotedge/config.yaml", "", config, "hostname = \"a\"\n")); dev.Old != "" {
		t.Error("named, though it was updated")
	}
	if dev := device.Read(files("etc/hosts", "")); !dev.Empty() {
		t.Errorf("not empty: %+v", dev)
	}
}

// TestManySettings: a file of a megabyte with as many variables or continued lines as it
// can hold is read in time that grows with its size; the last assignment wins.
func TestManySettings(t *testing.T) {
	d := device.Read(files(identity, "[Service]\n"+strings.Repeat("EnvironmentFile=/etc/many\n", 30_000), "etc/many", strings.Repeat("https_proxy=http://p:1\n", 30_000)))
	if s, ok := d.Units[0].Get("https_proxy"); !ok || s.Value != "http://p:1" || len(d.Units[0].Settings) > 30_000 {
		t.Errorf("a file that is named many times: https_proxy is %q, %d settings", s.Value, len(d.Units[0].Settings))
	}
	var names strings.Builder
	for i := range 80_000 {
		fmt.Fprintf(&names, "v%d=1 ", i)
	}
	for what, line := range map[string]string{"names": names.String(), "one name": strings.Repeat("a=1 ", 200_000), "lines": strings.Repeat("a=1\\\n", 150_000)} {
		d := device.Read(files(identity, "[Service]\nEnvironment=https_proxy=http://old:1 "+line+"https_proxy=http://p:1\n"))
		if len(d.Errors) > 0 || len(d.Units) != 1 {
			t.Fatalf("%s: %v, %d units", what, d.Errors, len(d.Units))
		}
		if s, ok := d.Units[0].Get("https_proxy"); !ok || s.Value != "http://p:1" {
			t.Errorf("%s: https_proxy is %q", what, s.Value)
		}
	}
}

// TestManyOthers: the same of apt, of daemon.json and of UnsetEnvironment=.
func TestManyOthers(t *testing.T) {
	var unset, set, members strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&unset, "UnsetEnvironment=v%d\n", i)
		fmt.Fprintf(&set, "v%d=1 ", i)
		fmt.Fprintf(&members, `"v%d": 1, `, i)
	}
	objects := strings.Repeat(`{"https-proxy": ""}, `, 20_000)
	d := device.Read(files(
		"etc/apt/apt.conf", "Acquire::http::Proxy \"http://p:1\";\n"+strings.Repeat("a{", 200_000)+strings.Repeat(`b "c";`, 100_000),
		identity, "[Service]\n"+unset.String()+"Environment="+set.String()+"https_proxy=http://p:1\n",
		"etc/docker/daemon.json", "{"+members.String()+`"x": [`+objects+`{"https-proxy": ""}]}`,
	))
	if len(d.Apt) != 1 || d.Apt[0].Value != "http://p:1" {
		t.Errorf("apt: %+v", d.Apt)
	}
	if len(d.Misplaced) != 20_001 {
		t.Errorf("%d misplaced, %v", len(d.Misplaced), d.Errors)
	}
	left := 0
	for _, s := range d.Units[0].Settings {
		if s.Lost == nil {
			left++
		}
	}
	if left != 1 {
		t.Errorf("%d variables are left, want 1", left)
	}
}

// TestMaskWithoutDev: an image has no folder dev, and a link to /dev/null is a mask all
// the same.
func TestMaskWithoutDev(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "etc/systemd/system")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/null", filepath.Join(folder, "aziot-identityd.service")); err != nil {
		t.Fatal(err)
	}
	d := device.Read(os.DirFS(dir))
	if len(d.Units) != 1 || !d.Units[0].Masked || len(d.Notes) > 0 {
		t.Errorf("units %v, notes %v: expected a masked unit", d.Units, d.Notes)
	}
}
