package dial

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// host is the endpoint of the tests; ok answers its requests.
var host = endpoints.Endpoint{Host: "registry.example.com", Port: 443}

func ok(http.ResponseWriter, *http.Request) {}

// TestThroughProxy goes the whole way to a registry and to IoT Hub.
func TestThroughProxy(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	web := serve(t, a.server(t, nil, "registry.example.com"), ok)
	iot := serve(t, a.server(t, nil, "plant-a.azure-devices.net"), hub)
	noUpgrade := serve(t, a.server(t, nil, "plant-b.azure-devices.net"), ok)
	p := serve(t, nil, tunnelTo(map[string]string{
		"registry.example.com:443": web, "other.example.com:443": web,
		"plant-a.azure-devices.net:443": iot, "plant-b.azure-devices.net:443": noUpgrade,
		"westus.data.mcr.microsoft.com:443": serve(t, a.server(t, nil, "*.data.mcr.microsoft.com"), ok),
	}))
	o := Options{Proxy: address(t, "http://"+p), Roots: a.pool()}
	for _, test := range []struct {
		endpoint endpoints.Endpoint
		outcome  probe.Outcome
		text     string
	}{
		{host, probe.Reached, "reached"},
		{endpoints.Endpoint{Host: "plant-a.azure-devices.net", Port: 443, WebSocket: true}, probe.Reached, "reached, WebSocket included"},
		{endpoints.Endpoint{Host: "plant-b.azure-devices.net", Port: 443, WebSocket: true}, probe.NoWebSocket, "no WebSocket: the answer to the upgrade is 200: expected 101"},
		{endpoints.Endpoint{Host: "other.example.com", Port: 443}, probe.BadCertificate, "the certificate is for another name"},
		{endpoints.Endpoint{Host: "denied.example.com", Port: 443}, probe.Refused, "refused by the proxy (403)"},
		{endpoints.Endpoint{Host: "*.data.mcr.microsoft.com", Port: 443}, probe.Reached, "reached, tried by westus.data.mcr.microsoft.com"},
		{endpoints.Endpoint{Host: "*.azure-devices.net", Port: 443, WebSocket: true}, probe.NotTried, "not tried: a pattern of which no name is known"},
	} {
		r := probeOne(t, test.endpoint, o)
		if r.Outcome != test.outcome || r.Text() != test.text {
			t.Errorf("%s: %v: %s; want %v: %s", test.endpoint.Host, r.Outcome, r.Text(), test.outcome, test.text)
		}
		if r.Failed() != (test.outcome != probe.Reached && test.outcome != probe.NotTried) || !reflect.DeepEqual(r.Endpoint, test.endpoint) {
			t.Errorf("%s: %+v", test.endpoint.Host, r)
		}
	}
}

// TestInspectingProxy: the certificate is by an authority that nobody knows, whose
// name is hostile.
func TestInspectingProxy(t *testing.T) {
	a := newAuthority(t, "Inspector\x1b[31m\n##vso[task.complete]\""+strings.Repeat("x", 500))
	p := serve(t, nil, tunnelTo(map[string]string{"registry.example.com:443": serve(t, a.server(t, nil, "registry.example.com"), ok)}))
	r := probeOne(t, host, Options{Proxy: address(t, "http://"+p), Roots: x509.NewCertPool()})
	if r.Outcome != probe.UnknownAuthority || !strings.Contains(r.Issuer, "Inspector") || len(r.Issuer) > 300 {
		t.Errorf("got %v, issuer %q", r.Outcome, r.Issuer)
	}
	if text := r.Text(); strings.ContainsAny(text, "\x1b\n") || !strings.HasPrefix(text, `certificate by an authority that is not known here: issuer "CN=Inspector`) {
		t.Errorf("text: %q", text)
	}
}

// TestCertificates are what else can be wrong with one.
func TestCertificates(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	for want, change := range map[string]func(*x509.Certificate){
		"the certificate has expired, or it is not valid yet by the clock of this machine": func(c *x509.Certificate) { c.NotAfter = c.NotBefore.Add(time.Hour) },
		"the certificate is for another name":                                              func(c *x509.Certificate) { c.DNSNames = []string{"x\ny.example.com"} },
		"the certificate is not valid for a server":                                        func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} },
	} {
		p := serve(t, nil, tunnelTo(map[string]string{"registry.example.com:443": serve(t, a.server(t, change, "registry.example.com"), ok)}))
		r := probeOne(t, host, Options{Proxy: address(t, "http://"+p), Roots: a.pool()})
		if r.Outcome != probe.BadCertificate || r.Text() != want {
			t.Errorf("got %v: %s; want %s", r.Outcome, r.Text(), want)
		}
	}
}

