package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestProbe: the program that edgeproxy starts gets the proxy with its password, the
// authorities and the hosts, and edgeproxy tells what came of it.
func TestProbe(t *testing.T) {
	asked := make(chan string, 10)
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host + " " + r.Header.Get("Proxy-Authorization")
		w.WriteHeader(http.StatusForbidden)
	}))
	defer refusing.Close()
	tool := newTool(t, t.TempDir())
	writeText(t, tool.dir+"/a.json", `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.thermo": {"settings": {"image": "registry.example.com/thermo:1"}}}}}`)
	writeText(t, tool.dir+"/ca.pem", "-----BEGIN NOTHING-----\n")
	address := strings.Replace(refusing.URL, "http://", "http://plant:p%40ss@", 1)
	got := tool.run(t, "probe", "--proxy-url", address, "--hub", "plant-a", "--jobs", "1", "a.json")
	if got.code != exitFindings || strings.Count(got.stdout, "refused by the proxy (403)") != 5 {
		t.Errorf("exit code %d: %s%s", got.code, got.stdout, got.stderr)
	}
	if strings.Contains(got.stdout+got.stderr, "p%40ss") {
		t.Error("the password is printed")
	}
	for want := range strings.FieldsSeq("aka.ms packages.microsoft.com plant-a.azure-devices.net raw.githubusercontent.com registry.example.com") {
		if want, is := "CONNECT "+want+":443 Basic cGxhbnQ6cEBzcw==", <-asked; is != want {
			t.Errorf("the proxy was asked for %q, want %q", is, want)
		}
	}
	got = tool.run(t, "probe", "--proxy-url", address, "--ca", "ca.pem", "a.json")
	if want := "edgeproxy: --ca ca.pem: no certificate in it: expected PEM, with -----BEGIN CERTIFICATE-----\n"; got.code != exitFailure || got.stderr != want {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
}

// TestProbeAlone: without the other program the error says how to get it, and all other
// commands work.
func TestProbeAlone(t *testing.T) {
	tool := builtTool(t, t.TempDir())
	tool.env = []string{"PATH=" + t.TempDir()}
	writeText(t, tool.dir+"/a.json", fixture(t, "behind.json"))
	got := tool.run(t, "probe", "--direct", "a.json")
	if got.code != exitFailure || !strings.Contains(got.stderr, `"go install github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/..." makes both`) {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
	if got := tool.run(t, "lint", "a.json"); got.code != exitOK {
		t.Errorf("lint: exit code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}
