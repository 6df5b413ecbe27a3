package dial

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// TestEndlessAnswers: what a proxy sends without an end is not read to the end. Each
// server writes until the connection is closed.
func TestEndlessAnswers(t *testing.T) {
	for name, c := range map[string]struct{ start, again, want string }{
		"status line":     {"HTTP/1.1 200 ", "x", "the proxy does not answer as a proxy: the head of its answer is longer than 64 KB"},
		"one field":       {"HTTP/1.1 403 x\r\nA: ", "x", "the proxy does not answer as a proxy: the head of its answer is longer than 64 KB"},
		"fields":          {"HTTP/1.1 407 x\r\n", "Proxy-Authenticate: Basic\r\n", "the proxy does not answer as a proxy: the head of its answer is longer than 64 KB"},
		"interim answers": {"", "HTTP/1.1 100 Continue\r\n\r\n", "the proxy does not answer as a proxy: the head of its answer is longer than 64 KB"},
		"body":            {"HTTP/1.1 403 x\r\nContent-Length: 99999999999\r\n\r\n", "x", "refused by the proxy (403)"},
		"after CONNECT":   {"HTTP/1.1 200 x\r\n\r\n", "x", "no TLS connection: what answers does not speak TLS"},
	} {
		p := serveRaw(t, func(c2 net.Conn) {
			_, _ = c2.Read(make([]byte, 4096))
			fmt.Fprint(c2, c.start)
			again := strings.Repeat(c.again, 1000)
			for {
				if _, err := io.WriteString(c2, again); err != nil {
					return
				}
			}
		})
		if r := probeOne(t, host, Options{Proxy: address(t, "http://"+p)}); r.Text() != c.want {
			t.Errorf("%s: got %s; want %s", name, r.Text(), c.want)
		}
	}
}

// TestUnfinishedAnswer: a proxy that begins an answer and does not go on has only the
// time that there is.
func TestUnfinishedAnswer(t *testing.T) {
	dial := func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		t.Cleanup(func() { near.Close(); far.Close() })
		go func() { _, _ = io.Copy(io.Discard, far) }()
		go func() { _, _ = io.WriteString(far, "HTTP/1.1 200 OK\r\nA: ") }()
		return near, nil
	}
	o := Options{Proxy: address(t, "http://proxy.example.com:3128"), Dial: dial, Timeout: time.Millisecond}
	if r := probeOne(t, host, o); r.Text() != "timed out while waiting for the proxy's answer" {
		t.Errorf("got %s", r.Text())
	}
}

// TestReflection: a proxy knows the password. Wherever it sends the password back, no
// result holds it: probeOne looks.
func TestReflection(t *testing.T) {
	for _, test := range []struct{ userinfo, user, password string }{{"us%3Aer:p%40ss@", "us:er", "p@ss"}, {"p%40ss@", "p@ss", ""}} {
		sent := base64.StdEncoding.EncodeToString([]byte(test.user + ":" + test.password))
		for _, text := range []string{"p@ss", "p%40ss", "P@SS", test.user + ":" + test.password, sent, strings.TrimRight(sent, "=")} {
			a := newAuthority(t, "Proxy "+text)
			registry := tunnelTo(map[string]string{"registry.example.com:443": serve(t, a.server(t, nil, "registry.example.com"), ok)})
			for _, h := range []http.HandlerFunc{
				registry,
				func(w http.ResponseWriter, _ *http.Request) {
					w.Header()["Proxy-Authenticate"] = []string{text + " realm=x", "Basic realm=\"" + text + "\"", "basic"}
					w.Header().Set("X-Squid-Error", text)
					w.WriteHeader(http.StatusProxyAuthRequired)
					fmt.Fprint(w, text)
				},
			} {
				p := serve(t, nil, h)
				r := probeOne(t, host, Options{Proxy: address(t, "http://"+test.userinfo+p)})
				shown := fmt.Sprintf("%+v %s", r, r.Text())
				if strings.Contains(strings.ToLower(shown), "p@ss") || strings.Contains(shown, strings.TrimRight(sent, "=")) {
					t.Errorf("the proxy sends %q back: %s", text, shown)
				}
				if r.Outcome != probe.UnknownAuthority && strings.Join(r.Offers, " ") != "Basic" {
					t.Errorf("got %v, offers %q", r.Outcome, r.Offers)
				}
			}
		}
	}
}