// TestCredentials: the proxy gets the user and the password decoded, and each way to
// ask for them is told.
func TestCredentials(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	tunnel := tunnelTo(map[string]string{"registry.example.com:443": serve(t, a.server(t, nil, "registry.example.com"), ok)})
	p := serve(t, nil, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") == "Basic "+base64.StdEncoding.EncodeToString([]byte("us:er:p@ss")) {
			tunnel(w, r)
			return
		}
		for _, way := range []string{"Negotiate", "NTLM", "Basic realm=\"x\"", "Bad/way x", strings.Repeat("L", 100)} {
			w.Header().Add("Proxy-Authenticate", way)
		}
		w.WriteHeader(http.StatusProxyAuthRequired)
	})
	for url, want := range map[string]string{
		"http://us%3Aer:p%40ss@" + p: "reached",
		"http://" + p:                "the proxy asks for credentials (407): it offers Negotiate, NTLM, Basic",
		"http://user:p%40ssx@" + p:   "the proxy does not accept the credentials (407): it offers Negotiate, NTLM, Basic",
		"http://user@" + p:           "the proxy does not accept the credentials (407): it offers Negotiate, NTLM, Basic",
	} {
		if r := probeOne(t, host, Options{Proxy: address(t, url), Roots: a.pool()}); r.Text() != want {
			t.Errorf("got %s; want %s", r.Text(), want)
		}
	}
}

// TestOffers: a proxy that does not offer Basic lets no device sign in, with a password or
// without.
func TestOffers(t *testing.T) {
	for _, test := range []struct {
		fields []string
		want   probe.Outcome // with a password; without one it is NeedsCredentials in the place of BadCredentials
		offers string
	}{
		{[]string{"Negotiate", "NTLM"}, probe.NoBasic, "Negotiate NTLM"},
		{[]string{`Digest realm="a, Basic", nonce="\", Basic x"`}, probe.NoBasic, "Digest"},
		{[]string{`Negotiate, NTLM,basic realm="x"`}, probe.BadCredentials, "Negotiate NTLM Basic"},
		{[]string{`Digest realm="x", Basic realm="y"`}, probe.BadCredentials, "Digest Basic"},
		{[]string{"Unheard-of"}, probe.BadCredentials, ""},
		{nil, probe.BadCredentials, ""},
	} {
		p := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Proxy-Authenticate"] = test.fields
			w.WriteHeader(http.StatusProxyAuthRequired)
		})
		for _, userinfo := range []string{"", "user:p%40ss@"} {
			want := test.want
			if userinfo == "" && want == probe.BadCredentials {
				want = probe.NeedsCredentials
			}
			r := probeOne(t, host, Options{Proxy: address(t, "http://"+userinfo+p)})
			if r.Outcome != want || strings.Join(r.Offers, " ") != test.offers {
				t.Errorf("%q: got %v, %q; want %v, %q", test.fields, r.Outcome, r.Offers, want, test.offers)
			}
		}
	}
}

