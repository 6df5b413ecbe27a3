package dial

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
)

// unless is an outcome, unless the time was over.
func (a *attempt) unless(o probe.Outcome) probe.Outcome {
	if a.ctx.Err() != nil {
		return probe.TimedOut
	}
	return o
}

// dialFailure tells why there is no connection to the host.
func (a *attempt) dialFailure(err error) probe.Result {
	var dns *net.DNSError
	switch {
	case a.ctx.Err() != nil:
		return probe.Result{Outcome: probe.TimedOut, Reason: "while connecting"}
	case errors.As(err, &dns) && dns.IsNotFound:
		return probe.Result{Outcome: probe.NameNotFound}
	}
	return probe.Result{Outcome: probe.Unreachable, Reason: a.why(err)}
}

// answerFailure tells why the proxy's answer could not be read.
func (a *attempt) answerFailure(err error) *probe.Result {
	if a.ctx.Err() != nil {
		return &probe.Result{Outcome: probe.TimedOut, Reason: "while waiting for the proxy's answer"}
	}
	return &probe.Result{Outcome: probe.ProxyFault, Reason: a.why(err)}
}

// tlsFailure tells why the TLS handshake with the host has failed.
func (a *attempt) tlsFailure(err error) probe.Result {
	if a.ctx.Err() != nil {
		return probe.Result{Outcome: probe.TimedOut, Reason: "in the TLS handshake"}
	}
	if issuer, ok := a.unknownIssuer(err); ok {
		return probe.Result{Outcome: probe.UnknownAuthority, Issuer: issuer}
	}
	if reason := certificateFault(err); reason != "" {
		return probe.Result{Outcome: probe.BadCertificate, Reason: reason}
	}
	return probe.Result{Outcome: probe.TLSFailed, Reason: "no TLS connection: " + a.why(err)}
}

// unknownIssuer is who has signed a certificate that was refused because nobody knows
// that authority.
func (a *attempt) unknownIssuer(err error) (issuer string, ok bool) {
	var unverified *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	if !errors.As(err, &unknown) || !errors.As(err, &unverified) || len(unverified.UnverifiedCertificates) == 0 {
		return "", false
	}
	return shorten(a.withoutSecret(unverified.UnverifiedCertificates[0].Issuer.String())), true
}

// certificateFault says in words of ours what else is wrong with a certificate; "" if
// the error is about something else. The words of the error hold names that the server
// has chosen.
func certificateFault(err error) string {
	var unverified *tls.CertificateVerificationError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var roots x509.SystemRootsError
	switch {
	case errors.As(err, &roots):
		return "the authorities that this machine knows cannot be read"
	case errors.As(err, &name):
		return "the certificate is for another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the certificate has expired, or it is not valid yet by the clock of this machine"
	case errors.As(err, &unverified):
		return "the certificate is not valid for a server"
	}
	return ""
}

// shorten cuts a text of a server to a length that fits a report.
func shorten(s string) string {
	const most = 120 // code points
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// why is an error of the network in words that hold neither addresses nor text of
// servers.
func (a *attempt) why(err error) string {
	var dns *net.DNSError
	var number syscall.Errno
	var record tls.RecordHeaderError
	var op *net.OpError
	issuer, untrusted := a.unknownIssuer(err)
	switch {
	case a.ctx.Err() != nil:
		return "timed out"
	case untrusted:
		return fmt.Sprintf("its certificate is by an authority that is not known here: issuer %q", issuer)
	case certificateFault(err) != "":
		return certificateFault(err)
	case errors.As(err, &dns) && dns.IsNotFound:
		return "name not found"
	case errors.As(err, &dns):
		return "the name cannot be looked up"
	case errors.Is(err, errNoHTTP), errors.Is(err, errLongHead):
		return err.Error()
	case errors.As(err, &record):
		return "what answers does not speak TLS"
	case errors.As(err, &op) && op.Op == "remote error":
		return "it refuses: " + op.Err.Error() // an alert of TLS, in the words of crypto/tls
	case errors.As(err, &number):
		return number.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	}
	return "the connection has failed"
}
