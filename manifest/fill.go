package manifest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// fill puts the address in the place of the placeholder that stands for it, in
// every variable of a module's env that Apply does not set anyway. It reports
// whether there is one.
func (r *Result) fill(m *Module, p Proxy, set []Setting) bool {
	placeholder, address := p.Placeholder.Reveal(), p.URL.Reveal()
	if placeholder == "" || strings.Contains(address, placeholder) {
		return false
	}
	found := false
	fillEntry := func(name string, entry Node) {
		for _, s := range set {
			if equalFold(s.Name, name) {
				return
			}
		}
		old := entry.Fold("value")
		if old.Kind() != String && old.Kind() != Placeholder || !strings.Contains(old.Text(), placeholder) {
			return
		}
		found = true
		filled := strings.ReplaceAll(old.Text(), placeholder, address)
		r.Edits = append(r.Edits, Edit{old.Span(), quote(filled)})
		r.Changes = append(r.Changes, Change{
			Module: secret.Text(m.Name), Variable: secret.Text(name), Pointer: secret.Pointer(entry.Pointer()),
			Old: newSecret(old.Text()), New: newSecret(filled),
		})
	}
	for entry := range m.Env().Children() {
		if entry.KeySpan().Len() > 0 {
			fillEntry(entry.Key(), entry)
		}
	}
	for _, s := range m.single {
		fillEntry(s.name, s.entry)
	}
	return found
}

// noteUnfilled says where the placeholder still stands: Apply changes nothing
// but env (L5), and a placeholder that reaches a device is no address.
func (r *Result) noteUnfilled(d *Document, p Proxy) {
	placeholder := []byte(p.Placeholder.Reveal())
	if len(placeholder) == 0 || bytes.Contains([]byte(p.URL.Reveal()), placeholder) {
		return
	}
	var filled []Span
	for _, e := range r.Edits {
		filled = append(filled, e.Span)
	}
	filled = rising(filled)
	comments := d.comments()
	first, n := 0, 0
	for at := 0; ; at += len(placeholder) {
		i := bytes.Index(d.Bytes()[at:], placeholder)
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
