package condition

import "strconv"

// Kind is the kind of a value. The zero value is Undefined.
type Kind uint8

// The kinds of values.
const (
	Undefined Kind = iota // the device has no such property
	Unknown               // the property was not read: it may be anything, or missing
	Null
	Bool
	Number
	Text
	Compound // an object or an array
)

// Value is what a property of a device, or a part of a condition, is.
type Value struct {
	Kind   Kind
	Bool   bool
	Number float64
	Text   string

	// Cell says that the value comes from a cell of CSV, which cannot tell the text '9'
	// from the number 9: the value takes the kind of the value that it is compared
	// with.
	Cell bool

	// OtherCase says that the property's name is spelt in another case on the device than in
	// the condition: it is not documented whether IoT Hub takes one for the other.
	OtherCase bool
}

// TextValue is a text.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// NumberValue is the number that JSON writes as digits. A number that is no float64, such
// as 1e999, is Unknown.
func NumberValue(digits string) Value {
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return Value{Kind: Unknown}
	}
	return Value{Kind: Number, Number: n}
}

// BoolValue is true or false.
func BoolValue(b bool) Value { return Value{Kind: Bool, Bool: b} }

// CellValue is a cell of CSV: a text, or a value of the kind that it is compared with.
func CellValue(s string) Value { return Value{Kind: Text, Text: s, Cell: true} }

// as is the value of a cell that stands beside a value of some kind.
func (v Value) as(kind Kind) Value {
	if !v.Cell || kind == Text {
		return v
	}
	w := v
	switch {
	case kind == Number:
		w = NumberValue(v.Text)
	case kind == Bool && (v.Text == "true" || v.Text == "false"):
		w = BoolValue(v.Text == "true")
	}
	if w.Kind != kind {
		return v
	}
	w.OtherCase = v.OtherCase
	return w
}
