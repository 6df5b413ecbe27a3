package manifest

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// Source says which part of a module a variable comes from.
type Source uint8

// The sources of variables.
const (
	FromEnv           Source = iota // the module's env
	FromCreateOptions               // the Env list of createOptions, which beats env
)

// String names the source as manifests do.
func (s Source) String() string { return [...]string{"env", "createOptions.Env"}[s] }

// Var is one variable of a module's effective environment. Its Value is the only part that
// may hold a password: package fmt prints a Var by String, and encoding/json leaves Value
// out.
type Var struct {
	Name   string
	Value  string `json:"-"` // as the container sees it, "" for a placeholder without quotes; may hold a password
	Source Source
	Entry  Node // the member of env, or the element of createOptions.Env
	Node   Node // the value; the entry where env has none
}

// Blank reports whether the variable counts as not set: empty or white space.
func (v Var) Blank() bool { return strings.TrimSpace(v.Value) == "" }

// set reports whether the variable is not blank. A placeholder without quotes counts as
// set.
func (v Var) set() bool { return !v.Blank() || v.Node.Kind() == Placeholder }

// written is the value, or the text of a placeholder without quotes.
func (v Var) written() string {
	if v.Node.Kind() == Placeholder {
		return v.Node.Text()
	}
	return v.Value
}

// Unknown reports whether the value holds a placeholder that some tool fills in.
func (v Var) Unknown() bool {
	if v.Node.Kind() == Placeholder {
		return true
	}
	_, _, ok := placeholder.Find(v.Value)
	return ok
}

// MayBecomeWebSocket reports whether a placeholder in the variable may become AmqpWs or
// MqttWs. Only the tool that fills it in decides that.
func (v Var) MayBecomeWebSocket() bool {
	return v.Node.Kind() == Placeholder || proxy.MayBecomeWebSocket(v.Value)
}
