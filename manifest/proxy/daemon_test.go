package proxy_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// TestCheckDaemon: what the crates of the daemons take and refuse, as measured.
func TestCheckDaemon(t *testing.T) {
	for _, value := range []string{
		"http://proxy.example.com:3128", "https://proxy.example.com:3128", "http://proxy.example.com", "HTTP://proxy:3128/",
		"http://user:p%40ss@proxy:3128", "http://user:p:w@proxy:3128", "http://user:p@w@proxy:3128", "http://user:p%w@proxy:3128", "http://user@proxy:3128",
		"http://10.0.0.4:3128", "http://[fd00::1]:3128", "http://localhost:3128",
	} {
		if err := proxy.CheckDaemon(value); err != nil {
			t.Errorf("%s is refused: %v", value, err)
		}
	}
	for _, value := range []string{
		"", " http://proxy:3128", "http://proxy:3128\n", "http://user:geheim x@proxy:3128", "proxy:3128", "10.0.0.4:3128", "//proxy:3128", "proxy/geheim",
		`http:\\proxy:3128`, "http://pröxy:3128", "http://${PROXY}:3128", "http://proxy:99999", "http://user:geheim#w@proxy:3128", "http://user:geheim/w@proxy:3128", "http://", "http://:3128", "http://http://proxy:3128",
	} {
		err := proxy.CheckDaemon(value)
		if err == nil {
			t.Errorf("%q is taken", value)
		} else if strings.Contains(err.Error(), "geheim") {
			t.Errorf("%q: the error shows the password: %v", value, err)
		}
	}
}
