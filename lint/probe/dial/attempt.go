package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"math"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// attempt is one endpoint that is being tried.
type attempt struct {
	*prober
	ctx      context.Context // ends when the time is over
	host     string
	port     int
	viaProxy bool
}

const portHTTP = 80

// run goes the way of the device until something fails.
func (a *attempt) run(e endpoints.Endpoint) probe.Result {
	conn, failed := a.connect()
	if failed != nil {
		return *failed
	}
	defer conn.Close()
	stop := a.watch(conn)
	defer stop()
	s := newStream(conn)
	if a.port == portHTTP {
		return a.plain(s)
	}
	if a.viaProxy {
		if failed := a.tunnel(s); failed != nil {
			return *failed
		}
	}
	secured := tls.Client(s, &tls.Config{ServerName: strings.Trim(a.host, "[]"), RootCAs: a.Roots})
	if err := secured.HandshakeContext(a.ctx); err != nil {
		return a.tlsFailure(err)
	}
	if e.WebSocket {
		return a.webSocket(newStream(secured))
	}
	return probe.Result{Outcome: probe.Reached}
}

// watch makes reads and writes of a connection fail when the context ends.
func (a *attempt) watch(conn net.Conn) (stop func() bool) {
	return context.AfterFunc(a.ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
}

// connect makes a connection to the host, or to the proxy.
func (a *attempt) connect() (net.Conn, *probe.Result) {
	if a.viaProxy {
		return a.connectProxy()
	}
	conn, err := a.Dial(a.ctx, "tcp", a.address())
	if err != nil {
		r := a.dialFailure(err)
		return nil, &r
	}
	return conn, nil
}

// address is the host with its port. IPv6 addresses have their brackets already.
func (a *attempt) address() string { return a.host + ":" + strconv.Itoa(a.port) }

// stream is a connection with what was read of it ahead.
type stream struct {
	net.Conn
	limit io.LimitedReader
	ahead *bufio.Reader
}

func newStream(conn net.Conn) *stream {
	s := &stream{Conn: conn, limit: io.LimitedReader{R: conn, N: math.MaxInt64}}
	s.ahead = bufio.NewReader(&s.limit)
	return s
}

// Read reads what was read ahead, then the connection.
func (s *stream) Read(b []byte) (int, error) { return s.ahead.Read(b) }
