package check

import (
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Need says whether manifests are expected to set a proxy.
type Need uint8

// The needs.
const (
	NeedAgent Need = iota // the default: edgeAgent must keep its proxy, the others follow it
	NeedAll               // the configuration requires a proxy, on edgeHub, too
	NeedNone              // the configuration says that there is no proxy here
)

// Expect says which proxy the user expects. The zero value expects a proxy on
// edgeAgent, with any address. No way of printing an Expect shows the password.
type Expect struct {
	Need             Need
	URL              manifest.ProxyURL         // the proxy that manifests should name, maybe a placeholder; the zero value for unknown
	UpstreamProtocol manifest.UpstreamProtocol // likewise
	Inspecting       bool                      // the proxy opens TLS connections, with certificates of its own
	Modules          []string                  // names or patterns of modules that need the proxy, too
	NoProxy          string                    // the no_proxy of these modules; "" for manifest.UsualNoProxy where they have none
}

// Pass is one run of one rule over one document. A rule reads the document and
// reports; it keeps nothing between runs.
type Pass struct {
	Doc         *manifest.Document
	Deployments []*Deployment
	Expect      Expect
	Against     *manifest.Document // an earlier version to compare with; usually nil
	Device      *device.Device     // the device that gets the manifest, or that is checked itself; usually nil
	Fixing      bool               // the findings are to be mended: each one with a fix is kept

	rule     *Rule
	severity Severity
	file     *device.File // see NewDevicePass
	explains func(id string, asker Severity) bool
	earlier  map[*Deployment]*manifest.Deployment // see Earlier
	owned    []ownership                          // see nameDevice
	findings []Finding
	kinds    map[kind]*kept
	order    []*kept // of kinds, as they came up
}

// NewPass prepares the passes over a document. explains reports whether a finding
// of a rule may replace a finding of another rule with the given severity.
func NewPass(doc *manifest.Document, expect Expect, explains func(id string, asker Severity) bool) *Pass {
	p := &Pass{Doc: doc, Expect: expect, explains: explains}
	p.owned = ownershipsOf(doc.Deployments())
	for _, d := range doc.Deployments() {
		p.Deployments = append(p.Deployments, newDeployment(d))
	}
	return p
}

// Run runs one rule, with a severity that may differ from its default. A rule
// without a Check, or without a CheckDevice in a pass over a device, reports nothing.
func (p *Pass) Run(rule *Rule, severity Severity) {
	run := rule.Check
	if p.file != nil {
		run = rule.CheckDevice
	}
	if run == nil {
		return
	}
	p.rule, p.severity = rule, severity
	run(p)
}

// Findings are the findings of all rules in the order of the runs. At the end
// stand the findings that replace others for which there was no room.
func (p *Pass) Findings() []Finding {
	found := p.findings
	for _, k := range p.order {
		if k.more > 0 {
			found = append(found, k.rest())
		}
	}
	return found
}

// Report adds a finding, without passwords and with long names cut. Rule, Name
// and, unless it is set, Severity are those of the running rule. Of one rule and
// severity it keeps a thousand findings and counts the rest.
//
// A severity that a rule sets itself can only be lower or higher than its
// default by the nature of the finding; a configured severity replaces both.
func (p *Pass) Report(f Finding) {
	f.Rule, f.Name = p.rule.ID, p.rule.Name
	if f.Severity == Off || p.severity != p.rule.Severity {
		f.Severity = p.severity
	}
	p.nameDevice(&f)
	if p.keep(&f) {
		f.place = manifest.Node{} // a finding must not keep the document in memory
		p.findings = append(p.findings, f.Tidied())
	}
}

// Explains reports whether a finding of another rule may replace a finding of the
// running rule, which then reports nothing. A rule that is off or ignored explains
// nothing. A rule with a lower severity explains nothing either if its finding lets
// a document pass that the running rule stops.
func (p *Pass) Explains(id string) bool { return p.explains(id, p.severity) }

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

// EachOddModule makes a Check that visits every module but the plain ones: see
// manifest.Module.Plain. It is for rules about what a plain module cannot have, such as
// a member in a wrong place. Nearly all modules are plain, so such a rule costs nothing.
func EachOddModule(visit func(*Pass, *Deployment, *Module)) func(*Pass) {
	return EachModule(func(p *Pass, d *Deployment, m *Module) {
		if !m.Plain() {
			visit(p, d, m)
		}
	})
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
