package edit_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
	"github.com/iotedge-tools/edgeproxy/manifest/device/overlay"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// root makes a device of files; "\\r" at the end of a line stands for a carriage return.
func root(archive string) fstest.MapFS {
	fsys := fstest.MapFS{}
	archive = strings.ReplaceAll(archive, "\n\n-- ", "\n-- ")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), `\r`+"\n", "\r\n"))}
	}
	return fsys
}

func settings(t testing.TB, url string, change ...func(*edit.Settings)) edit.Settings {
	t.Helper()
	u, err := proxy.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	s := edit.Settings{Proxy: u}
	for _, c := range change {
		c(&s)
	}
	return s
}

// after is a device with a plan carried out.
func after(fsys fs.FS, plan *edit.Plan) fs.FS {
	files := map[string][]byte{}
	for _, f := range plan.Files {
		files[f.Path] = f.New
	}
	return overlay.New(fsys, files)
}

// files are all files that a plan changes, as they will be.
func files(plan *edit.Plan) string {
	var a txtar.Archive
	for _, f := range plan.Files {
		a.Files = append(a.Files, txtar.File{Name: f.Path, Data: []byte(strings.ReplaceAll(string(f.New), "\r\n", `\r`+"\n"))})
	}
	return string(txtar.Format(&a))
}

const url = "http://us%25er:p%40ss@proxy.example.com:3128"

