package check

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Template reports whether the document is a template or looks like one, so that
// a value with a placeholder is unknown rather than wrong. For the proxy and the
// protocol ask FilledIn.
func (p *Pass) Template() bool { return p.Doc.Template() }

// FilledIn reports whether a tool fills in the placeholder that stands in a
// variable of the module before the deployment: if it has no quotes, as the
// document is no JSON until then; if the configuration names that very text as
// the proxy or as the protocol; and in a template. For edgeAgent and edgeHub,
// without whose proxy a device is lost, that the document looks like one is not
// enough: somebody must have said so, and not the document itself with the very
// change that puts the placeholder there.
func (p *Pass) FilledIn(m *Module, v manifest.Var) bool {
	switch {
	case v.Node.Kind() == manifest.Placeholder, p.expects(v):
		return true
	case m.Runtime():
		return p.Doc.DeclaredTemplate() && !p.turnsTemplate()
	}
	return p.Template()
}

// turnsTemplate reports whether the document says of itself that it is a template,
// and its earlier version did not.
func (p *Pass) turnsTemplate() bool {
	return p.Against != nil && p.Doc.TemplateByOwnWord() && !p.Against.TemplateByOwnWord()
}

// expects reports whether the user has named the value of a variable that holds
// a placeholder.
func (p *Pass) expects(v manifest.Var) bool {
	if strings.EqualFold(v.Name, manifest.ProtocolVar) {
		return v.Value == string(p.Expect.UpstreamProtocol)
	}
	return v.Value == p.Expect.URL.Reveal()
}

// LeftOver reports whether an address holds a placeholder that nobody will fill in.
func (p *Pass) LeftOver(a Address) bool { return a.Unknown() && !p.FilledIn(a.Module, a.Var) }
