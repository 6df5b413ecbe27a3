package proxy

import (
	"errors"
	"strings"
	"testing"
)

func TestParseProxyURLAccepts(t *testing.T) {
	tests := []struct {
		in, scheme, host string
		port             int
		password         bool
	}{
		{"http://proxy.example.com:3128", "http", "proxy.example.com", 3128, false},
		{"http://10.0.0.1:3128", "http", "10.0.0.1", 3128, false},
		{"https://proxy:443", "https", "proxy", 443, false},
		{"HTTP://PROXY:3128", "http", "PROXY", 3128, false},
		{"http://proxy", "http", "proxy", 0, false},
		{"http://http:3128", "http", "http", 3128, false},
		{"http://http.example.com:3128/", "http", "http.example.com", 3128, false},
		{"http://proxy:", "http", "proxy", 0, false},
		{"http://proxy:/", "http", "proxy", 0, false},
		{"http://proxy:03128", "http", "proxy", 3128, false},
		{"http://proxy:65535", "http", "proxy", 65535, false},
		{"http://proxy:3128/", "http", "proxy", 3128, false},
		{"http://proxy:3128/a/b?c=d#e", "http", "proxy", 3128, false},
		{"http://proxy:3128?c", "http", "proxy", 3128, false},
		{"  http://proxy:3128 ", "http", "proxy", 3128, false},
		{"http://my_proxy:3128", "http", "my_proxy", 3128, false},
		{"http://_proxy:3128", "http", "_proxy", 3128, false},
		{"http://bücher.example:3128", "http", "bücher.example", 3128, false},
		{"http://proxy.corp.local.:3128", "http", "proxy.corp.local.", 3128, false},
		{"http://[::1]:3128", "http", "::1", 3128, false},
		{"http://[2001:db8::5]", "http", "2001:db8::5", 0, false},
		{"http://[fe80::1%25eth0]:3128/", "http", "fe80::1%25eth0", 3128, false},
		{"http://user@proxy:3128", "http", "proxy", 3128, false},
		{"http://@proxy:3128", "http", "proxy", 3128, false},
		{"http://user:@proxy:3128", "http", "proxy", 3128, false},
		{"http://:pw@proxy:3128", "http", "proxy", 3128, true},
		{"http://user:p%40ss@proxy:3128", "http", "proxy", 3128, true},
		{"http://dom%5Cuser:pass%25@proxy:3128", "http", "proxy", 3128, true},
		{"http://user:p w!$&'()*+,;=@proxy:3128", "http", "proxy", 3128, true},
		{"http://user:pässwort@[::1]:3128", "http", "::1", 3128, true},
	}
	for _, test := range tests {
		u, err := ParseURL(test.in)
		if err != nil {
			t.Errorf("ParseProxyURL(%q): %v", test.in, err)
			continue
		}
		if u.Reveal() != strings.Trim(test.in, " ") {
			t.Errorf("ParseProxyURL(%q).Reveal() = %q", test.in, u.Reveal())
		}
		if u.Scheme() != test.scheme || u.Host() != test.host || u.Port() != test.port || u.HasPassword() != test.password {
			t.Errorf("ParseProxyURL(%q): %q, %q, %d, password %t", test.in, u.Scheme(), u.Host(), u.Port(), u.HasPassword())
		}
		if u.Placeholder() || u.IsZero() {
			t.Errorf("ParseProxyURL(%q): placeholder %t, zero %t", test.in, u.Placeholder(), u.IsZero())
		}
	}
}

