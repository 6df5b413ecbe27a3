package proxy

import "testing"

// FuzzPlainHost holds the quick look at a host to the thorough one.
func FuzzPlainHost(f *testing.F) {
	for _, host := range []string{"proxy", "proxy.example.com", "a.", ".a", "a..b", "10.0.0.1", "0x7f.1", "1.2.3.a", "-", "a-1", "a_b", "[::1]", "ä", "",
		"a123456789012345678901234567890123456789012345678901234567890123", "x.a123456789012345678901234567890123456789012345678901234567890"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		if !isPlainHost(host) {
			return
		}
		if err := checkOddHost(host); err != nil {
			t.Errorf("the quick look accepts %q: %v", host, err)
		}
	})
}

// TestPlainHost: the quick look accepts the usual names, or it would be of no use.
func TestPlainHost(t *testing.T) {
	for host, want := range map[string]bool{"proxy": true, "Proxy-1.example.com": true, "1and1.example": true, "10.0.0.1": false, "a.": false} {
		if isPlainHost(host) != want {
			t.Errorf("%q: %t", host, !want)
		}
	}
}