// TestAnswers are those of proxies that make no connection, and of what is no proxy.
func TestAnswers(t *testing.T) {
	for answer, want := range map[string]string{
		"HTTP/1.1 403 Forbidden\r\n\r\n":                                                       "refused by the proxy (403)",
		"HTTP/1.1 403 Forbidden\r\nno field\r\n\r\n":                                           "refused by the proxy (403)",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\nHTTP/1.1 403 z\r\n\r\n": "refused by the proxy (403)",
		"HTTP/1.1 102 Processing\r\n\r\n":                                                      "the proxy does not answer as a proxy: the connection was closed",
		"HTTP/1.1 302 Found\r\nLocation: http://sign-in.example.com/\r\n\r\n":                  "refused by the proxy (302)",
		"HTTP/1.1 101 Switching Protocols\r\n\r\n":                                             "refused by the proxy (101)",
		"\x15\x03\x03\x00\x02\x02\x28":                                                         "the proxy does not answer as a proxy: what it answers is not HTTP/1",
		"HTTP/1.1 405 \x1b[31m##vso[task.complete]\r\n\r\n":                                    "the proxy does not answer as a proxy: the answer to CONNECT is 405, as web servers and reverse proxies give it",
		"HTTP/1.1 404 Not Found\r\n\r\n":                                                       "the proxy does not answer as a proxy: the answer to CONNECT is 404, as web servers and reverse proxies give it",
		"HTTP/1.1 400 Bad Request\r\nX-Squid-Error: ERR_INVALID_REQ 0\r\n\r\n":                 "refused by the proxy (400)",
		"HTTP/1.1 511 Network Authentication Required\r\n\r\n":                                 "refused by the proxy (511)",
		"HTTP/1.0 200\r\n\r\n":                                                                 "no TLS connection: the connection was closed",
		"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n":                              "no TLS connection: what answers does not speak TLS",
		"HTTP/1.1 500 Internal Server Error\r\nX-Squid-Error: ERR_CANNOT_FORWARD 0\r\n\r\n":    "the proxy does not reach the host (500)",
		"HTTP/1.1 502 Bad Gateway\r\n\r\n":                                                     "the proxy does not reach the host (502)",
		"HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\n":            "name not found by the proxy (503)",
		"HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 11\r\n\r\n":       "the proxy does not reach the host (503)",
		"SSH-2.0-OpenSSH_9.2\r\n":                                                              "the proxy does not answer as a proxy: what it answers is not HTTP/1",
		"HTTP/1.1 200 OK\r\nno field\r\n\r\n":                                                  "the proxy does not answer as a proxy: what it answers is not HTTP/1",
		"HTTP/1.1 2000 OK\r\n\r\n":                                                             "the proxy does not answer as a proxy: what it answers is not HTTP/1",
		"HTTP/1.1 -99 OK\r\n\r\n":                                                              "the proxy does not answer as a proxy: what it answers is not HTTP/1",
		"HTTP/1.1 200 OK\r\nA: " + strings.Repeat("x", 2*mostHead) + "\r\n\r\n":                "the proxy does not answer as a proxy: the head of its answer is longer than 64 KB",
		"": "the proxy does not answer as a proxy: the connection was closed",
		"HTTP/1.1 200 OK\r\n\r\n\x15\x03\x03\x00\x02\x02\x28": "no TLS connection: it refuses: tls: handshake failure",
	} {
		p := serveRaw(t, func(c net.Conn) {
			_, _ = c.Read(make([]byte, 4096))
			fmt.Fprint(c, answer)
			if end, ok := c.(*net.TCPConn); ok {
				_ = end.CloseWrite()
			}
			_, _ = io.Copy(io.Discard, c) // closing now would reset the connection
		})
		if r := probeOne(t, host, Options{Proxy: address(t, "http://"+p)}); r.Text() != want {
			t.Errorf("%.60q: got %s; want %s", answer, r.Text(), want)
		}
	}
}

// TestPlainHTTP asks a host at port 80 through the proxy.
func TestPlainHTTP(t *testing.T) {
	for status, want := range map[int]string{
		204: "reached", 404: "reached", 403: "reached", 502: "the proxy does not reach the host (502)", 407: "the proxy asks for credentials (407)",
	} {
		p := serve(t, nil, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodHead || r.RequestURI != "http://registry.example.com/" {
				t.Errorf("%s %s", r.Method, r.RequestURI)
			}
			w.WriteHeader(status)
		})
		r := probeOne(t, endpoints.Endpoint{Host: "registry.example.com", Port: 80}, Options{Proxy: address(t, "http://"+p)})
		if r.Text() != want {
			t.Errorf("%d: got %s; want %s", status, r.Text(), want)
		}
	}
	p := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Squid-Error", "ERR_ACCESS_DENIED 0")
		w.WriteHeader(http.StatusForbidden)
	})
	r := probeOne(t, endpoints.Endpoint{Host: "registry.example.com", Port: 80}, Options{Proxy: address(t, "http://"+p)})
	if r.Text() != "refused by the proxy (403)" {
		t.Errorf("got %s", r.Text())
	}
}

// dialTo connects everything to an address.
func dialTo(to string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, to)
	}
}

// TestDirect: what the runtime reaches without a proxy is tried without it, as is
// everything if there is none.
func TestDirect(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	dial := dialTo(serve(t, a.server(t, nil, "plant-a.azure-devices.net"), ok))
	amqp := endpoints.Endpoint{Host: "plant-a.azure-devices.net", Port: 5671, Direct: true}
	for _, o := range []Options{{}, {Proxy: address(t, "http://proxy.example.com:3128")}} {
		o.Roots, o.Dial = a.pool(), dial
		if r := probeOne(t, amqp, o); r.Outcome != probe.Reached || r.ViaProxy {
			t.Errorf("got %+v", r)
		}
	}
	notFound := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}
	}
	if r := probeOne(t, amqp, Options{Dial: notFound}); r.Text() != "name not found" {
		t.Errorf("got %s", r.Text())
	}
	plain := Options{Dial: dialTo(serve(t, nil, ok))}
	if r := probeOne(t, endpoints.Endpoint{Host: "registry.example.com", Port: 80}, plain); r.Text() != "reached" {
		t.Errorf("got %s", r.Text())
	}
}

