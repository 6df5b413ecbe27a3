package manifest_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestWithUser: whatever stands in name and password, the address is valid and
// decodes to them, and neither is in an error.
func TestWithUser(t *testing.T) {
	for _, password := range []string{"p@ss", "a:b", "100%", "%41", `dom\user`, "${PW}", "#{PW}#", "pä🔑", " blank ", "/?#[]&=+", "\xff"} {
		u, err := proxyURL(t, "http://proxy.example.com:3128").WithUser(`corp\edge`, password)
		if err != nil {
			t.Errorf("%q: %v", password, err)
			continue
		}
		if u.Placeholder() || u.Host() != "proxy.example.com" || u.Port() != 3128 || !u.HasPassword() {
			t.Errorf("%q: host %q, port %d, placeholder %v", password, u.Host(), u.Port(), u.Placeholder())
		}
		parsed, err := url.Parse(u.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := parsed.User.Password(); got != password || parsed.User.Username() != `corp\edge` {
			t.Errorf("%q: decodes to %q", password, got)
		}
		if text := fmt.Sprint(u); strings.Contains(text, manifest.EncodeUser(password)) {
			t.Errorf("printed as %s", text)
		}
	}
	for _, tt := range []struct{ address, name, want string }{
		{"http://other:hunter3@proxy:1", "edge", "has a user already"},
		{"${PROXY_URL}", "edge", "no user can be put into it"},
		{"http://proxy:1", "", "the name of the user is empty"},
	} {
		u, err := proxyURL(t, tt.address).WithUser(tt.name, "hunter2")
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hunter") || !u.IsZero() {
			t.Errorf("%s: %v, expected %q", tt.address, err, tt.want)
		}
	}
}
