package dial

import (
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// FuzzAnswer lets a proxy answer with any bytes: there is a result in one line, of a
// limited length, and it holds no password.
func FuzzAnswer(f *testing.F) {
	for _, s := range []string{
		"HTTP/1.1 200 OK\r\n\r\n\x15\x03\x03\x00\x02\x02\x28", "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=x\r\n\r\n",
		"HTTP/1.0 503 x\nX-Squid-Error: ERR_DNS_FAIL 0\n\n", "HTTP/1.1 200 OK\r\nA\r\n", "\x16\x03\x01", "", "HTTP/1.1 101 x\r\n\r\n",
	} {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, answer []byte, port uint8) {
		o := Options{Proxy: address(t, "http://us%25er:p%40ss@proxy.example.com:3128"), Dial: func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			go func() {
				defer far.Close()
				go func() { _, _ = io.Copy(io.Discard, far) }()
				_, _ = io.Copy(far, bytes.NewReader(answer))
			}()
			return near, nil
		}}
		e := endpoints.Endpoint{Host: "registry.example.com", Port: 443, WebSocket: true}
		if port%2 == 1 {
			e.Port = portHTTP
		}
		o.Timeout = time.Hour
		results, err := Run(context.Background(), []endpoints.Endpoint{e}, o)
		if err != nil || len(results) != 1 {
			t.Fatal(results, err)
		}
		text := results[0].Text()
		if results[0].Outcome == 0 || text == "" || len(text) > 400 || strings.ContainsFunc(text, unicode.IsControl) || strings.Contains(text, "p@ss") || strings.Contains(text, "p%40ss") {
			t.Fatalf("%v: %q", results[0].Outcome, text)
		}
	})
}