// TestEscapedSecret: the password is hidden also as a name of X.500 or an address has it.
func TestEscapedSecret(t *testing.T) {
	for userinfo, texts := range map[string][]string{
		"u:p%2Css@":  {`CN=Proxy p\,ss`, "p,ss"},
		"u:a%2Bb9x@": {`CN=a\+b9x`, "a%2Bb9x"},
		"u:pa%20ss@": {"pa%20ss", "pa+ss", "pa ss"},
		"u:p%5Css@":  {`p\ss`, `p\\ss`},
	} {
		a := &attempt{prober: Options{Proxy: address(t, "http://"+userinfo+"proxy.example.com:3128")}.prober()}
		for _, text := range texts {
			if got := a.withoutSecret(text); got != secret.Mask {
				t.Errorf("%s is shown", text)
			}
		}
		if got := a.withoutSecret("CN=Plant"); got != "CN=Plant" {
			t.Errorf("another name is hidden: %s", got)
		}
	}
}

// TestUpgrades are answers to the upgrade that open no WebSocket.
func TestUpgrades(t *testing.T) {
	a := newAuthority(t, "Private Authority")
	iot := endpoints.Endpoint{Host: "plant-a.azure-devices.net", Port: 443, WebSocket: true}
	for _, test := range []struct{ upgrade, connection, accept, want string }{
		{"websocket", "Upgrade", "", "no WebSocket: the answer to the upgrade is for another request"},
		{"websocket", "Upgrade", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "no WebSocket: the answer to the upgrade is for another request"},
		{"", "Upgrade", "right", "no WebSocket: the answer to the upgrade does not name the upgrade"},
		{"h2c", "Upgrade", "right", "no WebSocket: the answer to the upgrade does not name the upgrade"},
		{"websocket", "keep-alive", "right", "no WebSocket: the answer to the upgrade does not name the upgrade"},
		{"WebSocket", "keep-alive, upgrade", "right", "reached, WebSocket included"},
	} {
		server := serve(t, a.server(t, nil, iot.Host), func(w http.ResponseWriter, r *http.Request) {
			accept := test.accept
			if accept == "right" {
				accept = acceptOf(r.Header.Get("Sec-WebSocket-Key"))
			}
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			defer conn.Close()
			fmt.Fprintf(conn, "HTTP/1.1 101 \x1b[31m\r\nUpgrade: %s\r\nConnection: %s\r\nSec-WebSocket-Accept: %s\r\n\r\n", test.upgrade, test.connection, accept)
		})
		p := serve(t, nil, tunnelTo(map[string]string{"plant-a.azure-devices.net:443": server}))
		if r := probeOne(t, iot, Options{Proxy: address(t, "http://"+p), Roots: a.pool()}); r.Text() != test.want {
			t.Errorf("%+v: got %s", test, r.Text())
		}
	}
}

// TestIPv6 looks at the addresses that are asked for.
func TestIPv6(t *testing.T) {
	asked := ""
	p := serve(t, nil, func(w http.ResponseWriter, r *http.Request) {
		asked += " " + r.Method + " " + r.RequestURI
		w.WriteHeader(http.StatusForbidden)
	})
	dial := func(ctx context.Context, network, to string) (net.Conn, error) {
		asked += " dial " + to
		return dialTo(p)(ctx, network, to)
	}
	o := Options{Proxy: address(t, "http://[2001:db8::1]:3128"), Dial: dial}
	for _, test := range []struct {
		endpoint endpoints.Endpoint
		want     string
	}{
		{endpoints.Endpoint{Host: "[2001:db8::2]", Port: 5000}, " dial [2001:db8::1]:3128 CONNECT [2001:db8::2]:5000"},
		{endpoints.Endpoint{Host: "[2001:db8::2]", Port: 80}, " dial [2001:db8::1]:3128 HEAD http://[2001:db8::2]/"},
		{endpoints.Endpoint{Host: "[2001:db8::2]", Port: 80, Direct: true}, " dial [2001:db8::2]:80 HEAD /"},
	} {
		asked = ""
		if probeOne(t, test.endpoint, o); asked != test.want {
			t.Errorf("asked%s; want%s", asked, test.want)
		}
	}
}

// TestProxyLostOnce: a connection that fails after the proxy was reached says nothing
// about the next.
func TestProxyLostOnce(t *testing.T) {
	p := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	dials := 0
	o := Options{Proxy: address(t, "http://proxy.example.com:3128"), Jobs: 1, Timeout: time.Hour, Dial: func(ctx context.Context, network, name string) (net.Conn, error) {
		if dials++; dials == 2 {
			return nil, io.ErrUnexpectedEOF
		}
		return dialTo(p)(ctx, network, name)
	}}
	results, err := Run(context.Background(), []endpoints.Endpoint{host, host, host}, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []probe.Outcome{probe.Refused, probe.ProxyUnreachable, probe.Refused} {
		if results[i].Outcome != want {
			t.Errorf("%d: %v, want %v", i, results[i].Outcome, want)
		}
	}
}
