package manifest

import (
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Nouns of the packages below that a reader of manifests meets: each is the same type
// there, with its fields and methods. The rest of those packages is for programs that
// edit JSON or read addresses without a manifest.
type (
	// Span is a range of bytes in the document, {Start, End int}, from 0 and without the byte
	// at End: see package text.
	Span = text.Span

	// Edit is a Span and the Text that takes its place: see package text. Printed, it does not
	// show the text, which may hold a password.
	Edit = text.Edit

	// Position is the {Line, Column int} of a byte, both from 1, columns in code points: see
	// package text.
	Position = text.Position

	// Lines finds the positions in a text, by its method Position: see package text.
	Lines = text.Lines

	// Node is a JSON value with its place: Get and Fold find members, Children yields all, Text
	// is the value, Span, Pointer and Kind say where and what it is. The zero Node stands for a
	// value that does not exist, and every method works on it: see package jsontree.
	Node = jsontree.Node

	// Kind is the kind of a JSON value, such as String.
	Kind = jsontree.Kind

	// Limits bounds what Parse accepts: {Size, Depth int} in bytes and in nested values. A zero
	// field means the default, MaxSize and MaxDepth.
	Limits = jsontree.Limits

	// Oddity is the Kind and the Span of something that strict JSON does not allow and Parse
	// accepts.
	Oddity = jsontree.Oddity

	// OddityKind says what an Oddity is, such as a comment: see package jsontree.
	OddityKind = jsontree.OddityKind

	// Duplicate is a pair of members of an object, First and Second, with one key.
	Duplicate = jsontree.Duplicate

	// SyntaxError says why a text cannot be read, in Msg, and where: Offset is in bytes from 0,
	// Line and Column count from 1, columns in code points. See package jsontree.
	SyntaxError = jsontree.SyntaxError

	// ProxyURL is the address of a proxy, as the runtime reads it. Printed in any way, it shows
	// *** in place of a password; Reveal is the address itself. The zero value is no address.
	// Package proxy has its methods, such as Host, Port and HasPassword.
	ProxyURL = proxy.URL

	// ProxyURLError says why a text is no address of a proxy: Problem, Reason, and in Hint what
	// to write instead. It holds no password. See package proxy.
	ProxyURLError = proxy.URLError

	// UpstreamProtocol is the value of the variable UpstreamProtocol: one of AmqpWs, MqttWs,
	// Amqp and Mqtt, or what Apply does about it, AutoProtocol or KeepProtocol.
	UpstreamProtocol = proxy.UpstreamProtocol
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

// The limits that Parse applies.
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
// none, in any case, or a placeholder for one. The error says that the runtime uses no proxy
// with Amqp and Mqtt, or that nothing has this name.
func ParseProtocol(name string) (UpstreamProtocol, error) { return proxy.ParseProtocol(name) }

// EncodeUser percent-encodes a user name or a password for the address of a proxy, as the
// runtime decodes it.
func EncodeUser(text string) string { return proxy.EncodeUser(text) }

// NewLines indexes the lines of a text, which must not change afterwards.
func NewLines(src []byte) *Lines { return text.NewLines(src) }

// Splice returns src with the edits made, or an error if two of them overlap or
// one lies outside src.
func Splice(src []byte, edits []Edit) ([]byte, error) { return text.Splice(src, edits) }
