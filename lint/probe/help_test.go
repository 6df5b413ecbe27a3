package probe

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// TestHelp: whatever has failed, there is a next step, and it fits what has failed.
func TestHelp(t *testing.T) {
	for o := Refused; int(o) < len(outcomeNames); o++ {
		if (Result{Outcome: o}).Help() == "" {
			t.Errorf("%v: no help", o)
		}
	}
	for _, test := range []struct {
		result Result
		want   string
	}{
		{Result{Outcome: Refused, Status: 403}, `"edgeproxy endpoints" lists all hosts`},
		{Result{Outcome: Refused, Status: 302}, "a page to sign in"},
		{Result{Outcome: Refused, Status: 511}, "a page to sign in"},
		{Result{Outcome: NoBasic, Status: 407}, "let these devices through without signing in, by their addresses"},
		{Result{Outcome: NeedsCredentials, Status: 407}, `"edgeproxy url encode" puts them into it`},
		{Result{Outcome: BadCredentials, Status: 407}, "check the user and the password"},
		{Result{Outcome: ProxyFault, Status: 405}, "it has to allow CONNECT"},
		{Result{Outcome: ProxyFault}, "a proxy for SOCKS"},
		{Result{Outcome: ProxyUnreachable, Issuer: "CN=x"}, "in the store of the host"},
		{Result{Outcome: ProxyUnreachable}, "check the address and the port"},
		{Result{Outcome: UnknownAuthority, Issuer: "CN=x"}, `"edgeproxy probe --ca FILE"`},
		{Result{Outcome: TimedOut, ViaProxy: true}, "the proxy itself does not get there"},
		{Result{Outcome: TimedOut, ViaProxy: true}, "If every host times out, check the address and the port"},
		{Result{Outcome: TimedOut}, "the firewall of this network"},
		{Result{Outcome: NotTried, Endpoint: endpoints.Endpoint{WebSocket: true}}, "--hub NAME"},
	} {
		if got := test.result.Help(); !strings.Contains(got, test.want) {
			t.Errorf("%+v: %s; want %s", test.result, got, test.want)
		}
	}
	for _, r := range []Result{{}, {Outcome: Reached}, {Outcome: NotTried}} {
		if got := r.Help(); got != "" {
			t.Errorf("%v: %s", r.Outcome, got)
		}
	}
}
