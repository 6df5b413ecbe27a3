package manifest

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// String is like `https_proxy = "http://***@proxy.example.com:3128"`, without
// passwords. For a variable that is no proxy setting it is only the name, as in
// Change.String.
func (v Var) String() string { return showVariable(v.Name, v.written()) }

// Format prints String, whatever the verb (law L9).
func (v Var) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), v.String()) }

// String is the setting as Var.String shows a variable.
func (s Setting) String() string { return showVariable(s.Name, s.Value) }

// Format prints String, whatever the verb (law L9).
func (s Setting) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), s.String())
}

// String lists the changes, one a line, without passwords.
func (r Result) String() string {
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintln(&b, c)
	}
	return b.String()
}

// Format prints String, whatever the verb (law L9).
func (r Result) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), r.String()) }

// showVariable is a variable as it may be printed: without a password, and without the
// value if it is not a proxy setting.
func showVariable(name, value string) string {
	if !isSetting(name) {
		return secret.Name(name)
	}
	return fmt.Sprintf("%s = %q", secret.Name(name), secret.Address(value))
}
