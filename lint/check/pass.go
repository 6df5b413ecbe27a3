package check

import (
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Need says what manifests are expected to say about a proxy.
type Need uint8

// The needs.
const (
	NeedAgent Need = iota // the default: edgeAgent must keep its proxy, the others follow it
	NeedAll               // the configuration requires a proxy, on edgeHub, too
	NeedNone              // the configuration says that there is no proxy here
)

// Expect is what the user has said about the proxy. The zero value expects a
// proxy on edgeAgent and knows none.
type Expect struct {
	Need             Need
	URL              string // the proxy that manifests should name, maybe a placeholder; "" for unknown
	UpstreamProtocol manifest.UpstreamProtocol
	Modules          []string // names or patterns of modules that need the proxy, too
}

// Pass is one run of one rule over one document. A rule reads the document and
// reports; it keeps nothing between runs.
type Pass struct {
	Doc         *manifest.Document
	Deployments []*Deployment
	Expect      Expect
	Against     *manifest.Document // an earlier version to compare with; usually nil

	rule     *Rule
	severity Severity
	enabled  func(id string) bool
	findings []Finding
}

// NewPass prepares the passes over a document. enabled tells which rules of
// the run are on.
func NewPass(doc *manifest.Document, expect Expect, enabled func(id string) bool) *Pass {
	p := &Pass{Doc: doc, Expect: expect, enabled: enabled}
	for _, d := range doc.Deployments() {
		p.Deployments = append(p.Deployments, newDeployment(d))
	}
	return p
}

// Run runs one rule, with a severity that may differ from its default.
func (p *Pass) Run(rule *Rule, severity Severity) {
	p.rule, p.severity = rule, severity
	rule.Check(p)
}

// Findings are the findings of all rules that were run, in that order.
func (p *Pass) Findings() []Finding { return p.findings }

// Report adds a finding. Rule, Name and, unless it is set, Severity are those
// of the running rule.
//
// A severity that a rule sets itself can only be lower or higher than its
// default by the nature of the finding; a configured severity replaces both.
func (p *Pass) Report(f Finding) {
	f.Rule, f.Name = p.rule.ID, p.rule.Name
	if f.Severity == Off || p.severity != p.rule.Severity {
		f.Severity = p.severity
	}
	p.findings = append(p.findings, f)
}

// Enabled reports whether a rule of the run is on. A rule that leaves a
// finding to a more exact rule must ask: a rule that is off explains nothing.
func (p *Pass) Enabled(id string) bool { return p.enabled == nil || p.enabled(id) }

// Template reports whether the document is a template, so that a value with a
// placeholder is unknown rather than wrong.
func (p *Pass) Template() bool { return p.Doc.Template() }

// EachDeployment makes a Check that visits every deployment.
func EachDeployment(visit func(*Pass, *Deployment)) func(*Pass) {
	return func(p *Pass) {
		for _, d := range p.Deployments {
			visit(p, d)
		}
	}
}

// EachBase makes a Check that visits every base deployment. A layered one has
// no edgeAgent to lose.
func EachBase(visit func(*Pass, *Deployment)) func(*Pass) {
	return func(p *Pass) {
		for _, d := range p.Deployments {
			if d.Kind == manifest.Base {
				visit(p, d)
			}
		}
	}
}

// EachModule makes a Check that visits every module of every deployment.
func EachModule(visit func(*Pass, *Deployment, *Module)) func(*Pass) {
	return func(p *Pass) {
		for _, d := range p.Deployments {
			for _, m := range d.Modules {
				visit(p, d, m)
			}
		}
	}
}
