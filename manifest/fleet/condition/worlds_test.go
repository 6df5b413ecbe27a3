package condition

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// world is one way in which IoT Hub may work where the documentation says nothing.
type world struct {
	foldTexts, foldNames, notUndefined bool
	order                              int    // 0: AND binds closer, 1: OR does, 2: from left to right
	unequal                            *bool  // what != says of different types; nil for undefined
	unread                             *Value // what stands in the property that was not read
}

// worlds lists all of them.
func worlds() []world {
	yes, no := true, false
	var all []world
	for bits := range 8 {
		for order := range 3 {
			for _, unequal := range []*bool{&yes, &no, nil} {
				for _, v := range []Value{{}, TextValue("a"), NumberValue("1"), BoolValue(true)} {
					all = append(all, world{bits&1 > 0, bits&2 > 0, bits&4 > 0, order, unequal, &v})
				}
			}
		}
	}
	return all
}

// truth is what a condition is in the world: true, false, or nil for undefined. It is
// written for being obvious.
func (w world) truth(e expr, device []Value) *bool {
	switch e := e.(type) {
	case *chain:
		operands := make([]*bool, len(e.operands))
		for i, o := range e.operands {
			operands[i] = w.truth(o, device)
		}
		words := slices.Clone(e.words)
		reduce := func(which func(word) bool) {
			for i := 0; i < len(words); {
				if !which(words[i]) {
					i++
					continue
				}
				joined := both(operands[i], operands[i+1])
				if words[i] == or {
					joined = either(operands[i], operands[i+1])
				}
				operands[i], operands, words = joined, slices.Delete(operands, i+1, i+2), slices.Delete(words, i, i+1)
			}
		}
		switch w.order {
		case 0:
			reduce(func(x word) bool { return x != or })
		case 1:
			reduce(func(x word) bool { return x == or })
		}
		reduce(func(word) bool { return true })
		return operands[0]
	case *not:
		inner := w.truth(e.operand, device)
		if inner == nil {
			if w.notUndefined {
				return known(true)
			}
			return nil
		}
		return known(!*inner)
	case *defined:
		return known(w.value(e.property, device).Kind != Undefined)
	case *comparison:
		return w.compare(e, w.value(e.left, device), w.value(e.right, device))
	}
	if v := w.value(e, device); v.Kind == Bool {
		return &v.Bool
	}
	return nil
}

func known(b bool) *bool { return &b }

func both(a, b *bool) *bool {
	switch {
	case a != nil && !*a, b != nil && !*b:
		return known(false)
	case a == nil || b == nil:
		return nil
	}
	return known(true)
}

func either(a, b *bool) *bool {
	switch {
	case a != nil && *a, b != nil && *b:
		return known(true)
	case a == nil || b == nil:
		return nil
	}
	return known(false)
}

func (w world) value(e expr, device []Value) Value {
	switch e := e.(type) {
	case *constant:
		return e.val
	case *property:
		v := device[e.index]
		if v.OtherCase && !w.foldNames {
			return Value{}
		}
		if v.Kind == Unknown {
			return *w.unread
		}
		return v
	}
	panic(fmt.Sprintf("the generator makes no %T here", e))
}

func (w world) compare(c *comparison, left, right Value) *bool {
	switch {
	case left.Kind == Undefined || right.Kind == Undefined:
		return nil
	case left.Kind != right.Kind && c.operator == "!=":
		return w.unequal
	case left.Kind != right.Kind:
		return nil
	case left.Kind == Number:
		return known(map[string]bool{"=": left.Number == right.Number, "!=": left.Number != right.Number, "<": left.Number < right.Number, ">=": left.Number >= right.Number}[c.operator])
	case left.Kind == Bool:
		if c.operator == "=" || c.operator == "!=" {
			return known((left.Bool == right.Bool) == (c.operator == "="))
		}
		return w.unequal
	}
	a, b := left.Text, right.Text
	if w.foldTexts {
		a, b = strings.ToLower(a), strings.ToLower(b)
	}
	return known(map[string]bool{"=": a == b, "!=": a != b, "<": a < b, ">=": a >= b}[c.operator])
}