// cases are devices before and after.
var cases = []struct {
	name, before, want string
	change             func(*edit.Settings)
	kept               bool // Remove cannot know what stood there
}{
	{name: "empty", before: "", want: `
-- etc/aziot/config.toml --
# Written by "edgeproxy device write". [provisioning] is still missing.

[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.6"

[agent.env]
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
UpstreamProtocol = "AmqpWs"
-- etc/systemd/system/aziot-identityd.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-identityd.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/systemd/system/aziot-edged.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-edged.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/systemd/system/docker.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of docker.
[Service]
Environment="HTTP_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="HTTPS_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
`},
	{name: "packaged", change: noDocker, before: units + `
-- etc/aziot/config.toml --
hostname = "device"

[provisioning]
source = "dps"

# ===
# [agent]
# name = "edgeAgent"
#
# [agent.config]
# image = "mcr.microsoft.com/azureiotedge-agent:1.5"
# createOptions = { HostConfig = { Binds = ["/a:/a"] } }

# [agent.env]
# "RuntimeLogLevel" = "debug"
# "UpstreamProtocol" = "AmqpWs"

# ===
# [moby_runtime]

[connect]
workload_uri = "unix:///var/run/iotedge/workload.sock"
`, want: `
-- etc/aziot/config.toml --
hostname = "device"

[provisioning]
source = "dps"

# ===
# [agent]
# name = "edgeAgent"
#
# [agent.config]
# image = "mcr.microsoft.com/azureiotedge-agent:1.5"
# createOptions = { HostConfig = { Binds = ["/a:/a"] } }

# [agent.env]
# "RuntimeLogLevel" = "debug"
# "UpstreamProtocol" = "AmqpWs"

# edgeproxy: begin
[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.5"

[agent.env]
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
UpstreamProtocol = "AmqpWs"
# edgeproxy: end

# ===
# [moby_runtime]

[connect]
workload_uri = "unix:///var/run/iotedge/workload.sock"
`},
	{name: "agent without env, CRLF", change: noDocker, before: units + `
-- etc/aziot/config.toml --
[agent]\r
name = "edgeAgent"\r
type = "docker"\r
\r
[agent.config]\r
image = "x/azureiotedge-agent:1.5" # ours\r
\r
[connect]\r
`, want: `
-- etc/aziot/config.toml --
[agent]\r
name = "edgeAgent"\r
type = "docker"\r
\r
[agent.config]\r
image = "x/azureiotedge-agent:1.5" # ours\r
\r
# edgeproxy: begin\r
[agent.env]\r
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"\r
UpstreamProtocol = "AmqpWs"\r
# edgeproxy: end\r
\r
[connect]\r
`},
	{name: "env with quoted names", change: noDocker, before: units + `
-- etc/aziot/config.toml --
[agent.env]
  "RuntimeLogLevel"="info"
  "UpstreamProtocol"="Mqtt" # old
`, want: `
-- etc/aziot/config.toml --
[agent.env]
  "RuntimeLogLevel"="info"
  "UpstreamProtocol"="MqttWs" # old
# edgeproxy: begin
  "https_proxy"="http://us%25er:p%40ss@proxy.example.com:3128"
# edgeproxy: end
`, kept: true},
	{name: "dotted", change: noDocker, before: units + `
-- etc/aziot/config.toml --
[agent]
name = "edgeAgent"
env.RuntimeLogLevel = "info"
type = "docker"
config.image = "x"
`, want: `
-- etc/aziot/config.toml --
[agent]
name = "edgeAgent"
env.RuntimeLogLevel = "info"
# edgeproxy: begin
env.https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
env.UpstreamProtocol = "AmqpWs"
# edgeproxy: end
type = "docker"
config.image = "x"
`},
	{name: "dotted agent without env", change: noDocker, before: units + `-- etc/aziot/config.toml --
  agent.name = "edgeAgent"
  "agent".config = { image = "x", createOptions = { Env = [
    "A=b"] } } # comment
hostname = "h"

[connect]
x = 1
`, want: `
-- etc/aziot/config.toml --
  agent.name = "edgeAgent"
  "agent".config = { image = "x", createOptions = { Env = [
    "A=b"] } } # comment
# edgeproxy: begin
  agent.env.https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
  agent.env.UpstreamProtocol = "AmqpWs"
# edgeproxy: end
hostname = "h"

[connect]
x = 1
`},
	{name: "set already, in an inline table", change: noDocker, before: units + `
-- etc/aziot/config.toml --
agent.env = { https_proxy = 'http://old.example.com:1', UpstreamProtocol = "amqpws", HTTPS_PROXY = "x" }
`, want: `
-- etc/aziot/config.toml --
agent.env = { https_proxy = 'http://us%25er:p%40ss@proxy.example.com:3128', UpstreamProtocol = "amqpws", HTTPS_PROXY = "http://us%25er:p%40ss@proxy.example.com:3128" }
`, kept: true},
	{name: "in the wrong table", change: noDocker, before: units + `
-- etc/aziot/config.toml --
https_proxy = "http://old.example.com:1"
hostname = "h"

[proxy]
https_proxy = "http://old.example.com:1" # here?
upstreamProtocol = "MqttWs"
`, want: `
-- etc/aziot/config.toml --
hostname = "h"

[proxy]

# edgeproxy: begin
[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.6"

[agent.env]
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
UpstreamProtocol = "MqttWs"
# edgeproxy: end
`, kept: true},
	{name: "units that have a proxy", before: goodConfig + `
-- etc/systemd/system/aziot-edged.service.d/override.conf --
[Service]
# ours
Environment=A=b "https_proxy=http://old%%41.example.com:1" 'HTTPS_PROXY=http://p%40x@old:1' C=d
-- etc/systemd/system/aziot-identityd.service.d/proxy.conf --
[Service]
EnvironmentFile=/etc/default/aziot
-- etc/default/aziot --
export X=1
https_proxy=http://old.example.com:1
-- etc/systemd/system/docker.service.d/http-proxy.conf --
[Service]
Environment=HTTPS_PROXY=http://old.example.com:1
-- etc/docker/daemon.json --
{"proxies": {"https-proxy": "http://old.example.com:1"}}
`, want: `
-- etc/default/aziot --
export X=1
https_proxy=http://us%25er:p%40ss@proxy.example.com:3128
-- etc/systemd/system/aziot-edged.service.d/override.conf --
[Service]
# ours
Environment=A=b "https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128" 'HTTPS_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128' C=d
-- etc/systemd/system/docker.service.d/http-proxy.conf --
[Service]
Environment=HTTPS_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128
-- etc/systemd/system/docker.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of docker.
[Service]
Environment="HTTP_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/docker/daemon.json --
{"proxies": {"https-proxy": "http://us%25er:p%40ss@proxy.example.com:3128"}}
`, kept: true},
	{name: "daemon.json, apt, EST", change: func(s *edit.Settings) {
		s.Docker, s.Apt, s.NoProxy = edit.DaemonJSON, true, "localhost,10.0.0.0/8"
	}, before: units + goodConfig + `
[cert_issuance.est.urls]
default = "https://est.example.com"
-- etc/docker/daemon.json --
{
  "log-driver": "local"
}
-- etc/apt/apt.conf.d/10proxy --
Acquire::http { Proxy "DIRECT"; };
`, want: `
-- etc/systemd/system/aziot-certd.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-certd.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/docker/daemon.json --
{
  "log-driver": "local",
  "proxies": {
    "http-proxy": "http://us%25er:p%40ss@proxy.example.com:3128",
    "https-proxy": "http://us%25er:p%40ss@proxy.example.com:3128",
    "no-proxy": "localhost,10.0.0.0/8"
  }
}
-- etc/apt/apt.conf.d/10proxy --
Acquire::http { Proxy "http://us%25er:p%40ss@proxy.example.com:3128"; };
-- etc/apt/apt.conf.d/90edgeproxy --
// Written by "edgeproxy device write": the proxy of apt.
Acquire::https::Proxy "http://us%25er:p%40ss@proxy.example.com:3128";
`, kept: true},
	{name: "a package's unit with a proxy", before: units + goodConfig + `
-- usr/lib/systemd/system/docker.service --
[Service]
Environment=https_proxy=http://old:1
-- etc/systemd/system/docker.service.d/10-edgeproxy.conf --
# Mine
[Service]
Environment=A=b

[Install]
-- usr/lib/systemd/system/aziot-edged.service --
[Service]
Environment="HTTPS_PROXY=http://old:1"
`, want: `
-- etc/systemd/system/aziot-edged.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-edged.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="HTTPS_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/systemd/system/docker.service.d/10-edgeproxy.conf --
# Mine
[Service]
Environment=A=b
Environment="HTTP_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="HTTPS_PROXY=http://us%%25er:p%%40ss@proxy.example.com:3128"
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"

[Install]
`, kept: true},
	{name: "a later reset", change: noDocker, before: units + goodConfig + `
-- etc/systemd/system/aziot-edged.service.d/override.conf --
[Service]
Environment=
Environment=A=b
`, want: `
-- etc/systemd/system/aziot-edged.service.d/override.conf --
[Service]
Environment=
Environment=A=b
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
`, kept: true},
	{name: "a later file of the daemon", change: noDocker, before: units + goodConfig + `
-- etc/aziot/edged/config.d/00-super.toml --
[agent.env]
https_proxy = "http://old:1"
-- etc/aziot/edged/config.d/zz-proxy.toml --
[agent.env]
https_proxy = "http://old:1"
`, want: `
-- etc/aziot/edged/config.d/zz-proxy.toml --
[agent.env]
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
`, kept: true},
}

