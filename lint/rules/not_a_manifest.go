package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// NotAManifest is EP004.
var NotAManifest = check.Rule{
	ID: "EP004", Name: "not-a-manifest", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a file that was named as a manifest and holds no modules content, or one that sets no desired properties.",
		Why: `A gate that skips a file without a message is no gate. A manifest has "modulesContent", alone or inside "content", the legacy
"moduleContent", a map with "$edgeAgent", the twin of edgeAgent, or IoT Central's "deploymentManifest". The desired properties of a
module stand under "properties.desired", or under keys such as "properties.desired.routes.NAME", with the dots in the key: IoT Hub
accepts no other place.`,
		Bad:  func() string { return "{\n  \"name\": \"temperature-sensor\"\n}\n" },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: func(p *check.Pass) {
		for _, d := range p.Deployments {
			if n, ok := setsNothing(d); ok {
				f, name := check.AtKey(n), naming(n)
				f.Span = openingOf(n)
				for c := range n.Children() {
					if isSlipOfDesired(c) {
						f, name = check.AtKey(c), fmt.Sprintf("%+q in %s", c.Key(), name)
						break
					}
				}
				f.Message = fmt.Sprintf("%s sets no desired properties: expected \"properties.desired\", or keys that begin with \"properties.desired.\"", name)
				f.Help = "IoT Hub reads the desired properties from these keys only: devices get nothing from this object"
				p.Report(f)
			}
		}
		if n := p.Doc.Misshapen(); n.Exists() {
			f := check.AtKey(n)
			f.Message = fmt.Sprintf("%q is %s: expected an object with \"$edgeAgent\"", n.Key(), n.Kind())
			f.Help = "IoT Hub refuses the deployment"
			p.Report(f)
			return
		}
		if len(p.Deployments) > 0 {
			return
		}
		p.Report(noDeployment(p.Doc))
	},
}

// noDeployment is the finding about a document without a deployment.
func noDeployment(doc *manifest.Document) check.Finding {
	foreign, ok := doc.Foreign()
	if !ok {
		foreign.What = `no deployment found: expected "modulesContent" with "$edgeAgent", or one of the other forms of a deployment manifest`
	}
	f := check.At(foreign.At)
	if !foreign.At.Exists() {
		root := doc.Root().Span()
		f.Span = manifest.Span{Start: root.Start, End: min(root.Start+1, root.End)}
	}
	f.Message, f.Help = foreign.What, nameManifests
	return f
}

// nameManifests is the help for a file that is no manifest.
const nameManifests = "name deployment manifests only"

// ForeignFinding is the finding about a text that manifest.Parse refuses and that is
// known as the file of another program.
func ForeignFinding(foreign manifest.Foreign, src []byte, severity check.Severity) check.Finding {
	return check.Finding{
		Rule: NotAManifest.ID, Name: NotAManifest.Name, Severity: severity, Cause: contentSum(src),
		Span: manifest.Span{End: min(1, len(src))}, Message: foreign.What, Help: nameManifests,
	}
}

// setsNothing finds $edgeAgent or $edgeHub with members but no desired properties, or a
// modules content in which nothing sets any.
func setsNothing(d *check.Deployment) (n manifest.Node, ok bool) {
	if d.Shape == manifest.Twin {
		return n, false
	}
	all := true
	for twin := range d.Content.Children() {
		switch {
		case twin.Kind() != manifest.Object || setsDesired(twin):
			all = false
		case twin.Len() > 0 && isSystemName(twin.Key()):
			return twin, true
		}
	}
	return d.Content, all
}

func setsDesired(twin manifest.Node) bool {
	for c := range twin.Children() {
		if isDesiredKey(c.KeyBytes()) {
			return true
		}
	}
	return false
}

// naming names a member, or the document.
func naming(n manifest.Node) string {
	if n.KeySpan().Len() == 0 {
		return "the document"
	}
	return fmt.Sprintf("%q", n.Key())
}
