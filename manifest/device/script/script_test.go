package script_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
	"github.com/iotedge-tools/edgeproxy/manifest/device/script"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

const url = "http://us%25er:p%40ss@proxy.example.com:3128"

// device makes a folder of files. "\r" at the end of a line stands for a carriage
// return.
func device(t *testing.T, archive string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		write(t, path, bytes.ReplaceAll(f.Data, []byte(`\r`+"\n"), []byte("\r\n")), 0o600)
	}
	return root
}

func write(t *testing.T, path string, content []byte, mode fs.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// tree is every file below a folder, with its mode and its content.
func tree(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		fmt.Fprintf(&b, "-- %s %04o --\n%s", filepath.ToSlash(name), info.Mode().Perm(), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// byEdit carries out the plan of package edit.
func byEdit(t *testing.T, root, address string, docker edit.DockerPlace) (*edit.Plan, error) {
	t.Helper()
	u, err := proxy.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := edit.Set(os.DirFS(root), edit.Settings{Proxy: u, Docker: docker})
	if err != nil {
		return nil, err
	}
	for _, f := range plan.Files {
		path, mode := filepath.Join(root, filepath.FromSlash(f.Path)), f.Mode
		if info, err := os.Stat(path); err == nil {
			mode = info.Mode().Perm()
		}
		write(t, path, f.New, mode)
	}
	return plan, nil
}

// byScript runs the script for Linux.
func byScript(t *testing.T, root, address string, args ...string) (said string, code int) {
	t.Helper()
	text, err := script.For(script.Linux)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", append([]string{"-c", text, "sh", "--root", root}, args...)...)
	cmd.Stdin = strings.NewReader(address + "\n")
	cmd.Env = append(os.Environ(), "EDGEPROXY_PROXY_URL=")
	out, _ := cmd.CombinedOutput()
	if strings.Contains(string(out), "p%40ss") || strings.Contains(string(out), "p%%40ss") {
		t.Errorf("the script prints the password: %s", out)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// unix tells where a POSIX shell is: the script is for Linux.
var unix = runtime.GOOS != "windows" && runtime.GOOS != "js"

// same holds the script to package edit: the same files, byte for byte, and a second run
// that changes nothing.
func same(t *testing.T, archive, address string, place edit.DockerPlace) {
	t.Helper()
	flag := edit.DockerPlaces()[place]
	a, b := device(t, archive), device(t, archive)
	said, code := byScript(t, a, address, "--docker", flag)
	if code != 0 {
		t.Errorf("%s\nexit code %d: %s", archive, code, said)
		return
	}
	if _, err := byEdit(t, b, address, place); err != nil {
		t.Errorf("%s\npackage edit: %v", archive, err)
		return
	}
	if got, want := tree(t, a), tree(t, b); got != want {
		t.Errorf("%s\nthe script has written:\n%s\npackage edit:\n%s", archive, got, want)
		return
	}
	if said, code = byScript(t, a, address, "--docker", flag); code != 0 || said != "nothing to change\n" {
		t.Errorf("%s\na second run: exit code %d: %s", archive, code, said)
	}
}

// understood are devices that the script has to understand.
var understood = []string{
	"",
	"-- etc/aziot/config.toml --\nhostname = \"h\"\n\n[provisioning]\nsource = \"dps\"\n",
	"-- etc/aziot/config.toml --\n# Comment, ünïcode\nhostname = \"h\"\n# [agent]\n# name = \"edgeAgent\"\n# [agent.config]\n# image = \"x/y/azureiotedge-agent:1.5\"\n\n# [agent.env]\n# \"A\" = \"b\"\n\n# more\n[provisioning] # here\nsource = \"manual\"\nconnection_string = \"HostName=h;SharedAccessKey=k==\"\n[cert_issuance.est.urls]\ndefault = \"https://est.example.com\"\n",
	"-- etc/aziot/config.toml --\n# [agent]\nhostname = \"h\"\n",
	"-- etc/aziot/config.toml --\na = \"\\\"#\\\\\" # c\nb = 'x\\' # 'c'\nc = -1.5e+3\nd = true # c\ne = 1979-05-27 07:32:00.5Z\nf = [ \"]\", 'x' ] # [c]\ng = { h = 1, i = { j = \"}\" } }\nk = +inf\nl = nan\nm = \"ünï\"\nn = 0x1_F\n",
	"-- etc/aziot/config.toml --\n[agent]\\r\nname = \"edgeAgent\"\\r\ntype = \"docker\"\\r\n\\r\n[agent.config]\\r\n  \"image\"=\"x\" # c\\r\n\\r\n[connect]\\r\nx = 1\\r\n",
	"-- etc/aziot/config.toml --\n[agent.env]\n  \"A\"   = 'b'\n\n[agent]\nname = 'a'\n",
	"-- etc/aziot/config.toml --\n[agent.env] # c\n",
	"-- etc/aziot/config.toml --\n[agent.env]\nUpstreamProtocol = \"MqttWs\"\n",
	"-- etc/systemd/system/aziot-edged.service.d/a.conf --\n[Service]\n# https_proxy\nEnvironment=A=b\nEnvironmentFile=-/etc/default/x\n-- etc/default/x --\n# https_proxy=x\nA=b\n-- lib/systemd/system/docker.service --\n[Service]\nExecStart=/usr/bin/dockerd\n-- etc/docker/daemon.json --\n{}\n",
	"-- etc/aziot/edged/config.d/00-super.toml --\n[agent.env]\nhttps_proxy = \"x\"\n-- etc/aziot/config.toml --\nhostname = \"h\"\n",
}

func TestSameAsEdit(t *testing.T) {
	if !unix {
		return
	}
	for _, archive := range understood {
		same(t, archive, url, edit.DropIn)
	}
	same(t, "", "http://proxy.example.com", edit.NoDocker)
	same(t, understood[1], "https://[fd00::1]:3128/", edit.NoDocker)
}

// refused are devices that the script does not understand, or must not change.
var refused = []struct{ archive, want string }{
	{"-- etc/iotedge/config.yaml --\nx\n", "nothing was written; update it to 1.2 or newer first"},
	{"-- etc/aziot/config.toml --\nhttps_proxy = \"x\"\n", "etc/aziot/config.toml, line 1: there is another proxy"},
	{"-- etc/aziot/config.toml --\n[agent.env]\nhttps_proxy = \"http://u:p%40ss@old:1\"\n", "line 2: there is another proxy"},
	{"-- etc/aziot/config.toml --\nagent.env = { A = \"b\" }\n", "line 1: this way to write agent.env is not understood"},
	{"-- etc/aziot/config.toml --\n[agent]\nenv.A = \"b\"\n", "line 2: this way to write env.A is not understood"},
	{"-- etc/aziot/config.toml --\n[agent]\nenv = { A = \"b\" }\n", "line 2: this way to write env is not understood"},
	{"-- etc/aziot/config.toml --\n[ agent ]\n", "line 1: this spelling of [agent] is not understood"},
	{"-- etc/aziot/config.toml --\n[\"agent\".env]\n", "line 1: this spelling of [agent.env] is not understood"},
	{"-- etc/aziot/config.toml --\n[[agent]]\n", "line 1: this spelling of [agent] is not understood"},
	{"-- etc/aziot/config.toml --\nx = \"\"\"\n[agent.env]\n\"\"\"\n", "line 1: a text of several lines"},
	{"-- etc/aziot/config.toml --\nx = [\n 1,\n]\n", "line 1: a value of several lines"},
	{"-- etc/aziot/config.toml --\nx\n", "line 1: this line is not understood"},
	{"-- etc/aziot/config.toml --\n[agent.env]\nUpstreamProtocol = \"Amqp\"\n", "line 2: this UpstreamProtocol is not understood"},
	{"-- etc/aziot/config.toml --\na = 1\\r\nb = 2\n", "line 1: line endings are mixed"},
	{"-- etc/aziot/config.toml --\na = \"x\ry\"\n", "line 1: a carriage return within the line"},
	{"-- etc/aziot/config.toml --\na = 1\n# \x00\n", "etc/aziot/config.toml has a control character, such as a NUL byte, or is not UTF-8"},
	{"-- etc/aziot/config.toml --\na = \"\x1b[1m\"\n", "has a control character"},
	{"-- etc/aziot/config.toml --\n# \x7f\n", "has a control character"},
	{"-- etc/aziot/config.toml --\n# \xff\n", "or is not UTF-8"},
	{"-- etc/aziot/config.toml --\na = x\n", "line 1: this value is not understood"},
	{"-- etc/aziot/config.toml --\na = \"x\n", "line 1: this value is not understood"},
	{"-- etc/aziot/config.toml --\na = \"x\" y\n", "line 1: this value is not understood"},
	{"-- etc/systemd/system/aziot-edged.service.d/x.conf --\n[Service]\n# \x00\nEnvironment=HTTPS_PROXY=x\n", "x.conf sets or takes away a proxy"},
	{"-- etc/aziot/config.toml --\n[agent.config]\ncreateOptions = { Env = [\"https_proxy=x\"] }\n", "line 2: there is another proxy"},
	{"-- etc/aziot/edged/config.d/zz.toml --\n[agent.env]\nhttps_proxy = \"x\"\n", "zz.toml sets a proxy, too"},
	{"-- etc/systemd/system/aziot-edged.service.d/x.conf --\n[Service]\nEnvironment=HTTPS_PROXY=x\n", "x.conf sets or takes away a proxy"},
	{"-- etc/systemd/system/aziot-edged.service.d/x.conf --\n[Service]\nEnvironment=\n", "x.conf resets Environment="},
	{"-- usr/lib/systemd/system/aziot-edged.service --\n[Service]\nEnvironmentFile=/etc/x\n-- etc/x --\nhttps_proxy=x\n", "names an EnvironmentFile that sets a proxy"},
	{"-- etc/systemd/system/docker.service.d/10-edgeproxy.conf --\n[Service]\n", "10-edgeproxy.conf is there already, with something else"},
	{"-- etc/docker/daemon.json --\n{\"proxies\": {}}\n", "daemon.json sets proxies"},
	{"-- var/snap/azure-iot-edge/x --\n", "as a snap"},
}

func TestRefused(t *testing.T) {
	if !unix {
		return
	}
	for _, c := range refused {
		root := device(t, c.archive)
		before := tree(t, root)
		said, code := byScript(t, root, url)
		if code != 2 || !strings.Contains(said, c.want) || !strings.HasPrefix(said, "refused: ") {
			t.Errorf("%s\nexit code %d: %s; want %s", c.archive, code, said, c.want)
		}
		if got := tree(t, root); got != before {
			t.Errorf("%s\nwritten:\n%s", c.archive, got)
		}
	}
	root := device(t, understood[1])
	for _, address := range []string{
		"", "proxy:3128", "http://u:p%40ss@@h:1", "http://u:p%4@h:1", "http://u:p:p@h:1", "http://u:p$(id)@h:1", "http://u:p\"@h:1", "http://h:1 ", "http://${H}:1", "http://h:0", "socks5://h:1",
	} {
		if said, code := byScript(t, root, address); code != 2 || !strings.HasPrefix(said, "refused: ") {
			t.Errorf("%q: exit code %d: %s", address, code, said)
		}
	}
	for _, args := range [][]string{{"--docker", "x"}, {"--root"}, {"http://u:p%40ss@h:1"}, {"--root", filepath.Join(root, "no")}} {
		if said, code := byScript(t, root, url, args...); code != 2 || !strings.HasPrefix(said, "refused: ") {
			t.Errorf("%q: exit code %d: %s", args, code, said)
		}
	}
	config := filepath.Join(root, "etc/aziot/config.toml")
	if err := os.Chmod(config, 0o644); err != nil {
		t.Fatal(err)
	}
	if said, code := byScript(t, root, url); code != 2 || !strings.Contains(said, "everybody can read etc/aziot/config.toml") {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// TestCommands runs the script with other programs in the places of systemctl, iotedge
// and docker: it runs the commands of the plan.
func TestCommands(t *testing.T) {
	if !unix {
		return
	}
	bin, root := t.TempDir(), device(t, "")
	log := filepath.Join(bin, "log")
	for _, name := range []string{"systemctl", "iotedge", "docker"} {
		write(t, filepath.Join(bin, name), []byte("#!/bin/sh\necho "+name+" \"$@\" >>'"+log+"'\n"), 0o755)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if said, code := byScript(t, root, url, "--run"); code != 0 {
		t.Fatalf("exit code %d: %s", code, said)
	}
	plan, err := byEdit(t, device(t, ""), url, edit.DropIn)
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, c := range plan.Commands[:len(plan.Commands)-1] { // the last one tests the connections
		want.WriteString(strings.TrimPrefix(c.Line, "sudo ") + "\n")
	}
	if got, err := os.ReadFile(log); err != nil || string(got) != want.String() {
		t.Errorf("ran %s; want %s (%v)", got, want.String(), err)
	}
}

// TestVariable: the address may come from a variable, which the commands do not get.
func TestVariable(t *testing.T) {
	if !unix {
		return
	}
	text, _ := script.For(script.Linux)
	root := device(t, "")
	cmd := exec.Command("sh", "-c", text, "sh", "--root", root)
	cmd.Env = append(os.Environ(), "EDGEPROXY_PROXY_URL="+url)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := device(t, "")
	if _, err := byEdit(t, want, url, edit.DropIn); err != nil {
		t.Fatal(err)
	}
	if tree(t, root) != tree(t, want) {
		t.Error("other files than by standard input")
	}
}

// TestHelp: the script says how it is called, and does nothing else.
func TestHelp(t *testing.T) {
	if !unix {
		return
	}
	text, _ := script.For(script.Linux)
	file := filepath.Join(t.TempDir(), "edgeproxy-device.sh")
	write(t, file, []byte(text), 0o600)
	out, err := exec.Command("sh", file, "--help").Output()
	if err != nil || !strings.Contains(string(out), "\n  sudo sh edgeproxy-device.sh < proxy.txt") || strings.Contains(string(out), "set -eu") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestAnyConfig puts pieces of config.toml together by chance, the same ones each time:
// the script writes what package edit writes, or refuses and writes nothing.
func TestAnyConfig(t *testing.T) {
	if !unix {
		return
	}
	pieces := []string{
		"hostname = \"h\"\n", "# comment\n", "\n", "# [agent]\n# name = \"x\"\n", "# [agent.env]\n", "#   [agent.env]\n# image = \"r/azureiotedge-agent:1.4\"\n",
		"[agent]\nname = \"a\"\n", "[agent.config]\nimage = \"i\"\n", "[agent.env]\n\"A\" = \"b\"\n", "[agent.env]\n", "[provisioning]\nsource = 'dps'\n", "[connect]\n\tx=1 # y\n",
		"[[list]]\na = [1, 2]\n", "x.y = { z = 1 }\n", "UpstreamProtocol = \"AmqpWs\"\n", "https_proxy = \"x\"\n", "  indented = true\n", "k = [\n  \"[agent]\",\n]\n", "env = 1\n",
	}
	random := rand.New(rand.NewPCG(1, 2))
	understood, all := 0, 40
	if testing.Short() {
		all = 10
	}
	for range all {
		var b strings.Builder
		for range 1 + random.IntN(7) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		archive := "-- etc/aziot/config.toml --\n" + b.String()
		byS, byE := device(t, archive), device(t, archive)
		before := tree(t, byS)
		said, code := byScript(t, byS, url)
		if code != 0 {
			if got := tree(t, byS); got != before || code != 2 {
				t.Errorf("%s\nexit code %d: %s\n%s", archive, code, said, got)
			}
			continue
		}
		understood++
		if _, err := byEdit(t, byE, url, edit.DropIn); err != nil {
			t.Errorf("%s\nthe script has taken it, package edit not: %v", archive, err)
			continue
		}
		if got, want := tree(t, byS), tree(t, byE); got != want {
			t.Errorf("%s\nthe script has written:\n%s\npackage edit:\n%s", archive, got, want)
		}
	}
	if understood < all/4 {
		t.Errorf("the script has understood %d configurations of %d", understood, all)
	}
}

// TestPowerShell: what can be said without PowerShell.
func TestPowerShell(t *testing.T) {
	linux, _ := script.For(script.Linux)
	eflow, err := script.For(script.EFLOW)
	if err != nil || strings.Count(eflow, linux) != 1 || strings.Contains(linux, "\n'@") || strings.Contains(eflow, "<linux.sh>") {
		t.Errorf("the script for Linux is not within that for EFLOW: %v", err)
	}
	windows, err := script.For(script.Windows)
	if err != nil {
		t.Error(err)
	}
	for _, text := range []string{linux, eflow, windows} {
		if strings.Contains(text, "\r") || strings.ContainsFunc(text, func(r rune) bool { return r > '~' }) {
			t.Error("characters that other machines read in other ways")
		}
	}
	if _, err := script.For("mac"); err == nil {
		t.Error("mac is known")
	}
}