const units = `
-- etc/systemd/system/aziot-identityd.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-identityd.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
-- etc/systemd/system/aziot-edged.service.d/10-edgeproxy.conf --
# Written by "edgeproxy device write": the proxy of aziot-edged.
[Service]
Environment="https_proxy=http://us%%25er:p%%40ss@proxy.example.com:3128"
`

const goodConfig = `
-- etc/aziot/config.toml --
[agent.env]
https_proxy = "http://us%25er:p%40ss@proxy.example.com:3128"
UpstreamProtocol = "AmqpWs"
`

func noDocker(s *edit.Settings) { s.Docker = edit.NoDocker }

func TestSet(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fsys := root(c.before)
			s := settings(t, url)
			if c.change != nil {
				c.change(&s)
			}
			plan, err := edit.Set(fsys, s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), files(plan)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, f := range plan.Files {
				if changes := strings.Join(f.Changes, "; "); strings.Contains(changes, "p%40ss") || changes == "" {
					t.Errorf("%s: changes %q", f.Path, changes)
				}
			}
			checkLaws(t, fsys, s, plan)
			if !c.kept {
				checkRemoved(t, fsys, plan)
			}
		})
	}
}

// TestRefused: what is in the way is named with its place, and no password is.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, before, want string }{
		{"broken", "-- etc/aziot/config.toml --\nhostname = \"a\"\nx = \n", "etc/aziot/config.toml:2:5: "},
		{"old", "-- etc/iotedge/config.yaml --\nx\n", "etc/iotedge/config.yaml: this is IoT Edge 1.1 or older, which has no config.toml: update it to 1.2 or newer first"},
		{"snap", "-- etc/systemd/system/snap.azure-iot-edge.aziot-edged.service --\n[Service]\n", `etc/aziot/config.toml: IoT Edge is installed as a snap, and its config.toml was not found`},
		{"inline env", "-- etc/aziot/config.toml --\nagent.env = { A = \"b\" }\n", "etc/aziot/config.toml:1:1: agent.env is an inline table, " + byHand + `, https_proxy = "http://***@proxy.example.com:3128", UpstreamProtocol = "AmqpWs"`},
		{"empty env", "-- etc/aziot/config.toml --\n[agent]\nname = \"b\"\n env = {}\n", "etc/aziot/config.toml:3:2: agent.env is an inline table, " + byHand + `https_proxy = "http://***@proxy.example.com:3128", UpstreamProtocol = "AmqpWs"`},
		{"inline env with a protocol", "-- etc/aziot/config.toml --\nagent.env = { UpstreamProtocol = \"MqttWs\" }\n", "etc/aziot/config.toml:1:1: agent.env is an inline table, " + byHand + `, https_proxy = "http://***@proxy.example.com:3128"`},
		{"inline env in an inline agent", "-- etc/aziot/config.toml --\nagent = { env = { A = \"b\" } }\n", "etc/aziot/config.toml:1:11: agent.env is an inline table, " + byHand + `, https_proxy = `},
		{"dotted env in an inline agent", "-- etc/aziot/config.toml --\nagent = { env.A = \"b\" }\n", "etc/aziot/config.toml:1:1: agent is an inline table, " + byHand + `, env.https_proxy = "http://***@proxy.example.com:3128", env.UpstreamProtocol = "AmqpWs"`},
		{"inline agent", "-- etc/aziot/config.toml --\nagent = { name = \"b\" }\n", "etc/aziot/config.toml:1:1: agent is an inline table, " + byHand + `, env = { https_proxy = "http://***@proxy.example.com:3128", UpstreamProtocol = "AmqpWs" }`},
		{"env is a text", "-- etc/aziot/config.toml --\nagent.env = \"x\"\n", "etc/aziot/config.toml:1:1: agent.env is a string: expected the table [agent.env], to which lines can be added"},
		{"array", "-- etc/aziot/config.toml --\n[[agent]]\nname = \"b\"\n", "etc/aziot/config.toml:1:1: \"agent\" is an array of tables: expected a table in single brackets"},
		{"number", "-- etc/aziot/config.toml --\n[agent.env]\nhttps_proxy = 1\n", "etc/aziot/config.toml:2:15: https_proxy is a number, a boolean or a date: expected a string"},
		{"misplaced inline", "-- etc/aziot/config.toml --\nx = { https_proxy = \"http://u:p%40ss@h:1\" }\n", "etc/aziot/config.toml:1:7: https_proxy: it stands in the table \"x\", where the daemons pass over it: remove it there"},
		{"createOptions", "-- etc/aziot/config.toml --\n[agent.config]\ncreateOptions = { Env = [\"https_proxy=http://u:p%40ss@h:1\"] }\n", "etc/aziot/config.toml:2:25: https_proxy is \"http://***@h:1\" here, and edgeAgent reads this one: remove it"},
		{"reset", "-- run/systemd/system/aziot-edged.service.d/override.conf --\n[Service]\nEnvironment=\n", "run/systemd/system/aziot-edged.service.d/override.conf:2:1: this takes https_proxy away from aziot-edged (reset): remove it"},
		{"unset", "-- etc/systemd/system/aziot-edged.service.d/override.conf --\n[Service]\nUnsetEnvironment=https_proxy\n", "etc/systemd/system/aziot-edged.service.d/override.conf:2:18: this takes https_proxy away from aziot-edged (unset): remove it"},
		{"later", "-- run/systemd/system/aziot-edged.service.d/20.conf --\n[Service]\nEnvironment=https_proxy=http://u:p%%40ss@h:1\n", "run/systemd/system/aziot-edged.service.d/20.conf:2:25: https_proxy is \"http://***@h:1\" here, and aziot-edged reads this one: remove it"},
		{"no section", "-- etc/systemd/system/aziot-edged.service.d/10-edgeproxy.conf --\n# x\n", "etc/systemd/system/aziot-edged.service.d/10-edgeproxy.conf:1:1: the file has no section [Service]"},
		{"daemon.json", "-- etc/docker/daemon.json --\n{\"proxies\": 1}\n", "etc/docker/daemon.json:1:1: the document or its \"proxies\" is no object"},
	} {
		plan, err := edit.Set(root(c.before), settings(t, url))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "p%40ss") {
			t.Errorf("%s: got %v; want %s", c.name, err, c.want)
		}
		if err == nil {
			t.Error(files(plan))
		}
	}
	for value, want := range map[string]string{
		"http://${PROXY}:3128": "the proxy is a placeholder", "http://münchen.example:3128": "is not ASCII",
	} {
		if _, err := edit.Set(root(""), settings(t, value)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", value, err)
		}
	}
}

