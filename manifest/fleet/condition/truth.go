package condition

// truths is a set: which of true, false and undefined something may be. Where the
// documentation leaves only one possibility, the set has one element.
type truths uint8

const (
	isTrue truths = 1 << iota
	isFalse
	isUndefined

	anyTruth = isTrue | isFalse | isUndefined
)

// truthOf is the set of one known truth.
func truthOf(b bool) truths {
	if b {
		return isTrue
	}
	return isFalse
}

// can reports whether the set shares an element with another.
func (t truths) can(other truths) bool { return t&other != 0 }

// and is what "a AND b" may be: false if either is false, true if both are true, else
// undefined.
func (t truths) and(u truths) truths {
	both := (t | u) & isFalse
	if t.can(isTrue) && u.can(isTrue) {
		both |= isTrue
	}
	if t.can(isUndefined) && u.can(isTrue|isUndefined) || u.can(isUndefined) && t.can(isTrue) {
		both |= isUndefined
	}
	return both
}

// or is what "a OR b" may be: true if either is true, false if both are false, else
// undefined.
func (t truths) or(u truths) truths { return t.swapped().and(u.swapped()).swapped() }

// swapped exchanges true and false.
func (t truths) swapped() truths {
	s := t & isUndefined
	if t.can(isTrue) {
		s |= isFalse
	}
	if t.can(isFalse) {
		s |= isTrue
	}
	return s
}

// joined is the set of possible results of two truths with a word between them.
func (w word) joined(t, u truths) truths {
	if w == or {
		return t.or(u)
	}
	return t.and(u)
}
