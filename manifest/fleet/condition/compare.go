package condition

import (
	"cmp"
	"strings"
)

func (c *comparison) truth(e *evaluation) truths {
	left, right := c.left.value(e), c.right.value(e)
	left, right = left.as(right.Kind), right.as(left.Kind)
	t := c.compare(e, left, right)
	if left.OtherCase || right.OtherCase {
		e.doubts |= NameCase
		t |= isUndefined
	}
	return t
}

// compare is the set of possible results of comparing two values.
func (c *comparison) compare(e *evaluation, left, right Value) truths {
	switch {
	case left.Kind == Undefined || right.Kind == Undefined:
		return isUndefined
	case left.Kind == Unknown || right.Kind == Unknown:
		return anyTruth
	case left.Kind != right.Kind:
		if c.operator == "!=" {
			return e.doubt(Types, anyTruth)
		}
		return isFalse | isUndefined // it is not true
	case left.Kind == Number:
		return truthOf(c.holds(cmp.Compare(left.Number, right.Number)))
	case left.Kind == Text:
		return c.compareTexts(e, left.Text, right.Text)
	case left.Kind == Bool && (c.operator == "=" || c.operator == "!="):
		return truthOf((left.Bool == right.Bool) == (c.operator == "="))
	}
	return e.doubt(Types, anyTruth)
}

// Fold is a text as it is compared without regard to case.
func Fold(s string) string { return strings.ToLower(s) }

// compareTexts compares with case and without.
func (c *comparison) compareTexts(e *evaluation, left, right string) truths {
	t := truthOf(c.holds(strings.Compare(left, right)))
	if u := truthOf(c.holds(strings.Compare(Fold(left), Fold(right)))); u != t {
		return e.doubt(TextCase, t|u)
	}
	return t
}

// holds reports whether the operator is true for two values of which the left one is
// less than (-1), equal to (0) or greater than (1) the right one.
func (c *comparison) holds(order int) bool {
	switch c.operator {
	case "=":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}
