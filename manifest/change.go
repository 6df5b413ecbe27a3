package manifest

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Change is one variable that an edit sets or takes away.
type Change struct {
	Module   string // without a password, if somebody put a URL into the name
	Variable string // as it is spelt in the document
	Pointer  string // RFC 6901 pointer to the member of env
	Old, New Secret
	Added    bool // the variable was not there before
	Removed  bool // the variable is not there any more
}

// String describes the change, without passwords. It shows no value of a variable
// that is not a proxy setting: such a value may hold a secret of any kind.
func (c Change) String() string {
	switch {
	case !isSetting(c.Variable):
		return fmt.Sprintf("%s: %s %s", c.Module, c.verb(), c.Variable)
	case c.Added:
		return fmt.Sprintf("%s: add %s = %s", c.Module, c.Variable, c.New)
	case c.Removed:
		return fmt.Sprintf("%s: remove %s = %s", c.Module, c.Variable, c.Old)
	}
	return fmt.Sprintf("%s: change %s from %s to %s", c.Module, c.Variable, c.Old, c.New)
}

// verb says what happened to the variable.
func (c Change) verb() string {
	switch {
	case c.Added:
		return "add"
	case c.Removed:
		return "remove"
	}
	return "change"
}

// isSetting reports whether a variable is one of the proxy settings.
func isSetting(name string) bool {
	for _, setting := range [...]string{ProxyVar, ProtocolVar, NoProxyVar, HTTPProxyVar} {
		if text.EqualFold(name, setting) {
			return true
		}
	}
	return false
}

// Secret is a value that may hold a password. However it is printed, the
// password is left out (law L9).
type Secret struct {
	text *string // a pointer, because fmt prints the address of one inside other values
}

func newSecret(text string) Secret { return Secret{&text} }

// String is the value without its password, in double quotes.
func (s Secret) String() string { return fmt.Sprintf("%q", secret.Address(s.Reveal())) }

// GoString is String: %#v shows no password either.
func (s Secret) GoString() string { return s.String() }

// MarshalText is the value without its password. The error is always nil.
func (s Secret) MarshalText() ([]byte, error) { return []byte(secret.Address(s.Reveal())), nil }

// Reveal is the value as it is, with its password.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}
