package condition

import "math"

func (p *property) value(e *evaluation) Value {
	v := e.values(p.index)
	if v.Kind == Unknown {
		e.doubts |= NotRead
	}
	if p.otherCase && v.Kind != Undefined {
		v.OtherCase = true
	}
	return v
}

func (c *constant) value(*evaluation) Value { return c.val }

// value of a Boolean expression is its truth, if that is certain.
func valueOf(t truths) Value {
	switch t {
	case isTrue, isFalse:
		return BoolValue(t == isTrue)
	case isUndefined:
		return Value{}
	}
	return Value{Kind: Unknown}
}

func (c *chain) value(e *evaluation) Value      { return valueOf(c.truth(e)) }
func (n *not) value(e *evaluation) Value        { return valueOf(n.truth(e)) }
func (c *comparison) value(e *evaluation) Value { return valueOf(c.truth(e)) }
func (d *defined) value(e *evaluation) Value    { return valueOf(d.truth(e)) }

func (m *minus) value(e *evaluation) Value {
	v := m.operand.value(e).as(Number)
	if v.Kind == Number {
		v.Number = -v.Number
		return v
	}
	return noNumber(e, v)
}

func (a *arithmetic) value(e *evaluation) Value {
	left, right := a.left.value(e).as(Number), a.right.value(e).as(Number)
	if left.Kind != Number || right.Kind != Number {
		if left.Kind == Undefined {
			return left
		}
		if right.Kind == Undefined {
			return right
		}
		return noNumber(e, left)
	}
	n := a.number(left.Number, right.Number)
	if math.IsNaN(n) || math.IsInf(n, 0) { // such as a division by zero
		e.doubts |= Arithmetic
		return Value{Kind: Unknown}
	}
	return Value{Kind: Number, Number: n, OtherCase: left.OtherCase || right.OtherCase}
}

// noNumber is the result of a calculation with a value that is no number. For an
// undefined value it is undefined; for others the result is not documented.
func noNumber(e *evaluation, v Value) Value {
	if v.Kind == Undefined {
		return v
	}
	e.doubts |= Arithmetic
	return Value{Kind: Unknown}
}

func (a *arithmetic) number(left, right float64) float64 {
	switch a.operator {
	case "+":
		return left + right
	case "-":
		return left - right
	case "*":
		return left * right
	case "/":
		return left / right
	}
	return math.Mod(left, right)
}