func TestParseProxyURLPlaceholder(t *testing.T) {
	tests := []struct {
		in, host string
		port     int
		password bool
	}{
		{"${PROXY_URL}", "", 0, false},
		{"#{PROXY_URL}#", "", 0, false},
		{"$(PROXY_URL)", "", 0, false},
		{"<proxy>", "", 0, false},
		{"{{proxy}}", "", 0, false},
		{"${SCHEME}://proxy:3128", "", 0, false},
		{"http${S}://proxy:3128", "", 0, false},
		{"http://${HOST}:3128", "${HOST}", 3128, false},
		{"http://<proxy>:3128", "<proxy>", 3128, false},
		{"http://[${IP}]:3128", "${IP}", 3128, false},
		{"http://proxy-${SITE}.example.com:3128", "proxy-${SITE}.example.com", 3128, false},
		{"http://proxy:#{PORT}#", "proxy", 0, false},
		{"http://proxy:31${X}28", "proxy", 0, false},
		{"http://user:${PW}@proxy:3128", "proxy", 3128, false},
		{"http://${USER}:#{PW1}#$(PW2)@proxy:3128", "proxy", 3128, false},
		{"http://user:secret${PW}@proxy:3128", "proxy", 3128, true},
		{"http://user:secret@${HOST}:3128", "${HOST}", 3128, true},
		{"http://${CREDENTIALS}@${HOST}:${PORT}/", "${HOST}", 0, false},
	}
	for _, test := range tests {
		u, err := ParseURL(test.in)
		if err != nil {
			t.Errorf("ParseProxyURL(%q): %v", test.in, err)
			continue
		}
		if !u.Placeholder() || u.Reveal() != test.in || u.Host() != test.host || u.Port() != test.port || u.HasPassword() != test.password {
			t.Errorf("ParseProxyURL(%q): placeholder %t, %q, %q, %d, password %t",
				test.in, u.Placeholder(), u.Reveal(), u.Host(), u.Port(), u.HasPassword())
		}
	}
}

// TestPAC: a PAC file whose host may be a proxy, too, is told, and nothing that only
// looks like one.
func TestPAC(t *testing.T) {
	for address, want := range map[string]bool{
		"http://proxy.example.com:8080/proxy.pac":    true,
		"http://proxy.example.com:80/a/WPAD.dat?x=1": true,
		"http://${PROXY}/proxy.pac":                  true, // the placeholder may hold a port
		"http://proxy.example.com:${PORT}/proxy.pac": true,
		"http://proxy.pac:3128":                      false,
		"http://wpad.dat/":                           false,
		"http://wpad:3128/pac":                       false,
		"http://proxy:3128/?f=proxy.pac":             false,
		"http://proxy:3128/#proxy.pac":               false,
		"http://proxy:3128/proxy.pac/":               false,
		"http://proxy.example.com/path":              false,
		"http://proxy.example.com:3128/${FILE}":      false,
	} {
		u, err := ParseURL(address)
		if err != nil || u.PAC() != want {
			t.Errorf("%s: %t, %v", address, u.PAC(), err)
		}
	}
}

