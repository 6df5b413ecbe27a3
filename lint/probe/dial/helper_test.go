package dial

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// authority is a private authority.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// validity is so long that no clock decides a test.
func validity(c *x509.Certificate) *x509.Certificate {
	c.NotBefore, c.NotAfter = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	return c
}

func newAuthority(t *testing.T, name string) *authority {
	t.Helper()
	a := &authority{key: newKey(t)}
	template := validity(&x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	a.cert = a.sign(t, template, template, &a.key.PublicKey)
	return a
}

func (a *authority) sign(t *testing.T, template, parent *x509.Certificate, key any) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key, a.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// server is the configuration of a server with a certificate for names.
func (a *authority) server(t *testing.T, change func(*x509.Certificate), names ...string) *tls.Config {
	t.Helper()
	key := newKey(t)
	template := validity(&x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: names, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	if change != nil {
		change(template)
	}
	cert := a.sign(t, template, a.cert, &key.PublicKey)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{cert.Raw}, PrivateKey: key}}}
}

func (a *authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// serve runs a server on a loopback address, and returns that.
func serve(t *testing.T, config *tls.Config, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	if s.TLS = config; config != nil {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// serveRaw runs a server that hands each connection to f.
func serveRaw(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				f(c)
			}()
		}
	}()
	return l.Addr().String()
}

// hub answers as IoT Hub does to an upgrade.
func hub(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/$iothub/websocket" || r.Header.Get("Sec-WebSocket-Protocol") != "AMQPWSB10" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Upgrade", "websocket")
	w.Header().Set("Connection", "Upgrade")
	w.Header().Set("Sec-WebSocket-Accept", acceptOf(r.Header.Get("Sec-WebSocket-Key")))
	w.WriteHeader(http.StatusSwitchingProtocols)
}

// tunnelTo is a proxy that connects each host to an address.
func tunnelTo(addresses map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		to := addresses[r.Host]
		if r.Method != http.MethodConnect || to == "" {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		up, err := net.Dial("tcp", to)
		if err != nil {
			http.Error(w, "no", http.StatusServiceUnavailable)
			return
		}
		down, ahead, err := w.(http.Hijacker).Hijack()
		if err != nil {
			up.Close()
			return
		}
		fmt.Fprint(down, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() {
			defer up.Close()
			_, _ = io.Copy(up, ahead)
		}()
		defer down.Close()
		_, _ = io.Copy(down, up)
	}
}

func address(t *testing.T, text string) proxy.URL {
	t.Helper()
	u, err := proxy.ParseURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// probeOne tries one endpoint. The time is so long that a slow machine does not end it.
func probeOne(t *testing.T, e endpoints.Endpoint, o Options) probe.Result {
	t.Helper()
	if o.Timeout == 0 {
		o.Timeout = time.Hour
	}
	results, err := Run(context.Background(), []endpoints.Endpoint{e}, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if text := fmt.Sprintf("%+v %s", r, r.Text()); strings.Contains(text, "p%40ss") || strings.Contains(text, "p@ss") {
			t.Error("a result holds the password")
		}
	}
	return results[0]
}
