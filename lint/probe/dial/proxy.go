package dial

import (
	"cmp"
	"crypto/tls"
	"encoding/base64"
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

// isRefusal reports whether the answer to a plain request is the proxy's own. Nothing
// but a sign of the proxy tells its 403 from one of the host.
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
		r.Outcome, r.Offers = probe.NeedsCredentials, h.offers()
		if a.authorization() != nil {
			r.Outcome = probe.BadCredentials
		}
	case h.squid() == "ERR_DNS_FAIL":
		r.Outcome = probe.NameNotFound
	case h.status >= 500: // squid 5 gives 500 for a name that it does not find
		r.Outcome = probe.Unreachable
	}
	return r
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

// offers are the ways to sign in that the proxy names, of those that are known.
func (h head) offers() (names []string) {
	for _, field := range h.fields[textproto.CanonicalMIMEHeaderKey("Proxy-Authenticate")] {
		name, _, _ := strings.Cut(field, " ")
		for _, way := range waysToSignIn {
			if strings.EqualFold(name, way) && !slices.Contains(names, way) {
				names = append(names, way)
			}
		}
	}
	return names
}

// withoutSecret is a text of a server, or a mask if the text holds the password of the
// proxy, or the user where there is no password, also as the proxy has got them.
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
