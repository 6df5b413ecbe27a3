package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// azFault is a fault by the az CLI's schema.
type azFault struct {
	node     manifest.Node // the value, or the object that lacks members
	lacks    []string      // the members that it lacks
	unlisted bool          // the schema does not know the member at all
	is       string        // what the value is, "" if its kind is right; a text is quoted only if the schema lists words
	want     string        // what was expected of the value, or of its name
	named    bool          // want is about the name
}

// faults lists what a form refuses of a value and of all that is in it, in the
// order of the document.
func (form *azForm) faults(doc *manifest.Document, n manifest.Node) []azFault {
	w := azWalk{doc: doc}
	w.add(form, n)
	return w.found
}

// azWalk compares values with forms.
type azWalk struct {
	doc   *manifest.Document
	found []azFault
}

// add adds what a form refuses of a value to what was found before.
func (w *azWalk) add(form *azForm, n manifest.Node) {
	if n.Kind() == manifest.Placeholder || form.module && w.doc.IsPlainModule(n) {
		return // nothing is known of a placeholder, and nothing wrong with a plain module
	}
	if want := form.refuses(n); want != "" {
		w.found = append(w.found, azFault{node: n, is: form.inWords(n), want: want})
		return
	}
	if n.Kind() == manifest.Array {
		if form.items != nil {
			for c := range n.Children() {
				w.add(form.items, c)
			}
		}
		return
	}
	start, seen := len(w.found), uint64(0)
	for c := range n.Children() {
		key := c.KeyBytes()
		i := form.find(key)
		if i >= 0 {
			seen |= 1 << i
		}
		w.addMember(form, c, key, i)
	}
	if n.Kind() == manifest.Object && seen&form.needed != form.needed {
		w.found = slices.Insert(w.found, start, azFault{node: n, lacks: form.missingIn(n)})
	}
}

// addMember adds what a form refuses of a member of an object. i is the number of the
// member in the form, negative if the form does not list it.
func (w *azWalk) addMember(form *azForm, c manifest.Node, key []byte, i int) {
	switch {
	case i >= 0:
		w.add(form.members[i].form, c)
	case form.each != nil && form.name.ok(key):
		w.add(form.each, c)
	case form.open || !form.closed():
	case form.each != nil && form.members == nil:
		w.found = append(w.found, azFault{node: c, want: form.name.want, named: true})
	default:
		w.found = append(w.found, azFault{node: c, unlisted: true})
	}
}

// unfilled reports whether the fault is in a text that a tool has yet to fill in: az
// sees the text that the tool makes.
func (f azFault) unfilled() bool {
	text := f.node.Text()
	if f.named {
		text = f.node.Key()
	}
	return f.node.Kind() == manifest.Placeholder || (f.named || f.node.Kind() == manifest.String) && !f.unlisted && len(f.lacks) == 0 && isUnfilled(text)
}

// closed reports whether a form says which members an object may have.
func (form *azForm) closed() bool { return form.members != nil || form.each != nil }

// missingIn lists the members that an object needs and lacks.
func (form *azForm) missingIn(n manifest.Node) []string {
	var lacks []string
	for _, name := range form.needs {
		if !n.Get(name).Exists() {
			lacks = append(lacks, name)
		}
	}
	return lacks
}

// refuses says what was expected of a value itself; "" if the value is right.
func (form *azForm) refuses(n manifest.Node) string {
	kind := n.Kind()
	switch {
	case len(form.is) > 0 && !slices.Contains(form.is, kind):
		names := make([]string, len(form.is))
		for i, k := range form.is {
			names[i] = k.String()
		}
		return strings.Join(names, " or ")
	case len(form.words) > 0 && (kind != manifest.String || !isOneOf(n.TextBytes(), form.words)):
		return "one of " + quoteList(form.words)
	case kind == manifest.String && form.text.ok != nil && !form.text.ok(n.TextBytes()):
		return form.text.want
	case form.whole && kind == manifest.Number && len(n.Raw()) > 1: // one digit is always right
		return form.refusesNumber(n.Text())
	}
	return ""
}

func isOneOf(text []byte, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return word == string(text) })
}

// inWords says what a value is. Most texts and numbers may be secret.
func (form *azForm) inWords(n manifest.Node) string {
	switch {
	case len(form.words) > 0 && n.Kind() == manifest.String:
		return strconv.Quote(n.Text())
	case form.whole && n.Kind() == manifest.Number:
		return n.Text()
	case form.text.ok != nil && n.Kind() == manifest.String:
		return ""
	}
	return n.Kind().String()
}

// refusesNumber says what was expected of a number; "" if the number is right.
func (form *azForm) refusesNumber(text string) string {
	digits := strings.TrimPrefix(text, "-")
	number, err := strconv.ParseUint(digits, 10, 64)
	switch {
	case strings.Trim(digits, "0123456789") != "":
		return "a whole number"
	case form.most > 0 && (err != nil || number > form.most || digits != text && number > 0):
		return fmt.Sprintf("a whole number from 0 to %d", form.most)
	}
	return ""
}
