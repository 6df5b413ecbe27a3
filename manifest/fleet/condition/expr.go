package condition

import "github.com/iotedge-tools/edgeproxy/manifest/text"

// expr is a part of a condition.
type expr interface {
	// value is what the expression is for a device.
	value(*evaluation) Value
	// truth is which of true, false and undefined the expression can be as a condition.
	truth(*evaluation) truths
	// write appends the expression in its usual form.
	write([]byte) []byte
}

// chain is operands joined by AND and OR, as they stand between two parentheses. With
// both words, it is not documented which operands belong together.
type chain struct {
	operands []expr
	words    []word // one fewer than operands
	mixed    bool   // both AND and OR stand in it
}

// word joins two operands of a chain.
type word uint8

const (
	and     word = iota
	missing      // NOT follows without AND before it, as in the documentation's own example
	or
)

// not is NOT, followed by an expression.
type not struct{ operand expr }

// comparison is two expressions with =, !=, <, <=, > or >= between them.
type comparison struct {
	operator    string // "<>" is written "!="
	left, right expr
}

// arithmetic is two expressions with +, -, *, / or % between them.
type arithmetic struct {
	operator    string
	left, right expr
}

// minus is the negative of an expression.
type minus struct{ operand expr }

// property is a property of the device.
type property struct {
	span      text.Span
	written   Path // as it is spelt: the case of its root may differ from that in Condition.paths
	index     int  // in Condition.paths
	otherCase bool // the root is spelt in another case than in the documentation
}

// constant is a value that stands in the condition.
type constant struct {
	val   Value
	plain string // as it is written, for numbers, lists and the words true, false, null and undefined
}

// defined is is_defined(property).
type defined struct{ property *property }