func TestParseProxyURLRefuses(t *testing.T) {
	tests := []struct {
		in      string
		problem Problem
		says    string // in the hint or the reason
	}{
		{"", Blank, "blank"},
		{" \t\n", Blank, "blank"},
		{"\u00a0", Blank, "blank"},

		{"10.0.0.1:3128", Invalid, "write http://10.0.0.1:3128"},
		{"10.0.0.1", Invalid, "write http://10.0.0.1"},
		{"proxy.corp.local", Invalid, "write http://proxy.corp.local"},
		{"PROXY_URL", Invalid, "write http://HOST:PORT"},
		{"None", Invalid, "write http://HOST:PORT"},
		{"my_proxy:3128", Invalid, "write http://my_proxy:3128"},
		{"p:3128", Invalid, "write http://p:3128"},
		{":3128", Invalid, "the scheme is missing"},
		{"[::1]:3128", Invalid, "the scheme is missing"},
		{"<http://proxy:3128>", Invalid, "the scheme is missing"},
		{"\"http://proxy:3128\"", Invalid, "the scheme is missing"},
		{"http//proxy:3128", Invalid, "the scheme is missing"},
		{"http:/proxy:3128", Invalid, "two slashes"},
		{"https:proxy:3128", Invalid, "two slashes"},
		{`http:\\proxy:3128`, Invalid, "two slashes"},
		{"http:", Invalid, "two slashes"},
		{"http://http://proxy:3128", Useless, "the scheme stands twice"},
		{"http://HTTPS://proxy:3128", Useless, "the scheme stands twice"},
		{"https://http//proxy:3128", Useless, "the scheme stands twice"},
		{"http://http://user:secret@proxy:3128", Useless, "the scheme stands twice"},
		{"http://http://${PROXY}", Useless, "the scheme stands twice"},
		{"http://wpad/wpad.dat", Useless, "a PAC file"},
		{"https://user:secret@wpad.example.com/WPAD.DAT?x#y", Useless, "a PAC file"},
		{"http://${USER}:pw@proxy/site-a/proxy.pac", Useless, "a PAC file"},
		{"http://", Invalid, "the host is missing"},
		{"http:///proxy:3128", Invalid, "the host is missing"},
		{"http://:3128", Invalid, "the host is missing"},
		{"http://user:pw@", Invalid, "the host is missing"},
		{"http://user:pw@:3128", Invalid, "the host is missing"},
		{"http://proxy:port", Invalid, "not a number"},
		{"http://proxy:+80", Invalid, "not a number"},
		{"http://proxy: 3128", Invalid, "not a number"},
		{"http://proxy:3128 /", Invalid, "not a number"},
		{`http://proxy:3128\`, Invalid, "not a number"},
		{"http://user:secret", Invalid, "not a number"},
		{"http://proxy:65536", Invalid, "above 65535"},
		{"http://proxy:99999999999999999999", Invalid, "above 65535"},
		{"http://pro xy:3128", Invalid, "a blank in the host"},
		{"http://proxy :3128", Invalid, "a blank in the host"},
		{"http://pro%78y:3128", Invalid, "a character in the host"},
		{`http://dom\user`, Invalid, "a character in the host"},
		{"http://proxy..example.com:3128", Invalid, "a dot too many"},
		{"http://.proxy:3128", Invalid, "a dot too many"},
		{"http://fe80::1:3128", Invalid, "http://[ADDRESS]:PORT"},
		{"http://[::1:3128", Invalid, "']'"},
		{"http://[[::1]:3128", Invalid, "not an IPv6 address"},
		{"http://[10.0.0.1]:3128", Invalid, "not an IPv6 address"},
		{"http://[]:3128", Invalid, "not an IPv6 address"},
		{"http://[::1]3128", Invalid, "more than a port"},
		{"http://proxy:3128\n", Invalid, "control character"},
		{"http://pro\x00xy:3128", Invalid, "control character"},
		{"http://user:p\tw@proxy:3128", Invalid, "control character"},
		{"http://pro\xffxy:3128", Invalid, "UTF-8"},

		{"proxy:3128", Useless, "write http://proxy:3128"},
		{"proxy.corp.local:3128", Useless, "write http://proxy.corp.local:3128"},
		{"localhost:3128", Useless, "write http://localhost:3128"},
		{"//proxy:3128", Invalid, "write http://proxy:3128"},
		{"/proxy:3128", Useless, "write http://proxy:3128"},
		{"user:secret@proxy:3128", Useless, "write http://HOST:PORT"},
		{"http://010.0.0.1:3128", Ambiguous, "connect to 8.0.0.1"},
		{"http://10.0.0.09:3128", Ambiguous, "without a 0 in front"},
		{"http://proxy:0", Useless, "the port is 0"},
		{"http://pro\u00adxy:3128", Useless, "invisible"},
		{"http://10.0.0.256:3128", Useless, "no IP address"},
		{"http://10.0.0.1.2:3128", Useless, "no IP address"},
		{"http://" + strings.Repeat("a", 64) + ":3128", Useless, "63"},

		{"socks5://proxy:1080", BadScheme, "HTTP proxy only"},
		{"SOCKS://user:pw@proxy:1080", BadScheme, "HTTP proxy only"},
		{"ftp://proxy", BadScheme, "HTTP proxy only"},
		{"htttp://proxy:3128", BadScheme, "HTTP proxy only"},
		{"file:///proxy", BadScheme, "HTTP proxy only"},

		{"http://user:p:ss@proxy:3128", BadCredentials, "write ':' as %3A"},
		{"http://user:p@ss@proxy:3128", BadCredentials, "write '@' as %40"},
		{"http://user:p/ss@proxy:3128", BadCredentials, "write '/' as %2F"},
		{"http://user:p#ss@proxy:3128", BadCredentials, "write '#' as %23"},
		{"http://user:p?ss@proxy:3128", BadCredentials, "write '?' as %3F"},
		{`http://user:p\ss@proxy:3128`, BadCredentials, `write '\' as %5C`},
		{`http://dom\user:pw@proxy:3128`, BadCredentials, `write '\' as %5C`},
		{"http://user:100%@proxy:3128", BadCredentials, "write '%' as %25"},
		{"http://user:50%of@proxy:3128", BadCredentials, "write '%' as %25"},
		{"http://us%er:pw@proxy:3128", BadCredentials, "write '%' as %25"},
		{"http://user:a@b:c%@proxy:3128", BadCredentials, "write '@' as %40, ':' as %3A, '%' as %25"},
		{"http://user:pw@proxy:3128@", BadCredentials, "write '@' as %40"},

		{"http://${HOST}:port", Invalid, "not a number"},
		{"http://${USER}:a:b@proxy:3128", BadCredentials, "write ':' as %3A"},
		{"http://pro xy:${PORT}", Invalid, "a blank in the host"},
		{"socks5://${HOST}:1080", BadScheme, "HTTP proxy only"},
		{"${A:-http://user:pw@proxy:3128}", Invalid, "the scheme is missing"},
	}
	for _, test := range tests {
		u, err := ParseURL(test.in)
		var e *URLError
		if !errors.As(err, &e) {
			t.Errorf("ParseProxyURL(%q) = %v, %v", test.in, u, err)
			continue
		}
		if e.Problem != test.problem || !strings.Contains(e.Reason+": "+e.Hint, test.says) {
			t.Errorf("ParseProxyURL(%q): problem %d, %q, want %d, %q", test.in, e.Problem, e, test.problem, test.says)
		}
		if !u.IsZero() {
			t.Errorf("ParseProxyURL(%q) gives an address besides the error", test.in)
		}
		if got, want := e.Error(), "proxy URL: "+e.Reason+": "+e.Hint; got != want {
			t.Errorf("ParseProxyURL(%q): %q, want %q", test.in, got, want)
		}
	}
}

func TestProxyURLLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost": true, "localhost.": true, "loopback": true, "proxy.localhost": true,
		"127.0.0.1": true, "127.1": true, "127.255.255.254": true, "0.0.0.0": true,
		"0": true, "2130706433": true, "0x7f.1": true, "0X7F000001": true, "0177.0.0.1": true, "127.65535": true,
		"3232235777": false, "0x0a.1": false, "1_27.0.0.1": false, "0b1111111.1": false, "0x": false,
		"[::1]": true, "[0:0:0:0:0:0:0:1]": true, "[::]": true, "[::ffff:127.0.0.1]": true,
		"proxy": false, "10.127.0.1": false, "127.example.com": false, "localhost.example.com": false,
		"notlocalhost": false, "[2001:db8::1]": false, "${HOST}": false,
	} {
		u, err := ParseURL("http://" + host + ":3128")
		if err != nil || u.Loopback() != want {
			t.Errorf("host %s: loopback %t, want %t (%v)", host, u.Loopback(), want, err)
		}
	}
	if (URL{}).Loopback() {
		t.Error("the zero value is a loopback address")
	}
}

func TestProxyURLEqual(t *testing.T) {
	parse := func(s string) URL {
		u, err := ParseURL(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	address := strings.Clone("http://user:pw1@proxy:3128")
	if parse(address) != parse(strings.Clone(address)) {
		t.Error("the same text gives different values")
	}
	if parse(address) == parse("http://user:pw2@proxy:3128") {
		t.Error("another password gives an equal value")
	}
}

func TestProxyURLZero(t *testing.T) {
	var u URL
	if !u.IsZero() || u.Reveal() != "" || u.String() != "" || u.Port() != 0 {
		t.Errorf("zero value: %q, %q", u.Reveal(), u)
	}
}
