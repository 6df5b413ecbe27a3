package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestProxyKeyMisspelt: which keys of env are taken for a slip in https_proxy, and how the
// message shows those that look right.
func TestProxyKeyMisspelt(t *testing.T) {
	for _, c := range []struct {
		key  string
		says string // in the message of EP107; "" if EP101 speaks of it
	}{
		{"https_proxi", `"https_proxi"`},
		{"htps_proxy", `"htps_proxy"`},
		{"https_prxoy", `"https_prxoy"`},
		{"HTTPS-PROXY", `"HTTPS-PROXY"`},
		{"http_proxy", `"http_proxy"`},
		{"\u200bhttps_proxy", `"\u200bhttps_proxy"`},
		{"https\u00ad_proxy", `"https\u00ad_proxy"`},
		{"https_prox\u0443", `"https_prox\u0443"`},
		{"\uff48ttps_proxy", `"\uff48ttps_proxy"`},
		{"https_proxies", ""},
		{"proxy", ""},
		{"all_proxy", ""},
	} {
		src := removedEnv(fmt.Sprintf("%q", c.key) + `: {"value": "http://p:1"}`)
		var got []string
		for _, f := range lint.Source([]byte(src), lint.Options{}) {
			if f.Rule == "EP101" || f.Rule == "EP107" {
				got = append(got, f.Rule+" "+f.Message)
			}
		}
		want := "EP107 edgeAgent has " + c.says
		if c.says == "" {
			want = "EP101 "
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%+q: %q, want %q", c.key, got, want)
		}
	}
}
