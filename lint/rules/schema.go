package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Schema is EP005.
var Schema = check.Rule{
	ID: "EP005", Name: "schema", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports what the JSON Schema of a deployment refuses: members that are missing, values of a wrong kind, words that the runtime does not know.",
		Why: `The schemas of edgeproxy ("edgeproxy schema deployment" prints one) accept everything that the runtime accepts, and refuse what
makes edgeAgent or edgeHub refuse its whole configuration. The device then keeps its present configuration, and a report in IoT Hub
is the only sign.

A startupOrder such as 5.5 or " 5 ", a status such as "running ", and a number in the place of a word are warnings: edgeAgent
converts them, but other tools refuse them.

edgeAgent and edgeHub read the names of members without regard to case, and so does this rule. A tool that validates with the schema alone
does not look into "Settings".

Unknown members are allowed: the runtime ignores them. Values that have a rule of their own, such as a schemaVersion, an image or
createOptions, are left to that rule.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, strings.Replace(module("sensor", "example.azurecr.io/sensor:1.0", ""),
				`"always"`, `"on-failured"`, 1))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, strings.Replace(module("sensor", "example.azurecr.io/sensor:1.0", ""),
				`"always"`, `"on-failure"`, 1))
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		faults := mergeCredentials(structure.Faults(p.Doc, d.Deployment))
		if len(faults) == 0 {
			return
		}
		said, places := saidByOthers(p, d), newPlaces(d)
		for _, fault := range faults {
			if fault, ok := said.without(fault); ok && !filledInLater(p, fault.Node) {
				f := schemaFinding(places, d.Kind, fault)
				if name, ok := places.memberName(fault.Node); ok && agentConverts(name, fault.Node) {
					f.Severity, f.Cause, f.Refused, f.Help = check.Warning, "converted", false, "edgeAgent accepts the value, but the az CLI and other tools refuse it"
				}
				p.Report(f)
			}
		}
	}),
}

// filledInLater reports whether a value is a placeholder in a template: it may
// stand for anything, an object included.
func filledInLater(p *check.Pass, n manifest.Node) bool {
	return n.Kind() == manifest.Placeholder || n.Kind() == manifest.String && p.Template() && isUnfilled(n.Text())
}

// schemaFinding puts a fault into words. It points to the value, or to the key
// of an object or array, which may be long.
func schemaFinding(places places, kind manifest.DeploymentKind, fault structure.Fault) check.Finding {
	f := check.At(fault.Node)
	if k := fault.Node.Kind(); k == manifest.Object || k == manifest.Array {
		f.Span = openingOf(fault.Node)
	}
	subject, owner := places.subject(fault.Node)
	switch {
	case len(fault.Missing) > 0:
		f.Message = fmt.Sprintf("%s has no %s", subject, quoteList(fault.Missing))
	case fault.Want == "":
		f.Message = fmt.Sprintf("%s must not stand in a %s deployment", subject, kind)
	default:
		f.Message = fmt.Sprintf("%s is %s: expected %s", subject, fault.Is, fault.Want)
	}
	f.Module, f.Help, f.Refused = owner.module, owner.help, owner.help == agentRefuses
	if meansLayer(fault) {
		f.Help += `; if this is a layered deployment, write each module under a key of its own, "properties.desired.modules.NAME", in the place of "properties.desired"`
	}
	return f
}

// meansLayer reports whether somebody may have meant a layered deployment: the desired
// properties of $edgeAgent hold modules, and nothing of what only a base deployment has.
func meansLayer(fault structure.Fault) bool {
	return fault.Node.Fold("modules").Exists() && slices.Contains(fault.Missing, "runtime") && slices.Contains(fault.Missing, "systemModules")
}

// openingOf is the key of an object or array, or its bracket if it has none.
func openingOf(n manifest.Node) manifest.Span {
	if key := n.KeySpan(); key.Len() > 0 {
		return key
	}
	start := n.Span().Start
	return manifest.Span{Start: start, End: start + 1}
}
