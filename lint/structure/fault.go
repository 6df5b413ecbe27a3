package structure

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Fault is one thing that the schema refuses.
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
	w := walk{src: doc.Bytes(), template: template}
	if f.shape.accepts(w, n) {
		return nil
	}
	return f.faults(n)
}

// faults asks the validator.
func (f *form) faults(n manifest.Node) []Fault {
	var invalid *jsonschema.ValidationError
	if !errors.As(f.schema().Validate(instance(n)), &invalid) {
		return nil
	}
	at := finder{}
	var found []Fault
	for _, cause := range causes(invalid) {
		found = append(found, explain(at.find(n, cause.InstanceLocation), cause.ErrorKind))
	}
	return tidy(found)
}

// causes walks down to the causes of an error. Of the forms that a value may
// have, only the first one's complaint counts, as package schemas promises.
func causes(err *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(err.Causes) == 0 {
		return []*jsonschema.ValidationError{err}
	}
	below := err.Causes
	if _, ok := err.ErrorKind.(*kind.AnyOf); ok {
		below = below[:1]
	}
	var found []*jsonschema.ValidationError
	for _, cause := range below {
		found = append(found, causes(cause)...)
	}
	return found
}

// finder finds values by the keys on the way to them. It keeps what it has
// read of an object or array, so that many faults in a large one cost little.
type finder map[manifest.Node]map[string]manifest.Node

func (f finder) find(n manifest.Node, path []string) manifest.Node {
	for _, key := range path {
		n = f.children(n)[key]
	}
	return n
}

func (f finder) children(n manifest.Node) map[string]manifest.Node {
	if known, ok := f[n]; ok {
		return known
	}
	all := make(map[string]manifest.Node)
	i := 0
	for c := range n.Children() {
		key := c.Key()
		if n.Kind() == manifest.Array {
			key = strconv.Itoa(i)
		}
		all[key] = c // the last one counts, as in the instance
		i++
	}
	f[n] = all
	return all
}

// tidy puts the faults into the order of the document, which the validator
// does not keep, makes one of all that a value lacks, and drops repetitions.
func tidy(found []Fault) []Fault {
	slices.SortStableFunc(found, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(a.Node.Span().Start, b.Node.Span().Start),
			cmp.Compare(len(b.Missing), len(a.Missing)),
			cmp.Compare(a.Is, b.Is),
			cmp.Compare(a.Want, b.Want),
		)
	})
	var tidied []Fault
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
