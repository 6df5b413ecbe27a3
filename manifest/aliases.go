package manifest

import (
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// The nouns of the packages below that a reader of manifests meets. Each of them
// is the same type there; the rest of those packages is for whoever edits JSON
// or reads addresses without a manifest.
type (
	Span     = text.Span     // a range of bytes in the document
	Edit     = text.Edit     // bytes that take the place of a span
	Position = text.Position // line and column of a byte
	Lines    = text.Lines    // finds the positions in a text

	Node        = jsontree.Node        // a JSON value with its place
	Kind        = jsontree.Kind        // the kind of a JSON value
	Limits      = jsontree.Limits      // bounds what Parse accepts
	Oddity      = jsontree.Oddity      // what strict JSON does not allow and Parse accepts
	OddityKind  = jsontree.OddityKind  // says what an Oddity is
	Duplicate   = jsontree.Duplicate   // two members of an object with one key
	SyntaxError = jsontree.SyntaxError // says why a text cannot be read, and where

	ProxyURL         = proxy.URL              // the address of a proxy, as the runtime reads it
	ProxyURLError    = proxy.URLError         // says why a text is no address of a proxy
	UpstreamProtocol = proxy.UpstreamProtocol // the value of the variable UpstreamProtocol
)

// The kinds of JSON values.
const (
	Missing     = jsontree.Missing
	Null        = jsontree.Null
	Bool        = jsontree.Bool
	Number      = jsontree.Number
	String      = jsontree.String
	Array       = jsontree.Array
	Object      = jsontree.Object
	Placeholder = jsontree.Placeholder
)

// The default limits.
const (
	MaxSize  = jsontree.MaxSize  // bytes
	MaxDepth = jsontree.MaxDepth // nested objects and arrays
)

// The protocols, and what may be asked of Apply beside them.
const (
	AutoProtocol = proxy.AutoProtocol
	AmqpWs       = proxy.AmqpWs
	MqttWs       = proxy.MqttWs
	Amqp         = proxy.Amqp
	Mqtt         = proxy.Mqtt
	KeepProtocol = proxy.KeepProtocol
)

// ParseProxyURL reads the address of a proxy by the rules of the runtime. The
// error is a *ProxyURLError.
func ParseProxyURL(value string) (ProxyURL, error) { return proxy.ParseURL(value) }

// ParseProtocol reads the protocol that Apply shall set: auto, AmqpWs, MqttWs or
// none, in any case.
func ParseProtocol(name string) (UpstreamProtocol, error) { return proxy.ParseProtocol(name) }

// EncodeUser percent-encodes a user name or a password for the address of a proxy.
func EncodeUser(text string) string { return proxy.EncodeUser(text) }

// NewLines indexes the lines of a text, which must not change afterwards.
func NewLines(src []byte) *Lines { return text.NewLines(src) }

// Splice returns src with the edits made, or an error if two of them overlap or
// one lies outside src.
func Splice(src []byte, edits []Edit) ([]byte, error) { return text.Splice(src, edits) }
