package dial

import (
	"cmp"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// connectProxy makes a connection to the proxy. Once that has failed, it fails at
// once, unless the proxy was reached before.
func (a *attempt) connectProxy() (net.Conn, *probe.Result) {
	if lost := a.contact.lost(); lost != nil {
		return nil, lost
	}
	conn, err := a.dialProxy()
	if err == nil {
		a.contact.note(nil)
		return conn, nil
	}
	r := &probe.Result{Outcome: probe.ProxyUnreachable, Reason: a.why(err)}
	r.Issuer, _ = a.unknownIssuer(err)
	if record := (tls.RecordHeaderError{}); errors.As(err, &record) {
		r.Reason += ": its address may have to begin with http://"
	}
	a.contact.note(r)
	return nil, r
}

// dialProxy makes a TCP connection to the proxy, with TLS if its address says https.
func (a *attempt) dialProxy() (net.Conn, error) {
	port := a.Proxy.Port()
	secured := a.Proxy.Scheme() == "https"
	switch {
	case port == 0 && secured:
		port = 443
	case port == 0:
		port = portHTTP
	}
	conn, err := a.Dial(a.ctx, "tcp", net.JoinHostPort(a.Proxy.Host(), strconv.Itoa(port)))
	if err != nil || !secured {
		return conn, err
	}
	client := tls.Client(conn, &tls.Config{ServerName: a.Proxy.Host(), RootCAs: a.Roots})
	if err := client.HandshakeContext(a.ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return client, nil
}

// tunnel asks the proxy for a connection to the host.
func (a *attempt) tunnel(s *stream) *probe.Result {
	head, err := s.ask("CONNECT "+a.address()+" HTTP/1.1", a.address(), a.authorization()...)
	switch {
	case err != nil:
		return a.answerFailure(err)
	case head.status/100 == 2:
		return nil
	}
	return a.refusal(head)
}

// plain asks the host by HTTP without TLS, as the proxy's client or directly.
func (a *attempt) plain(s *stream) probe.Result {
	target, fields := "/", []string(nil)
	if a.viaProxy {
		target, fields = "http://"+a.host+"/", a.authorization()
	}
	head, err := s.ask("HEAD "+target+" HTTP/1.1", a.host, append(fields, "Connection: close")...)
	switch {
	case err != nil && a.viaProxy:
		return *a.answerFailure(err)
	case err != nil:
		return probe.Result{Outcome: a.unless(probe.Unreachable), Reason: a.why(err)}
	case a.viaProxy && isRefusal(head):
		return *a.refusal(head)
	}
	return probe.Result{Outcome: probe.Reached, Status: head.status}
}

// isRefusal reports whether the answer to a plain request is the proxy's own. A 403 of
// the proxy looks like a 403 of the host, unless the proxy names itself.
func isRefusal(h head) bool {
	switch h.status {
	case 407, 502, 503, 504:
		return true
	case 403, 500:
		return h.squid() != "" || h.fields.Get("Proxy-Status") != ""
	}
	return false
}

// refusal tells why the proxy has not made a connection.
func (a *attempt) refusal(h head) *probe.Result {
	r := &probe.Result{Outcome: probe.Refused, Status: h.status}
	switch {
	case h.status == 407:
		r.Offers = h.offers()
		r.Outcome = a.unsigned(r.Offers)
	case h.squid() == "ERR_DNS_FAIL":
		r.Outcome = probe.NameNotFound
	case h.squid() == "" && slices.Contains(ofWebServers[:], h.status):
		r.Outcome = probe.ProxyFault
		r.Reason = fmt.Sprintf("the answer to CONNECT is %d, as web servers and reverse proxies give it", h.status)
	case h.status == 511: // a network asks people to sign in
	case h.status >= 500: // squid 5 gives 500 for a name that it does not find
		r.Outcome = probe.Unreachable
	}
	return r
}

// ofWebServers are the answers of servers that do not know CONNECT: nginx 405 (before 1.21
// 400), Apache 405, Caddy and many others 404 or 501, or 401 where the server has users. A
// proxy with users answers 407, and 403 for a host that it does not let through.
var ofWebServers = [...]int{400, 401, 404, 405, 501}

// unsigned is the result for an answer that asks for credentials. If the proxy offers
// no way to sign in, nobody knows what it takes.
func (a *attempt) unsigned(offers []string) probe.Outcome {
	switch {
	case len(offers) > 0 && !slices.Contains(offers, "Basic"):
		return probe.NoBasic
	case a.authorization() != nil:
		return probe.BadCredentials
	}
	return probe.NeedsCredentials
}

// authorization is the field with the user and the password of the proxy; nil if it
// has none.
func (a *attempt) authorization() []string {
	name, password, ok := a.Proxy.RevealUser()
	if !ok {
		return nil
	}
	return []string{"Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+password))}
}

// squid is the code that squid gives for its own errors; "" for other proxies.
func (h head) squid() string {
	code, _, _ := strings.Cut(h.fields.Get("X-Squid-Error"), " ")
	return code
}

// waysToSignIn are the schemes of RFC 7235 that proxies offer. The text of the proxy
// itself is not printed: it knows the password.
var waysToSignIn = [...]string{"Negotiate", "Kerberos", "NTLM", "Digest", "Basic", "Bearer"}

// offers are the ways to sign in that the proxy names, of those that are known. A field
// may name several: Negotiate, Basic realm="x".
func (h head) offers() (names []string) {
	for _, field := range h.fields[textproto.CanonicalMIMEHeaderKey("Proxy-Authenticate")] {
		for _, part := range splitList(field) {
			name, _, _ := strings.Cut(strings.TrimSpace(part), " ")
			for _, way := range waysToSignIn {
				if strings.EqualFold(name, way) && !slices.Contains(names, way) {
					names = append(names, way)
				}
			}
		}
	}
	return names
}

// splitList splits a field at its commas, but for those in quotes.
func splitList(field string) (parts []string) {
	start, quoted := 0, false
	for i := 0; i < len(field); i++ {
		switch c := field[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			parts = append(parts, field[start:i])
			start = i + 1
		}
	}
	return append(parts, field[start:])
}

// withoutSecret is a text of a server, or a mask if the text holds the password of the
// proxy (or the user where there is no password), also in the form in which they were
// sent.
func (a *attempt) withoutSecret(text string) string {
	user, password, ok := a.Proxy.RevealUser()
	if !ok {
		return text
	}
	hidden := cmp.Or(password, user)
	plain := strings.ReplaceAll(text, `\`, "") // names of X.500 have some characters behind one
	for _, s := range []string{hidden, url.QueryEscape(hidden), url.PathEscape(hidden), base64.RawStdEncoding.EncodeToString([]byte(user + ":" + password))} {
		s = strings.ToLower(s)
		if s != "" && (strings.Contains(strings.ToLower(text), s) || strings.Contains(strings.ToLower(plain), strings.ReplaceAll(s, `\`, ""))) {
			return secret.Mask
		}
	}
	return text
}
