package manifest

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// fill replaces the placeholder of the address by the address, in every variable of a
// module's env that Apply does not set itself. It reports whether there is such a
// variable.
func (r *Result) fill(m *Module, p Proxy, set []Setting) bool {
	placeholder, address := p.Placeholder.Reveal(), p.URL.Reveal()
	if placeholder == "" || strings.Contains(address, placeholder) {
		return false
	}
	found := false
	fillValue := func(name string, entry, old Node) {
		for _, s := range set {
			if text.EqualFold(s.Name, name) {
				return
			}
		}
		if old.Kind() != String && old.Kind() != Placeholder || indexOfName(old.Text(), placeholder) < 0 {
			return
		}
		found = true
		filled := replaceName(old.Text(), placeholder, address)
		r.Edits = append(r.Edits, Edit{Span: old.Span(), Text: jsontree.Quote(filled)})
		r.Changes = append(r.Changes, Change{
			Module: secret.Name(m.Name), Variable: secret.Text(name), Pointer: secret.Pointer(entry.Pointer()),
			Old: newSecret(old.Text()), New: newSecret(filled),
		})
	}
	for entry := range m.Env().Children() {
		if entry.KeySpan().Len() > 0 {
			fillValue(entry.Key(), entry, entry.Fold("value"))
		}
	}
	for _, s := range m.layer.variables {
		fillValue(s.name, s.node, s.value())
	}
	return found
}

// noteUnfilled says where the placeholder still stands: Apply changes nothing
// but env (L5), and a placeholder that reaches a device is no address.
func (r *Result) noteUnfilled(d *Document, p Proxy) {
	placeholder := p.Placeholder.Reveal()
	if placeholder == "" || strings.Contains(p.URL.Reveal(), placeholder) {
		return
	}
	text := string(d.Bytes())
	var filled []Span
	for _, e := range r.Edits {
		filled = append(filled, e.Span)
	}
	filled = rising(filled)
	comments := d.comments()
	first, n := 0, 0
	for at := 0; ; at += len(placeholder) {
		i := indexOfName(text[at:], placeholder)
		if i < 0 {
			break
		}
		if at += i; within(&comments, at) || within(&filled, at) {
			continue
		}
		if n == 0 {
			first = at
		}
		n++
	}
	if n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s: %s stands outside of env, too (places: %d): it was not filled in there", d.Position(first), p.Placeholder, n))
	}
}

// indexOfName is where a placeholder stands in a text, -1 if it does not: $PROXY
// does not stand in $PROXY_PORT.
func indexOfName(text, name string) int {
	open := placeholder.IsWordByte(name[len(name)-1]) // only the next byte ends the name
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return -1
		}
		end := at + i + len(name)
		if !open || end == len(text) || !placeholder.IsWordByte(text[end]) {
			return at + i
		}
		at = end
	}
}

// replaceName puts a value in the place of a placeholder, wherever it stands.
func replaceName(text, placeholder, value string) string {
	var b strings.Builder
	for {
		i := indexOfName(text, placeholder)
		if i < 0 {
			return b.String() + text
		}
		b.WriteString(text[:i] + value)
		text = text[i+len(placeholder):]
	}
}

func (d *Document) comments() []Span {
	var spans []Span
	for _, o := range d.Oddities() {
		if o.Kind.Comment() {
			spans = append(spans, o.Span)
		}
	}
	return spans
}