// randomCondition writes a condition without arithmetic.
func randomCondition(r *rand.Rand, depth int) string {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	value := func() string {
		return pick("tags.a", "tags.b", "tags.c", "deviceId", "'a'", "'A'", "'b'", "1", "2", "true")
	}
	switch n := r.IntN(8); {
	case depth > 0 && n < 4:
		s := randomCondition(r, depth-1)
		for range 1 + r.IntN(3) {
			s += pick(" AND ", " OR ", " AND NOT ", " NOT ") + randomCondition(r, depth-1)
		}
		return "(" + s + ")"
	case depth > 0 && n == 4:
		return "NOT " + randomCondition(r, depth-1)
	case n == 5:
		return "is_defined(" + pick("tags.a", "tags.b", "tags.c") + ")"
	case n == 6:
		return pick("tags.a", "true", "false", "undefined")
	}
	return value() + pick(" = ", " != ", " < ", " >= ") + value()
}

// TestMatchInAllWorlds: what Match says is so in each world, and so are answers that it
// gives for certain.
func TestMatchInAllWorlds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := worlds()
	certain, unclear := 0, 0
	for range 3000 {
		text := randomCondition(r, 2)
		c, err := Parse(text)
		if err != nil {
			t.Fatalf("Parse(%q): %v", text, err)
		}
		device := make([]Value, len(c.paths))
		for i := range device {
			kinds := []Value{{}, TextValue("a"), TextValue("A"), TextValue("b"), NumberValue("1"), BoolValue(true), BoolValue(false), {Kind: Unknown}}
			device[i] = kinds[r.IntN(len(kinds))]
			device[i].OtherCase = device[i].Kind > Unknown && r.IntN(5) == 0
		}
		got := c.Match(func(i int) Value { return device[i] })
		if got.Match == Unclear {
			if unclear++; got.Doubts == 0 {
				t.Errorf("%s for %v: unclear without a reason", text, device)
			}
			continue
		}
		certain++
		for _, w := range all {
			if truth := w.truth(c.root, device); (truth != nil && *truth) != (got.Match == Yes) {
				t.Fatalf("%s for %v: match %d, but not in world %+v", text, device, got.Match, w)
			}
		}
	}
	if certain < 1000 || unclear < 300 {
		t.Errorf("%d certain and %d unclear answers: the test sees too little of one of them", certain, unclear)
	}
}

// FuzzParse: Parse never panics, spans lie in the text, and the printed form is the same
// condition.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "*", "tags.site='plant-a' AND NOT is_defined(tags.lab)", "tags.[[a b]]<>-0x1F*(2+1)", `tags.a="x"`, "tags.a IN ['x']", "a = [1, 'b'] OR 1 - (2 - 3) = 4", "NOT NOT (tags.a='it''s' OR true)", "a.'" + strings.Repeat("\xb3", 90) + "'"} {
		f.Add(s)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		f.Add(randomCondition(r, 3))
	}
	f.Fuzz(func(t *testing.T, src string) {
		c, err := Parse(src)
		if err != nil {
			if e := err.(*Error); e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(src) || e.Column() < 1 {
				t.Fatalf("span %v of %q", e.Span, src)
			}
			return
		}
		for _, w := range c.Warnings() {
			if w.Span.Start < 0 || w.Span.End < w.Span.Start || w.Span.End > len(src) {
				t.Fatalf("span %v of %q", w.Span, src)
			}
		}
		printed := c.String()
		again, err := Parse(printed)
		if err != nil {
			t.Fatalf("%q is printed as %q: %v", src, printed, err)
		}
		if again.String() != printed || len(again.paths) != len(c.paths) {
			t.Fatalf("%q is printed as %q, and that as %q", src, printed, again)
		}
		for _, kind := range []Kind{Undefined, Unknown, Number, Text, Bool} {
			value := func(int) Value { return Value{Kind: kind, Text: "a", Number: 1, Bool: true} }
			if c.Match(value) != again.Match(value) {
				t.Fatalf("%q and %q give different answers", src, printed)
			}
		}
	})
}
