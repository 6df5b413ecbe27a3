package structure

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Fault is a fault by the schema.
type Fault struct {
	Node    manifest.Node // the value that is refused, or the object that lacks members
	Missing []string      // the members that the object lacks; none if the value itself is refused
	Is      string        // what the value is, such as `a number` or `"runing"`; "" if nothing may stand there
	Want    string        // what was expected, such as `a string` or `"running" or "stopped"`
}

// Faults lists what the schema of a deployment of doc refuses, in the order of
// the document, one fault a cause. A value is quoted only if it is one of a
// few words or a number, never where a secret may stand.
func Faults(doc *manifest.Document, d *manifest.Deployment) []Fault {
	template := doc.Template()
	f, n := formOf(d, template)
	w := walk{doc, doc.Bytes(), template}
	if f.shape.accepts(w, n) {
		return nil
	}
	return f.faults(n)
}

// faults asks the validator. If the validator accepts the value, there are no faults.
// If it refuses the value, the explainer reads the schema to find the causes.
func (f *form) faults(n manifest.Node) []Fault {
	s := f.schema()
	if s.validator.Validate(instance(n)) == nil {
		return nil
	}
	found := s.explain.faults(nil, s.root, n)
	if len(found) == 0 { // this never happens (TestValidatorsAgree); if it did, the document must not pass
		found = []Fault{{Node: n, Is: n.Kind().String(), Want: "what the schema allows"}}
	}
	return tidy(found)
}

// tidy sorts the faults into the order of the document, joins all members that a value
// lacks into one fault, and drops repetitions.
func tidy(found []Fault) []Fault {
	slices.SortStableFunc(found, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(a.Node.Span().Start, b.Node.Span().Start),
			cmp.Compare(len(b.Missing), len(a.Missing)),
			cmp.Compare(a.Is, b.Is),
			cmp.Compare(a.Want, b.Want),
		)
	})
	tidied := found[:0]
	for _, f := range found {
		last := len(tidied) - 1
		switch {
		case last < 0 || tidied[last].Node != f.Node:
			tidied = append(tidied, f)
		case len(f.Missing) > 0:
			tidied[last].Missing = append(tidied[last].Missing, f.Missing...)
		case len(tidied[last].Missing) > 0 || tidied[last].Is != f.Is || tidied[last].Want != f.Want:
			tidied = append(tidied, f)
		}
	}
	for i := range tidied {
		slices.Sort(tidied[i].Missing)
		tidied[i].Missing = slices.Compact(tidied[i].Missing)
	}
	return tidied
}
