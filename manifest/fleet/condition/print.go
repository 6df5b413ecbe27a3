package condition

import "strings"

// String writes the condition in its usual form, which Parse reads as the same condition.
func (c *Condition) String() string {
	switch {
	case c.all:
		return "*"
	case c.root == nil:
		return ""
	}
	return string(c.root.write(nil))
}

// Quote writes a text as conditions do: in single quotes, with quotes in it doubled.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Any is the condition that a device matches if it matches one of several: they are
// joined by OR. An empty condition adds nothing. It fails if a condition is nested so
// deep that it cannot stand in parentheses.
func Any(conditions ...*Condition) (*Condition, error) {
	var joined []string
	for _, c := range conditions {
		switch {
		case c.all:
			return c, nil
		case c.root == nil:
			continue
		}
		one := c.String()
		if ch, ok := c.root.(*chain); ok && (ch.mixed || ch.words[0] != or) {
			one = "(" + one + ")"
		}
		joined = append(joined, one)
	}
	return Parse(strings.Join(joined, " OR "))
}

func (c *chain) write(b []byte) []byte {
	for i, operand := range c.operands {
		if i > 0 {
			b = append(b, [...]string{and: " AND ", missing: " ", or: " OR "}[c.words[i-1]]...)
		}
		b = writeWithin(b, operand)
	}
	return b
}

// writeWithin writes a part of another expression, in parentheses if it is a chain.
func writeWithin(b []byte, e expr) []byte {
	if _, ok := e.(*chain); !ok {
		return e.write(b)
	}
	return append(e.write(append(b, '(')), ')')
}

// closeness says how close an operator binds. An operand that binds less close was in
// parentheses.
func closeness(e expr) int {
	switch e := e.(type) {
	case *chain, *not:
		return 0
	case *comparison:
		return 1
	case *arithmetic:
		if e.operator == "+" || e.operator == "-" {
			return 2
		}
		return 3
	}
	return 4
}

// writeTerm writes a part of an expression, in parentheses if it binds less close than
// least.
func writeTerm(b []byte, e expr, least int) []byte {
	if closeness(e) < least {
		return append(e.write(append(b, '(')), ')')
	}
	return e.write(b)
}

func (n *not) write(b []byte) []byte { return writeWithin(append(b, "NOT "...), n.operand) }

func (c *comparison) write(b []byte) []byte {
	b = writeTerm(b, c.left, 2)
	b = append(append(append(b, ' '), c.operator...), ' ')
	return writeTerm(b, c.right, 2)
}

func (a *arithmetic) write(b []byte) []byte {
	b = writeTerm(b, a.left, closeness(a))
	b = append(append(append(b, ' '), a.operator...), ' ')
	return writeTerm(b, a.right, closeness(a)+1)
}

func (m *minus) write(b []byte) []byte { return writeTerm(append(b, '-'), m.operand, 4) }

func (p *property) write(b []byte) []byte { return append(b, p.written.String()...) }

func (c *constant) write(b []byte) []byte {
	if c.plain != "" {
		return append(b, c.plain...)
	}
	return append(b, Quote(c.val.Text)...)
}

func (d *defined) write(b []byte) []byte {
	return append(d.property.write(append(b, "is_defined("...)), ')')
}
