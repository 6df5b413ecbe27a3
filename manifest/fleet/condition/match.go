package condition

// Match says whether a device matches a condition.
type Match uint8

// The answers.
const (
	No Match = iota
	Yes
	Unclear // it depends on what is not documented, or on a property that was not read
)

// Outcome is the answer of a condition for a device.
type Outcome struct {
	Match  Match
	Doubts Doubts // why the answer is Unclear; empty for the other answers
}

// evaluation is the evaluation of a condition for one device.
type evaluation struct {
	values func(int) Value
	doubts Doubts
}

// Match says whether a device matches. values gives the value of a property of the device
// by its index in Paths.
func (c *Condition) Match(values func(i int) Value) Outcome {
	if c.root == nil {
		return Outcome{Match: yes(c.all)}
	}
	e := evaluation{values: values}
	t := c.root.truth(&e)
	if t.can(isTrue) && t != isTrue {
		return Outcome{Unclear, e.doubts}
	}
	return Outcome{Match: yes(t == isTrue)}
}

func yes(b bool) Match {
	if b {
		return Yes
	}
	return No
}

// doubt notes why there is more than one possibility.
func (e *evaluation) doubt(d Doubts, t truths) truths {
	e.doubts |= d
	return t
}

func (c *chain) truth(e *evaluation) truths {
	if c.mixed {
		return c.mixedTruth(e)
	}
	t := c.operands[0].truth(e)
	for i, w := range c.words {
		if w == or && t == isTrue || w != or && t == isFalse {
			break // further operands change nothing
		}
		t = w.joined(t, c.operands[i+1].truth(e))
	}
	return t
}

// mixedTruth computes a chain of AND and OR in each order that a reader of conditions
// may have: AND first, as SQL does it; OR first; from left to right.
func (c *chain) mixedTruth(e *evaluation) truths {
	operands := make([]truths, len(c.operands))
	for i, operand := range c.operands {
		operands[i] = operand.truth(e)
	}
	usual := c.grouped(operands, false)
	t := operands[0]
	for i, w := range c.words {
		t = w.joined(t, operands[i+1])
	}
	if t |= usual | c.grouped(operands, true); t != usual {
		e.doubts |= Binding
	}
	return t
}

// grouped computes a chain in which one word, OR or AND, binds closer than the other.
func (c *chain) grouped(operands []truths, orFirst bool) truths {
	var all truths // of the groups before
	group := operands[0]
	outer := or
	if orFirst {
		outer = and
	}
	join := func() {
		if all == 0 {
			all = group
		} else {
			all = outer.joined(all, group)
		}
	}
	for i, w := range c.words {
		if (w == or) == orFirst {
			group = w.joined(group, operands[i+1])
			continue
		}
		join()
		group = operands[i+1]
	}
	join()
	return all
}

func (n *not) truth(e *evaluation) truths {
	t := n.operand.truth(e)
	if t.can(isUndefined) {
		return e.doubt(NotUndefined, t.swapped()|isTrue)
	}
	return t.swapped()
}

func (d *defined) truth(e *evaluation) truths {
	v := d.property.value(e)
	switch {
	case v.Kind == Unknown:
		return isTrue | isFalse
	case v.Kind == Undefined:
		return isFalse
	case v.OtherCase:
		return e.doubt(NameCase, isTrue|isFalse)
	}
	return isTrue
}

// truthOfValue is the truth of a value that stands as a condition: true, false, or
// undefined, which the documentation counts as false.
func truthOfValue(e *evaluation, v Value) truths {
	t := isUndefined
	v = v.as(Bool)
	switch v.Kind {
	case Unknown:
		return anyTruth
	case Bool:
		t = truthOf(v.Bool)
	}
	if v.OtherCase {
		return e.doubt(NameCase, t|isUndefined)
	}
	return t
}

func (p *property) truth(e *evaluation) truths   { return truthOfValue(e, p.value(e)) }
func (c *constant) truth(e *evaluation) truths   { return truthOfValue(e, c.val) }
func (a *arithmetic) truth(e *evaluation) truths { return truthOfValue(e, a.value(e)) }
func (m *minus) truth(e *evaluation) truths      { return truthOfValue(e, m.value(e)) }