// TestSecret: who must not be read by others is marked.
func TestSecret(t *testing.T) {
	for _, address := range []string{url, "http://proxy.example.com:3128"} {
		plan, err := edit.Set(root("-- etc/docker/daemon.json --\n{}\n"), settings(t, address, func(s *edit.Settings) { s.Docker = edit.DaemonJSON }))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range plan.Files {
			if f.Secret != (address == url) || f.Mode != 0o600 && address == url {
				t.Errorf("%s of %s: secret %v, mode %v", f.Path, address, f.Secret, f.Mode)
			}
		}
	}
}

// TestNotes: what stays although nobody reads it is told with its place.
func TestNotes(t *testing.T) {
	plan, err := edit.Set(root(units+goodConfig+`
-- etc/systemd/system/aziot-edged.service.d/override.conf --
[Unit]
Environment=https_proxy=http://u:p%%40ss@h:1
[Service]
Environment="https_proxy=http://u:p%%40ss@h:1
`), settings(t, url))
	if err != nil {
		t.Fatal(err)
	}
	notes := strings.Join(plan.Notes, "\n")
	for _, want := range []string{"override.conf:2:25: https_proxy: it stands in the section \"Unit\", where systemd reads no Environment=: it stays", "override.conf:4:13: the quote is not closed on this line"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes %q; want %q", notes, want)
		}
	}
	if strings.Contains(notes, "p%") {
		t.Error("the notes hold the password")
	}
}

