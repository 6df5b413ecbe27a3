package proxy

import (
	"fmt"
	"strings"
	"unique"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// URL is the address of an HTTP proxy as edgeAgent, edgeHub and the other
// modules get it in https_proxy. The zero value is no address. Values are equal
// (==) if they were parsed from the same text.
//
// Printed in any way, a URL shows *** in place of the password. Only
// Reveal gives the password away.
type URL struct {
	// text is a handle instead of a string. Where a URL is an unexported field, fmt
	// prints the fields of the URL without asking its methods; of a handle it prints
	// only an address in memory.
	text                  unique.Handle[string]
	scheme, host          string
	port                  int
	password, placeholder bool
	pac                   bool // see PAC
}

// ParseURL reads the address of a proxy by the rules of the runtime, which
// hands it to .NET's System.Uri and splits the user information itself
// (edge-util Proxy.cs). They are stricter than those of net/url.
//
// An address that holds a placeholder is accepted as it is, unless something
// around the placeholder is wrong. https:// is accepted, too: whether the
// runtime can use it depends on its version. Blanks around the address are
// accepted, because System.Uri ignores them (from .NET Core 3.0 on: before, a
// blank after the port falsified it), and are no part of the URL.
//
// The error is a *URLError, which never holds user name or password.
func ParseURL(value string) (URL, error) {
	trimmed := strings.Trim(value, " ")
	u := URL{text: unique.Make(trimmed)}
	if err := checkProxyText(value); err != nil {
		return URL{}, err
	}
	if at, _, ok := placeholder.Find(trimmed); ok {
		u.placeholder = true
		if !strings.Contains(trimmed[:at], "://") {
			return u, nil // the placeholder may be filled in with any part of the address
		}
	}
	known := placeholder.Fill(trimmed, placeholder.Any)
	if err := u.parse(proxyText{trimmed, known}); err != nil {
		return URL{}, err
	}
	return u, nil
}

// String is the address with *** in place of the password.
func (u URL) String() string { return secret.Address(u.Reveal()) }

// Format prints the address with *** in place of the password, whatever the verb.
func (u URL) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), u.String())
}

// Reveal is the address as it was given, password included, but without blanks around
// it: what goes into a manifest, and nowhere else.
func (u URL) Reveal() string {
	if u.IsZero() {
		return ""
	}
	return u.text.Value()
}

// IsZero reports whether u is the zero value: no address.
func (u URL) IsZero() bool { return u == URL{} }

// Scheme is "http" or "https", or empty if a placeholder stands in its place.
func (u URL) Scheme() string { return u.scheme }

// Host is the name or IP address of the proxy as it was given, an IPv6 address
// without its brackets. A placeholder in it is kept. It is empty if a
// placeholder stands in place of the whole address.
func (u URL) Host() string { return u.host }

// Port is the port given, or 0 if there is none or if it holds a placeholder.
// Without one the runtime takes the port of the scheme: 80 for http.
func (u URL) Port() int { return u.port }

// HasPassword reports whether the address holds a password in plain text. A
// placeholder alone is none.
func (u URL) HasPassword() bool { return u.password }

// Placeholder reports whether the address holds a placeholder that some tool
// has still to fill in. As it is, the address ends edgeAgent at start or, if the
// placeholder is the password, has the wrong one.
func (u URL) Placeholder() bool { return u.placeholder }

// Loopback reports whether the host is the machine itself: localhost, 127.0.0.0/8, ::1,
// or the unspecified addresses 0.0.0.0 and ::, in any form that System.Uri takes. In a
// container that is the container itself. System.Uri takes the name "loopback" for
// localhost.
func (u URL) Loopback() bool {
	host := strings.TrimSuffix(strings.ToLower(u.host), ".")
	if host == "localhost" || host == "loopback" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, ok := addressOf(host)
	return ok && (addr.IsLoopback() || addr.IsUnspecified())
}

// Problem says what is wrong with the address of a proxy.
type Problem uint8

// The problems.
const (
	// Blank: there is no address. The runtime uses no proxy.
	Blank Problem = iota + 1
	// Invalid: System.Uri throws an exception, which ends edgeAgent and edgeHub at each
	// start. Control characters belong here, too, because no two readers of an address
	// treat them alike.
	Invalid
	// Useless: System.Uri accepts the address, but no connection can come of it.
	Useless
	// Ambiguous: programs read the host in different ways, and System.Uri does not read
	// it as it looks.
	Ambiguous
	// BadScheme: the scheme is neither http nor https.
	BadScheme
	// BadCredentials: the user name or the password holds a character that has to be
	// percent-encoded. Some of these characters end edgeAgent at its start, a ':' cuts
	// the password short, and because of a '%' the password gets into the log.
	BadCredentials
)

// URLError tells why a text is not the address of a proxy. None of its
// fields holds a user name or a password.
type URLError struct {
	Problem Problem
	Reason  string // what is wrong
	Hint    string // what to write instead
}

// Error is the reason and the hint.
func (e *URLError) Error() string { return "proxy URL: " + e.Reason + ": " + e.Hint }

// Hints that several problems share.
const (
	hintForm = "write http://HOST:PORT"
	hintIPv6 = "write an IPv6 address as http://[ADDRESS]:PORT"
)

// hintScheme puts the scheme before the address t, if t is a host, cannot be anything
// secret, and has a dot or a port. Any other word is probably no host.
func hintScheme(t string) string {
	address := strings.TrimLeft(t, "/")
	host, port, _ := strings.Cut(address, ":")
	if host == "" || port == "" && !strings.Contains(host, ".") || strings.ContainsFunc(host, func(r rune) bool { return !isHostRune(r) }) ||
		len(port) > 5 || strings.Trim(port, "0123456789") != "" {
		return hintForm
	}
	return "write http://" + address
}

func proxyError(problem Problem, reason, hint string) *URLError {
	return &URLError{Problem: problem, Reason: reason, Hint: hint}
}
