package manifest

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Removal says what RemoveProxy does beside removing https_proxy.
type Removal struct {
	NoProxy          bool             // take no_proxy away, too
	UpstreamProtocol UpstreamProtocol // set in the targets then; AutoProtocol and KeepProtocol leave it as it is
}

// RemoveProxy takes https_proxy, in every spelling, out of the env of the targets
// of every deployment in the document, as a careful person would: whole lines, the
// comma included, and env itself if nothing is left in it. It changes nothing
// else, and does nothing on a second run. The document itself does not change.
//
// The errors are those of Apply about a document, and two more: createOptions.Env sets
// the proxy, which must be removed there by hand; or a comment would be lost.
func (d *Document) RemoveProxy(r Removal, t Targets) (*Result, error) {
	if err := d.checkShape(t); err != nil {
		return nil, err
	}
	if err := d.checkTargets(t); err != nil {
		return nil, err
	}
	res, chosen := &Result{bytes: d.Bytes()}, t.choice()
	for _, m := range d.targets(chosen) {
		if err := res.removeFrom(m, r); err != nil {
			return nil, err
		}
	}
	var err error
	if res.bytes, err = Splice(d.Bytes(), res.Edits); err != nil {
		return nil, fmt.Errorf("remove the proxy: %w", err)
	}
	if r.UpstreamProtocol == AutoProtocol || r.UpstreamProtocol == KeepProtocol {
		return res, nil
	}
	return res, res.setProtocol(d, chosen, r.UpstreamProtocol)
}

// targets are the modules of all deployments that are chosen.
func (d *Document) targets(chosen choice) []*Module {
	var all []*Module
	for _, dep := range d.deployments {
		for _, m := range dep.list.modules {
			if chosen.takes(m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// removeFrom plans the edits of one module.
func (r *Result) removeFrom(m *Module, removal Removal) error {
	names := []string{ProxyVar}
	if removal.NoProxy {
		names = append(names, NoProxyVar)
	}
	for _, name := range names {
		for _, v := range m.Lookup(name) {
			if v.Source == FromCreateOptions {
				return m.errorAt(v.Node, "createOptions.Env of module %q sets %s: remove it there by hand", m.Name, v.Name)
			}
		}
	}
	gone := m.entriesOf(names)
	for _, entry := range gone {
		r.Changes = append(r.Changes, Change{
			Module: secret.Name(m.Name), Variable: secret.Text(entry.Key()), Pointer: secret.Pointer(entry.Pointer()),
			Old: newSecret(envVar(entry.Key(), entry).written()), Removed: true,
		})
	}
	if len(gone) == 0 && len(m.Lookup(ProxyVar)) == 0 {
		return nil
	}
	if err := m.checkWay(); err != nil {
		return err
	}
	var cuts []Span
	if len(gone) < m.Env().Len() || m.layer.env.Exists() || m.Env().Parent().Len() == 1 {
		cuts = m.dep.doc.tree.CutOut(m.Env(), gone)
	} else {
		cuts = m.dep.doc.tree.CutOut(m.Env().Parent(), []Node{m.Env()})
	}
	for _, cut := range cuts {
		if m.dep.doc.tree.CommentIn(cut) {
			return m.errorAt(gone[0], "a comment stands between what would be removed from module %q: remove the variable by hand", m.Name)
		}
		r.Edits = append(r.Edits, Edit{Span: cut})
	}
	return nil
}

// entriesOf lists the entries of env that set one of these variables, each once.
func (m *Module) entriesOf(names []string) (entries []Node) {
	for entry := range m.Env().Children() {
		sets := func(name string) bool { return entry.KeyIs(name, true) || setsSecretly(entry, name) }
		if entry.KeySpan().Len() > 0 && slices.ContainsFunc(names, sets) {
			entries = append(entries, entry)
		}
	}
	return entries
}

// setProtocol sets UpstreamProtocol in the targets, after RemoveProxy has removed the
// proxy.
func (r *Result) setProtocol(d *Document, chosen choice, protocol UpstreamProtocol) error {
	left, err := ParseLimits(r.bytes, Limits{Size: len(r.bytes)})
	if err != nil {
		return fmt.Errorf("remove the proxy: %w", err)
	}
	var edits []Edit
	for _, m := range left.targets(chosen) {
		set, changes, err := m.SetEnv([]Setting{{Name: ProtocolVar, Value: string(protocol)}})
		if err != nil {
			return err
		}
		edits, r.Changes = append(edits, set...), append(r.Changes, changes...)
	}
	if len(edits) == 0 {
		return nil
	}
	if r.bytes, err = Splice(left.Bytes(), edits); err != nil {
		return fmt.Errorf("set the protocol: %w", err)
	}
	r.Edits = []Edit{between(d.Bytes(), r.bytes)}
	return nil
}

// between is the smallest edit that turns one text into the other.
func between(old, now []byte) Edit {
	start := 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	end := 0
	for end < min(len(old), len(now))-start && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	return Edit{Span: Span{Start: start, End: len(old) - end}, Text: string(bytes.Clone(now[start : len(now)-end]))}
}