// closedPort is an address where nobody listens. It is that of a connection, so that no
// other program can begin to listen there during the test.
func closedPort(t *testing.T) string {
	t.Helper()
	c, err := net.Dial("tcp", serveRaw(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.LocalAddr().String()
}

// TestProxyUnreachable: the proxy is tried once, not once for each endpoint.
func TestProxyUnreachable(t *testing.T) {
	dials := 0
	closed := closedPort(t)
	o := Options{Proxy: address(t, "http://proxy.example.com:3128"), Jobs: 1, Dial: func(ctx context.Context, network, name string) (net.Conn, error) {
		if dials++; name != "proxy.example.com:3128" {
			t.Errorf("connects to %s", name)
		}
		return dialTo(closed)(ctx, network, name)
	}}
	results, err := Run(context.Background(), []endpoints.Endpoint{host, {Host: "b.example.com", Port: 443}}, o)
	if err != nil || dials != 1 {
		t.Fatalf("%v, %d connections", err, dials)
	}
	for _, r := range results {
		if r.Text() != "the proxy was not reached: connection refused" || !r.Failed() {
			t.Errorf("got %s", r.Text())
		}
	}
}

// TestProxyByTLS: a proxy whose address begins with https.
func TestProxyByTLS(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	web := serve(t, a.server(t, nil, "registry.example.com"), ok)
	p := serve(t, a.server(t, nil, "proxy.example.com"), tunnelTo(map[string]string{"registry.example.com:443": web}))
	o := Options{Proxy: address(t, "https://proxy.example.com"), Roots: a.pool(), Dial: dialTo(p)}
	if r := probeOne(t, host, o); r.Outcome != probe.Reached {
		t.Errorf("got %s", r.Text())
	}
	o.Roots = x509.NewCertPool()
	if r := probeOne(t, host, o); r.Text() != `the proxy was not reached: its certificate is by an authority that is not known here: issuer "CN=Private Authority"` || r.Issuer != "CN=Private Authority" {
		t.Errorf("got %s, issuer %q", r.Text(), r.Issuer)
	}
	o.Dial = dialTo(serve(t, nil, ok))
	if r := probeOne(t, host, o); r.Text() != "the proxy was not reached: what answers does not speak TLS: its address may have to begin with http://" {
		t.Errorf("got %s", r.Text())
	}
}

// TestTimeout: nobody ever answers, so that no clock decides what comes of it.
func TestTimeout(t *testing.T) {
	silent := func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		t.Cleanup(func() { near.Close(); far.Close() })
		go func() { _, _ = io.Copy(io.Discard, far) }()
		return near, nil
	}
	for want, o := range map[string]Options{
		"timed out while waiting for the proxy's answer": {Proxy: address(t, "http://proxy.example.com:3128")},
		"timed out in the TLS handshake":                 {},
		"the proxy was not reached: timed out":           {Proxy: address(t, "https://proxy.example.com:3128")},
	} {
		o.Dial, o.Timeout = silent, time.Millisecond
		if r := probeOne(t, host, o); r.Text() != want {
			t.Errorf("got %s; want %s", r.Text(), want)
		}
	}
}

// TestRun: bounds, order, progress, and what ends a run.
func TestRun(t *testing.T) {
	var list []endpoints.Endpoint
	for i := range 20 {
		list = append(list, endpoints.Endpoint{Host: fmt.Sprintf("h%d.example.com", i), Port: 443})
	}
	slots := make(chan struct{}, 3)
	var told []int
	o := Options{Jobs: 3, Progress: func(done, total int) { told = append(told, done, total) }, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			t.Error("more than 3 at a time")
		}
		return nil, &net.DNSError{Name: address, IsNotFound: true}
	}}
	results, err := Run(context.Background(), list, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if r.Host != list[i].Host || r.Outcome != probe.NameNotFound {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if len(told) != 42 || told[0] != 0 || told[40] != 20 || told[41] != 20 {
		t.Errorf("told %v", told)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o.Progress = func(done, _ int) {
		if done == 1 {
			cancel()
		}
	}
	if _, err := Run(ctx, list, o); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	placeholder, err := proxy.ParseURL("http://${PROXY_HOST}:3128")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), list, Options{Proxy: placeholder}); !errors.Is(err, probe.ErrPlaceholder) {
		t.Errorf("error %v", err)
	}
}

func TestRoots(t *testing.T) {
	if _, err := Roots([]byte("no PEM")); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("error %v", err)
	}
}
