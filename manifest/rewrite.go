package manifest

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Remove plans the edits that cut a member out of its object, together with
// the comma and the line that it leaves empty. It plans nothing if n is no
// member, or if a comment would be lost.
func (d *Document) Remove(n Node) []Edit { return d.tree.Remove(n) }

// WrapEntry plans the edit that puts an entry of env which is a plain string, number
// or boolean into an object, as the runtime expects it: {"value": …}.
func (m *Module) WrapEntry(entry Node) []Edit {
	switch entry.Kind() {
	case String, Number, Bool:
	default:
		return nil
	}
	s := jsontree.StyleBeside(entry.Parent(), entry)
	s.Values = m.entryStyle()
	var b strings.Builder
	s.OfValues().RenderObject(&b, []jsontree.Member{{Key: "value", Value: string(entry.Raw())}})
	return []Edit{{Span: entry.Span(), Text: b.String()}}
}

// MoveToEnv plans the edits that move settings into env from places where the runtime does
// not read them. Each setting is a member of the module, of its settings or of an env in them,
// or the whole env inside env. A new env
// takes the place of the first setting, if this is a member of the module. MoveToEnv plans
// nothing if a member cannot be cut out. The error is that of SetEnv.
func (m *Module) MoveToEnv(from []Node, settings []Setting) ([]Edit, error) {
	if err := m.checkWay(); err != nil {
		return nil, err
	}
	d := m.dep.doc
	replace := len(from) > 0 && !m.Env().Exists() && from[0].Parent() == m.Node && !d.tree.CommentIn(from[0].MemberSpan())
	var edits []Edit
	var err error
	switch {
	case replace:
		edits, err = m.replaceByEnv(from[0], settings)
		from = from[1:]
	case len(from) == 1 && from[0].Parent() == m.Env() && m.Env().Len() == 1: // env would be empty meanwhile
		return m.replaceInEnv(from[0], settings)
	default:
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
	if !text.Fit(d.Bytes(), edits) {
		return nil, nil // the cut touches the place where env goes: nothing is planned
	}
	return edits, nil
}

// replaceInEnv puts settings in the place of the only member of env.
func (m *Module) replaceInEnv(n Node, settings []Setting) ([]Edit, error) {
	if m.dep.doc.tree.CommentIn(n.MemberSpan()) {
		return nil, nil
	}
	members, err := m.envMembers(settings)
	if err != nil {
		return nil, err
	}
	s := jsontree.StyleBeside(m.Env(), n)
	s.Values = m.entryStyle()
	return []Edit{{Span: n.MemberSpan(), Text: s.Render(members)}}, nil
}

// envMembers are settings as members of env.
func (m *Module) envMembers(settings []Setting) ([]jsontree.Member, error) {
	var members []jsontree.Member
	for _, s := range settings {
		if err := m.checkOptions(s); err != nil {
			return nil, err
		}
		members = append(members, m.dep.doc.envMember(s))
	}
	return members, nil
}

// replaceByEnv puts a new env in the place of a member of the module.
func (m *Module) replaceByEnv(n Node, settings []Setting) ([]Edit, error) {
	members, err := m.envMembers(settings)
	if err != nil {
		return nil, err
	}
	s := jsontree.StyleBeside(m.Node, n)
	s.Values = m.dep.sampleEnv().newEnv()
	return []Edit{{Span: n.MemberSpan(), Text: s.Render([]jsontree.Member{{Key: "env", Value: compact(members)}})}}, nil
}
