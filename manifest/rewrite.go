package manifest

import "strings"

// Remove plans the edits that cut a member out of its object, together with
// the comma and the line that it leaves empty. It plans nothing if n is no
// member, or if a comment would be lost.
func (d *Document) Remove(n Node) []Edit { return d.tree.remove(n) }

// WrapEntry plans the edit that makes an entry of env which is a plain string,
// number or boolean what the runtime takes: {"value": …}.
func (m *Module) WrapEntry(entry Node) []Edit {
	switch entry.Kind() {
	case String, Number, Bool:
	default:
		return nil
	}
	s := styleBeside(entry.Parent(), entry)
	s.values = m.entryStyle()
	var b strings.Builder
	s.ofValues().renderObject(&b, []member{{"value", string(entry.Raw())}})
	return []Edit{{entry.Span(), b.String()}}
}

// MoveToEnv plans the edits that take settings from where the runtime does not
// read them, each a member of the module or of its settings, and set them in
// env; a new env takes the place of the first of them, if that is a member of
// the module. It plans nothing if a member cannot be cut out.
func (m *Module) MoveToEnv(from []Node, settings []Setting) ([]Edit, error) {
	if err := m.checkWay(); err != nil {
		return nil, err
	}
	d := m.dep.doc
	replace := len(from) > 0 && !m.Env().Exists() && from[0].Parent() == m.Node && !d.tree.commentIn(from[0].MemberSpan())
	var edits []Edit
	var err error
	if replace {
		edits, err = m.replaceByEnv(from[0], settings)
		from = from[1:]
	} else {
		edits, _, err = m.SetEnv(settings)
	}
	if err != nil {
		return nil, err
	}
	for _, n := range from {
		cut := d.Remove(n)
		if len(cut) == 0 {
			return nil, nil
		}
		edits = append(edits, cut...)
	}
	if !Fit(d.Bytes(), edits) {
		return nil, nil // the cut touches the place where env goes: nothing is planned
	}
	return edits, nil
}

// replaceByEnv puts a new env in the place of a member of the module.
func (m *Module) replaceByEnv(n Node, settings []Setting) ([]Edit, error) {
	var members []member
	for _, s := range settings {
		if err := m.checkOptions(s); err != nil {
			return nil, err
		}
		members = append(members, m.dep.doc.envMember(s))
	}
	s := styleBeside(m.Node, n)
	s.values = m.dep.sampleEnv().newEnv()
	return []Edit{{n.MemberSpan(), s.render([]member{{"env", compact(members)}})}}, nil
}