// TestCommands are what is to be run afterwards.
func TestCommands(t *testing.T) {
	for files, docker := range map[string]string{"": "docker", "-- etc/systemd/system/snap.docker.dockerd.service --\n[Service]\n": "snap.docker.dockerd"} {
		plan, err := edit.Set(root(files), settings(t, url))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, c := range plan.Commands {
			lines = append(lines, strings.TrimPrefix(c.Line, "sudo "))
		}
		if got := strings.Join(lines, "; "); got != "systemctl daemon-reload; systemctl restart "+docker+"; iotedge config apply; docker rm -f edgeAgent; iotedge check" {
			t.Errorf("got %s", got)
		}
	}
}

// TestDockerPlaces: who changes the list of names changes no other list.
func TestDockerPlaces(t *testing.T) {
	edit.DockerPlaces()[0] = "changed"
	for i, name := range edit.DockerPlaces() {
		if place, err := edit.ParseDockerPlace(name); err != nil || int(place) != i {
			t.Errorf("%q is %d, %v", name, place, err)
		}
	}
}

// TestPlanPrinted: a log of a plan holds neither the password of the proxy nor the bytes of
// the files.
func TestPlanPrinted(t *testing.T) {
	url, err := proxy.ParseURL("http://user:s3cret@proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := edit.Set(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte("[agent]\nname = \"edgeAgent\"\ntype = \"docker\"\n")}}, edit.Settings{Proxy: url})
	if err != nil || len(plan.Files) == 0 {
		t.Fatal(plan, err)
	}
	text := fmt.Sprintf("%v %+v %#v %d", plan, *plan, plan.Files[0], plan.Files)
	if strings.Contains(text, "s3cret") || strings.Contains(text, strings.Trim(fmt.Sprint([]byte("s3cret")), "[]")) {
		t.Error("the password is shown") // not the text: it holds the password
	}
}
