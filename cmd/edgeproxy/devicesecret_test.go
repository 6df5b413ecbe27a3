package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// deviceRoots are the names of the devices of deviceFiles.
var deviceRoots = strings.Split("abcdefghiklm", "")

// deviceFiles are files of devices with a value wherever a device may hold one: the
// readable ones, each by itself, then many places at once.
func deviceFiles(value string) map[string]string {
	literal := "'" + value + "'"
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == '\'' }) {
		literal = jsonString(value)
	}
	quoted := jsonString(value)
	return map[string]string{
		"a/etc/aziot/config.toml":                                          "x = " + literal + "\n[agent.env]\nhttps_proxy = " + literal + "\nUpstreamProtocol = " + literal + "\n",
		"b/etc/aziot/config.toml":                                          "x = { https_proxy = " + literal + " }\n",
		"c/etc/aziot/config.toml":                                          "https_proxy = " + value + "\n",
		"d/etc/aziot/config.toml":                                          "[agent.config]\ncreateOptions = { Env = [" + jsonString("https_proxy="+value) + "] }\n",
		"e/etc/systemd/system/aziot-edged.service.d/override.conf":         "[Service]\nEnvironment=https_proxy=" + value + " \"HTTPS_PROXY=" + value + "\"\n",
		"f/run/systemd/system/aziot-edged.service.d/override.conf":         "[Service]\nEnvironment=\"https_proxy=" + value + "\"\n",
		"g/etc/systemd/system/docker.service.d/http-proxy.conf":            "[Unit]\nEnvironment=https_proxy=" + value + "\n[Service]\nEnvironment=https_proxy=\"" + value + "\n",
		"h/etc/docker/daemon.json":                                         `{"proxies": {"https-proxy": ` + quoted + "}}",
		"i/etc/apt/apt.conf.d/10proxy":                                     "Acquire::http::Proxy \"" + value + "\";\n",
		"k/etc/systemd/system/aziot-identityd.service.d/10-edgeproxy.conf": "[Service]\nEnvironment=https_proxy=" + value + "\n",

		"l/etc/aziot/config.toml":                               "parent_hostname = " + quoted + "\ntrust_bundle_cert = " + quoted + "\n[agent]\nname = " + quoted + "\n[agent.config]\nimage = " + quoted + "\n[agent.env]\n" + quoted + " = " + quoted + "\n[provisioning]\nconnection_string = " + quoted + "\n",
		"l/etc/aziot/edged/config.d/00-super.toml":              "[agent.env]\nhttps_proxy = " + quoted + "\n",
		"l/etc/systemd/system/aziot-identityd.service.d/o.conf": "[Service]\nPassEnvironment=" + value + "\nEnvironmentFile=" + value + "\nEnvironmentFile=/etc/default/x\nEnvironment=" + value + "\n",
		"l/etc/default/x":                                       "https_proxy=" + value + "\nexport HTTPS_PROXY=\"" + value + "\n" + value + "\n",
		"l/etc/systemd/system/aziot-edged.service.d/o.conf":     "[Service]\n" + value + "\n[" + value + "]\nEnvironment=export https_proxy=" + value + "\n",
		"l/etc/systemd/system/aziot-edge.service.d/o.conf":      "[Service]\nEnvironment=https_proxy=" + value + "\n",
		"l/etc/systemd/system/docker.service":                   "[Service]\nUnsetEnvironment=" + value + "\nExecStart=/usr/bin/dockerd --https-proxy " + value + "\n",
		"l/etc/systemd/system.conf":                             "[Manager]\nDefaultEnvironment=https_proxy=" + value + " \"HTTPS_PROXY=" + value + "\"\n",
		"l/etc/environment":                                     "https_proxy=" + value + "\n",
		"l/root/.docker/config.json":                            `{"proxies": {"default": {"httpsProxy": ` + quoted + "}}}",
		"l/etc/apt/apt.conf":                                    "Acquire { http { Proxy \"" + value + "\"; }; https::proxy \"" + value + "\"; http::Proxy::" + value + " \"DIRECT\"; };\n",

		"m/etc/aziot/config.toml":           "[agent.env]\n" + quoted + " = 1\n" + quoted + " = 2\n",
		"m/etc/aziot/edged/config.toml":     "[" + value + "]\n[" + quoted + "]\n[" + quoted + "]\n",
		"m/etc/aziot/edged/config.d/a.toml": "[agent.env]\nno_proxy = " + quoted + "\n https_proxy = " + value + "\n",
		"m/etc/docker/daemon.json":          `{"proxies": {` + quoted + ": [" + quoted + `]}, "https-proxy": ` + value + "}",
		"m/etc/apt/apt.conf":                "Acquire { http::" + value + " { Proxy " + value + " }\n#clear " + value + "\n",
	}
}

// deviceRuns are the commands that read a device, and those that would write it.
func deviceRuns(root string) [][]string {
	write := []string{"device", "write", "--root", root}
	return [][]string{
		{"device", "check", "--root", root}, {"device", "check", "--root", root, "--format", "json", "bare.json"},
		{"show", "--device", root, "bare.json"}, {"show", "--device", root, "--format", "json", "bare.json"},
		append(write, "--apt", "--diff", proxyArg), append(write, "--diff", "--docker", "daemon.json", proxyArg), append(write, "--remove", "--diff"),
	}
}

// TestSecretInDevice puts each address wherever a device may hold one: no command shows
// a password, whether it edits the files or refuses them.
func TestSecretInDevice(t *testing.T) {
	for _, url := range secretURLs {
		t.Chdir(t.TempDir())
		writeText(t, "bare.json", fixture(t, "bare.json"))
		for name, text := range deviceFiles(url) {
			writeText(t, name, text)
		}
		var runs [][]string
		for _, root := range deviceRoots {
			write := []string{"device", "write", "--root", root}
			runs = slices.Concat(runs, deviceRuns(root), [][]string{append(write, "--check", "--proxy-url", url),
				append(write, "--diff", "--proxy-url", url, "--docker", "daemon.json"), append(write, "--proxy-url", url), append(write, "--remove")})
		}
		checkSecret(t, "", nil, runs)
	}
}

// TestHostileDevice: nothing of a device gives orders to a terminal or to the log of a CI
// system.
func TestHostileDevice(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "bare.json", fixture(t, "bare.json"))
	for _, value := range []string{evil, strings.ReplaceAll(evil, "\n", " "), "##vso[task.complete]", "::error::x"} {
		for name, text := range deviceFiles(value) {
			writeText(t, name, text)
		}
		for _, root := range deviceRoots {
			for _, args := range deviceRuns(root) {
				out := runHere("", nil, args...)
				what := fmt.Sprintf("%.20q in %q", value, args)
				checkHarmless(t, what+" stdout", out.stdout, "")
				checkHarmless(t, what+" stderr", out.stderr, "")
				if out.stdout+out.stderr == "" {
					t.Errorf("%s prints nothing", what)
				}
			}
		}
	}
}
