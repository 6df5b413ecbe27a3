package manifest

import (
	"bytes"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// templateWords are the words by which the name of a file says that it is a
// template, as a part between dots.
var templateWords = []string{"template", "tmpl", "tpl", "tftpl", "j2", "jinja", "jinja2"}

// NamesTemplate reports whether the name of a file says that it is a template:
// deployment.template.json, deployment.debug.template.json, deployment.json.template,
// deployment.json.j2. name is slash-separated; its folders do not count. To tell a
// document, call DeclareTemplate.
func NamesTemplate(name string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(path.Base(name)), "."), func(part string) bool {
		return slices.Contains(templateWords, part)
	})
}

// DeclareTemplate tells the document that it is a template, by the name of its file or
// by a configuration, which the document does not know.
func (d *Document) DeclareTemplate() {
	d.declared, d.template = true, nil
}

// DeclaredTemplate reports whether somebody has said that the document is a template:
// by DeclareTemplate, by "$schema-template", or by the "$schema" of an ARM template.
// Only in such a document may the settings of edgeAgent and edgeHub hold placeholders:
// a document that only looks like a template may reach a device as it is.
func (d *Document) DeclaredTemplate() bool { return d.declared || d.saysTemplate() }

// TemplateByOwnWord reports whether nothing but the document itself says that it
// is a template.
func (d *Document) TemplateByOwnWord() bool { return !d.declared && d.saysTemplate() }

func (d *Document) saysTemplate() bool {
	return d.Root().Get("$schema-template").Exists() ||
		strings.Contains(strings.ToLower(d.Root().Get("$schema").Text()), "deploymenttemplate.json")
}

// Template reports whether the document is a template that a tool turns into a
// deployment, or looks like one. Placeholders in a template are no mistake. A document
// looks like a template in three cases:
//
//   - It writes createOptions as an object.
//   - It holds a placeholder without quotes, or ${X} or $X. Those in comments, in
//     images and in the proxy settings do not count.
//   - Two of its values are nothing but placeholders, of any form. One of the two may
//     be a part of an image.
//
// If only images and proxy settings hold placeholders, the document is probably a
// deployment in which somebody forgot to fill them in.
func (d *Document) Template() bool {
	if d.template == nil {
		is := d.DeclaredTemplate() || d.holdsOptionsObject() || d.holdsMark() || d.holdsPlaceholders()
		d.template = &is
	}
	return *d.template
}

func (d *Document) holdsOptionsObject() bool {
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			if m.Setting("createOptions").Kind() == Object {
				return true
			}
		}
	}
	return false
}

// holdsMark reports whether a placeholder stands in a place that makes the
// document look like a template.
func (d *Document) holdsMark() bool {
	bare := func(o Oddity) bool { return o.Kind == jsontree.BarePlaceholder }
	if !placeholder.MayHoldMarks(d.Bytes()) && !slices.ContainsFunc(d.tree.Oddities(), bare) {
		return false // most documents have no mark
	}
	var others []Span // the places that do not count; most documents need not know them
	known := false
	for n := range d.tree.All() {
		for at := range marksOf(n) {
			if !known {
				others, known = d.unmarkedPlaces(), true
			}
			if !within(&others, at) {
				return true
			}
		}
	}
	return false
}

// holdsPlaceholders reports whether two values have yet to be filled in: a single
// placeholder may be a forgotten one.
func (d *Document) holdsPlaceholders() bool {
	var others []Span // as in holdsMark
	known, found := false, 0
	for n := range d.tree.All() {
		if n.Kind() != String || !placeholder.IsValue(inQuotes(n)) || isStraySetting(n) {
			continue
		}
		if !known {
			others, known = d.unmarkedPlaces(), true
		}
		if !within(&others, n.Span().Start) {
			if found++; found == 2 {
				return true
			}
		}
	}
	return found > 0 && d.imageHoldsPlaceholder()
}

// isStraySetting reports whether a value is a proxy setting by its name, wherever it
// stands. A placeholder in a proxy setting beside env may be forgotten as easily as one
// in env, so it does not make the document look like a template.
func isStraySetting(n Node) bool {
	return isSetting(n.Key()) || n.KeyFolds("value") && isSetting(n.Parent().Key())
}

func (d *Document) imageHoldsPlaceholder() bool {
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			if _, _, ok := placeholder.Find(m.Image()); ok {
				return true
			}
		}
	}
	return false
}

// inQuotes is a string as it is written, without its quotes.
func inQuotes(n Node) []byte {
	raw := n.Raw()
	return raw[1 : len(raw)-1]
}

// marksOf yields the offsets of placeholders in a member's key and value that make a
// document look like a template, in rising order.
func marksOf(n Node) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !eachMark(n.RawKey(), n.KeySpan().Start+1, yield) {
			return
		}
		switch n.Kind() {
		case Placeholder:
			yield(n.Span().Start)
		case String:
			eachMark(inQuotes(n), n.Span().Start+1, yield)
		}
	}
}

// eachMark yields the offsets of such placeholders in a text as it is written,
// which starts at an offset of the file. It reports whether more are wanted.
func eachMark(raw []byte, offset int, yield func(int) bool) (more bool) {
	if bytes.IndexByte(raw, '$') < 0 {
		return true
	}
	for at := range placeholder.Marks(string(raw)) {
		if !yield(offset + at.Start) {
			return false
		}
	}
	return true
}

// unmarkedPlaces lists where the values of images and of the proxy settings
// stand, in rising order.
func (d *Document) unmarkedPlaces() []Span {
	var spans []Span
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			spans = append(spans, m.Setting("image").Span())
			for _, name := range [...]string{ProxyVar, ProtocolVar, NoProxyVar, HTTPProxyVar} {
				for _, v := range m.Lookup(name) {
					spans = append(spans, v.Node.Span())
				}
			}
		}
	}
	return rising(spans)
}

func rising(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	return spans
}

// within reports whether an offset lies in one of the spans, which are in rising
// order, and drops those before it.
func within(spans *[]Span, offset int) bool {
	for len(*spans) > 0 && (*spans)[0].End <= offset {
		*spans = (*spans)[1:]
	}
	return len(*spans) > 0 && (*spans)[0].Start <= offset
}
