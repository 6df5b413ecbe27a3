//go:build linux || darwin

package project_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

const (
	oldProxy   = "http://old.example.com:3128"
	newProxy   = "http://new.example.com:3128"
	deviceEnv  = "[agent.env]\nhttps_proxy = \"" + oldProxy + "\"\n"
	deviceUnit = "[Service]\nEnvironment=\"https_proxy=" + oldProxy + "\"\n"
)

// TestDeviceLinks: links below the root are followed and stay; those that lead out, or
// to nothing, are refused, and so is what is no file. Then nothing is written anywhere.
func TestDeviceLinks(t *testing.T) {
	const (
		config   = "root/etc/aziot/config.toml"
		identity = "root/etc/systemd/system/aziot-identityd.service.d"
		edged    = "root/etc/systemd/system/aziot-edged.service.d"
	)
	for _, test := range []struct {
		name    string
		files   map[string]string // links are "-> TARGET", pipes are "|", folders end with "/"
		written []string          // files that get the new proxy
		refused string
	}{
		{"link to a file", map[string]string{config: "-> ../../data/c.toml", "root/data/c.toml": deviceEnv}, []string{"root/data/c.toml", identity + "/10-edgeproxy.conf"}, ""},
		{"absolute link to a file", map[string]string{config: "-> /data/c.toml", "root/data/c.toml": deviceEnv}, []string{"root/data/c.toml"}, ""},
		{"absolute link to a folder", map[string]string{"root/etc/aziot": "-> /data", "root/data/config.toml": deviceEnv}, []string{"root/data/config.toml"}, ""},
		{"new files behind a link", map[string]string{config: deviceEnv, "root/etc/systemd": "-> /d", "root/d/": ""}, []string{config, "root/d/system/aziot-edged.service.d/10-edgeproxy.conf"}, ""},
		{"two links to one file", map[string]string{config: deviceEnv, "root/p": deviceUnit, identity + "/p.conf": "-> /p", edged + "/p.conf": "-> /p"}, []string{"root/p"}, ""},
		{"two links to one file that gets a line", map[string]string{config: deviceEnv, "root/p": "[Service]\n", identity + "/10-edgeproxy.conf": "-> /p", edged + "/10-edgeproxy.conf": "-> /p"}, []string{"root/p"}, ""},
		{"revision of a snap", map[string]string{config: deviceEnv, "root/var/snap/docker/current": "-> 123", "root/var/snap/docker/123/config/daemon.json": `{"proxies":{"https-proxy":"` + oldProxy + `"}}`}, []string{"root/var/snap/docker/123/config/daemon.json"}, ""},
		{"a file of a package behind a link", map[string]string{config: deviceEnv, "root/usr/lib/p.conf": deviceUnit, identity + "/p.conf": "-> /usr/lib/p.conf"}, nil, "aziot-identityd reads this one"},
		{"out of the root", map[string]string{config: "-> ../../../out/c.toml", "out/c.toml": deviceEnv}, nil, "leads out of the folder"},
		{"folder out of the root", map[string]string{config: deviceEnv, "root/etc/systemd": "-> ../../out", "out/": ""}, nil, "leads out of the folder"},
		{"dangling", map[string]string{config: "-> nosuch"}, nil, "leads to nothing"},
		{"dangling folder", map[string]string{config: deviceEnv, "root/etc/systemd": "-> nosuch"}, nil, "leads to nothing"},
		{"folder of drop-ins", map[string]string{config: deviceEnv, "root/d/": "", identity: "-> /d"}, nil, "systemd passes over it"},
		{"loop", map[string]string{config: "-> config.toml"}, nil, "too many links"},
		{"mask", map[string]string{config: "-> /dev/null"}, nil, "/dev/null"},
		{"pipe", map[string]string{config: "|"}, nil, "no regular file"},
		{"folder in the place of a file", map[string]string{config: deviceEnv, identity + "/10-edgeproxy.conf/": ""}, nil, "no regular file"},
		{"file in the place of a folder", map[string]string{config: deviceEnv, identity: ""}, nil, "not a directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range test.files {
				layOut(t, filepath.Join(dir, name), content, strings.HasSuffix(name, "/"))
			}
			before := listing(t, dir)
			err := setProxy(t, filepath.Join(dir, "root"))
			after := listing(t, dir)
			if test.refused != "" {
				expectError(t, err, test.refused)
				if before != after {
					t.Errorf("before:\n%s\nafter:\n%s", before, after)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range test.written {
				if text := readText(t, filepath.Join(dir, name)); strings.Count(text, "https_proxy") > 1 || !strings.Contains(text, newProxy) {
					t.Errorf("%s:\n%s", name, text)
				}
			}
			for name, content := range test.files {
				if target, isLink := strings.CutPrefix(content, "-> "); isLink {
					if got, err := os.Readlink(filepath.Join(dir, name)); got != target {
						t.Errorf("%s is no longer a link to %s: %v", name, target, err)
					}
				}
			}
			if strings.Contains(after, oldProxy) {
				t.Errorf("somewhere the old proxy is left:\n%s", after)
			}
		})
	}
}

// setProxy writes the new proxy into a device.
func setProxy(t *testing.T, folder string) error {
	t.Helper()
	root, err := project.OpenDeviceRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	plan, err := root.Set(edit.Settings{Proxy: proxyURL(t, newProxy)})
	if err != nil {
		return err
	}
	_, err = root.Write(context.Background(), plan)
	return err
}

// TestPipeForFolder: a pipe in the place of a folder is refused, not waited for.
func TestPipeForFolder(t *testing.T) {
	for _, folder := range []string{"etc/apt/apt.conf.d", "etc/systemd/system", "etc/systemd/system/docker.service.d", "etc/aziot/edged/config.d"} {
		root := t.TempDir()
		layOut(t, filepath.Join(root, "etc/aziot/config.toml"), "hostname = \"h\"\n", false)
		layOut(t, filepath.Join(root, folder), "|", false)
		_, err := project.DeviceAt(root)
		if err == nil || !strings.Contains(err.Error(), folder+": not a directory") {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

// layOut makes a file, a link, a pipe or a folder.
func layOut(t *testing.T, path, content string, folder bool) {
	t.Helper()
	var err error
	if err = os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	target, isLink := strings.CutPrefix(content, "-> ")
	switch {
	case folder:
		err = os.MkdirAll(path, 0o755)
	case isLink:
		err = os.Symlink(target, path)
	case content == "|":
		err = syscall.Mkfifo(path, 0o600)
	default:
		err = os.WriteFile(path, []byte(content), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// listing is all that is in a folder, and what regular files hold.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		b.WriteString(path + " " + e.Type().String() + "\n")
		if e.Type().IsRegular() {
			b.WriteString(readText(t, path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDeviceLock: of two processes that write to one device, one is refused, until the
// other has ended.
func TestDeviceLock(t *testing.T) {
	dir := t.TempDir()
	open := func() project.DeviceRoot {
		root, err := project.OpenDeviceRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { root.Close() })
		return root
	}
	unlock, err := open().Lock()
	if err != nil {
		t.Fatal(err)
	}
	_, err = open().Lock()
	expectError(t, err, "another \"edgeproxy device write\", or the script that \"device script\" prints, is at work there: run the command again when it has ended")
	unlock()
	if unlock, err = open().Lock(); err != nil {
		t.Fatal(err)
	}
	unlock()
}
