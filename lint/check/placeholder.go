package check

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Template reports whether the document is a template or looks like one, so that
// a value with a placeholder is unknown rather than wrong. For the proxy and the
// protocol ask FilledIn.
func (p *Pass) Template() bool { return p.Doc.Template() }

// FilledIn reports whether a tool fills in the placeholder in a variable of the
// module before the deployment. This is so in three cases: the placeholder has no
// quotes, so the document is no JSON until then; the configuration names the same
// text as the proxy or as the protocol; the document is a template. For edgeAgent
// and edgeHub, without whose proxy a device is lost, the document must be declared a
// template. A document that looks like a template is not enough, and neither is a
// declaration that the document got in the change that adds the placeholder.
func (p *Pass) FilledIn(m *Module, v manifest.Var) bool {
	switch {
	case v.Node.Kind() == manifest.Placeholder, p.expects(v):
		return true
	case m.Runtime():
		return p.Doc.DeclaredTemplate() && !p.turnsTemplate()
	}
	return p.Template()
}

// turnsTemplate reports whether the document declares itself a template, and its
// earlier version did not.
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
