package condition

// Key is a text that a property must have.
type Key struct {
	Path int    // index in Condition.Paths
	Text string // folded: see Fold
}

// Keys lists texts. A device can match the condition, or be unclear, only if one of its
// properties has its text, in any case, or was not read. ok is false if the condition
// demands no text.
func (c *Condition) Keys() (keys []Key, ok bool) {
	if c.root == nil {
		return nil, !c.all
	}
	return keysOf(c.root)
}

func keysOf(e expr) (keys []Key, ok bool) {
	switch e := e.(type) {
	case *comparison:
		p, text := asKey(e.left, e.right)
		if p == nil {
			p, text = asKey(e.right, e.left)
		}
		if p == nil || e.operator != "=" {
			return nil, false
		}
		return []Key{{p.index, Fold(text)}}, true
	case *chain:
		if e.mixed {
			return nil, false
		}
		if e.words[0] != or {
			return e.keyOfOne()
		}
		for _, operand := range e.operands {
			one, ok := keysOf(operand)
			if !ok {
				return nil, false
			}
			keys = append(keys, one...)
		}
		return keys, true
	}
	return nil, false
}

// keyOfOne is the shortest list of keys among the operands, all of which must be true.
func (c *chain) keyOfOne() (keys []Key, ok bool) {
	for _, operand := range c.operands {
		if one, found := keysOf(operand); found && (!ok || len(one) < len(keys)) {
			keys, ok = one, true
		}
	}
	return keys, ok
}

// asKey is a property and the constant text beside it; nil if they are something else.
func asKey(left, right expr) (*property, string) {
	p, isProperty := left.(*property)
	c, isConstant := right.(*constant)
	if !isProperty || !isConstant || c.val.Kind != Text {
		return nil, ""
	}
	return p, c.val.Text
}
