package main

import (
	"strings"
	"testing"
)

// TestSecretInDevice puts each address wherever a device may hold one: device write
// shows no password, whether it edits the files or refuses them.
func TestSecretInDevice(t *testing.T) {
	for _, url := range secretURLs {
		t.Chdir(t.TempDir())
		literal := "'" + url + "'"
		if strings.ContainsAny(url, "\x01'") {
			literal = jsonString(url)
		}
		for name, text := range map[string]string{
			"a/etc/aziot/config.toml":                                          "x = " + literal + "\n[agent.env]\nhttps_proxy = " + literal + "\n",
			"b/etc/aziot/config.toml":                                          "x = { https_proxy = " + literal + " }\n",
			"c/etc/aziot/config.toml":                                          "https_proxy = " + url + "\n",
			"d/etc/aziot/config.toml":                                          "[agent.config]\ncreateOptions = { Env = [" + jsonString("https_proxy="+url) + "] }\n",
			"e/etc/systemd/system/aziot-edged.service.d/override.conf":         "[Service]\nEnvironment=https_proxy=" + url + " \"HTTPS_PROXY=" + url + "\"\n",
			"f/run/systemd/system/aziot-edged.service.d/override.conf":         "[Service]\nEnvironment=\"https_proxy=" + url + "\"\n",
			"g/etc/systemd/system/docker.service.d/http-proxy.conf":            "[Unit]\nEnvironment=https_proxy=" + url + "\n[Service]\nEnvironment=https_proxy=\"" + url + "\n",
			"h/etc/docker/daemon.json":                                         `{"proxies": {"https-proxy": ` + jsonString(url) + "}}",
			"i/etc/apt/apt.conf.d/10proxy":                                     "Acquire::http::Proxy \"" + url + "\";\n",
			"k/etc/systemd/system/aziot-identityd.service.d/10-edgeproxy.conf": "[Service]\nEnvironment=https_proxy=" + url + "\n",
		} {
			writeText(t, name, text)
		}
		var runs [][]string
		for _, root := range strings.Split("abcdefghik", "") {
			write := []string{"device", "write", "--root", root}
			runs = append(runs, append(write, "--apt", "--diff", proxyArg), append(write, "--remove", "--diff"), append(write, "--check", "--proxy-url", url),
				append(write, "--diff", "--proxy-url", url, "--docker", "daemon.json"), append(write, "--proxy-url", url), append(write, "--remove"))
		}
		checkSecret(t, "", nil, runs)
	}
}
