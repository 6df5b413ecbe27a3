package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// azSaid lists the faults of the az CLI's schemas that other rules report already, if
// they are on.
func azSaid(p *check.Pass, d *check.Deployment) said {
	s := said{}
	if p.Explains(SchemaVersion.ID) {
		s.version(d.AgentDesired())
		s.version(d.HubDesired())
	}
	if p.Explains(Schema.ID) {
		for _, fault := range structure.Faults(p.Doc, d.Deployment) {
			s[saying{node: fault.Node}] = len(fault.Missing) == 0 || s[saying{node: fault.Node}]
			for _, name := range fault.Missing {
				s[saying{fault.Node, name}] = true
			}
		}
	}
	if system := d.SystemModules(); d.Hub == nil && (p.Explains("EP308") || saysWhereHubIs(p, d)) {
		s[saying{system, manifest.EdgeHub}] = true
	}
	if d.Agent == nil && p.Explains("EP104") {
		s[saying{d.SystemModules(), manifest.EdgeAgent}] = true
	}
	if p.Explains("EP510") {
		for _, n := range misplacedModules(d) {
			s[saying{node: n}] = true
		}
	}
	for _, m := range d.Modules {
		s.inModule(p, m)
	}
	return s
}

// inModule adds the faults of the members of a module.
func (s said) inModule(p *check.Pass, m *check.Module) {
	if p.Explains("EP511") {
		for _, n := range nestedModules(m) {
			s[saying{node: n}] = true
			s[saying{node: n.Parent()}] = n.Parent().KeyFolds("modules")
		}
	}
	if p.Explains("EP513") {
		for _, n := range misplacedDesired(m) {
			s[saying{node: n}] = true
		}
	}
	for entry := range m.Env().Children() {
		if isPlainEntry(entry) && p.Explains(EnvEntryShape.ID) {
			s[saying{node: entry}] = true
		}
	}
	for _, part := range m.CreateOptions().Parts {
		switch part.Kind() {
		case manifest.Number, manifest.Bool, manifest.Array:
			s[saying{node: part}] = p.Explains(CreateOptions.ID)
		}
	}
	for _, env := range misplacedEnvs(m) {
		if p.Explains("EP512") || p.Explains("EP106") && holdsOnlyStrays(m, env.node) {
			s[saying{node: env.node}] = true
			s[saying{env.node, "value"}] = true
			for c := range env.node.Children() {
				s[saying{node: c}] = true
			}
		}
	}
}

// saidOfKey reports whether another rule, one that is on, speaks of a member
// because of its key.
func saidOfKey(p *check.Pass, fault azFault) bool {
	if !fault.unlisted && !fault.named {
		return false
	}
	key := fault.node.Key()
	switch {
	case strings.EqualFold(key, "integrity"):
		return p.Explains("EP502")
	case strings.EqualFold(key, manifest.ProxyVar), strings.EqualFold(key, manifest.ProtocolVar):
		return p.Explains("EP106")
	case isSystemName(key) && fault.named:
		return p.Explains("EP508")
	case isDesiredKey([]byte(key)):
		return p.Explains("EP507")
	case looksLikeEnv(key):
		return p.Explains("EP107")
	}
	return fault.named && keyFault([]byte(key)) != "" && p.Explains("EP503")
}

// isTemplatesOptions reports whether n is createOptions as an object in a
// document that says that it is a template: a tool makes it a text.
func isTemplatesOptions(p *check.Pass, n manifest.Node) bool {
	return n.Kind() == manifest.Object && n.KeyFolds("createOptions") && p.Doc.DeclaredTemplate()
}
