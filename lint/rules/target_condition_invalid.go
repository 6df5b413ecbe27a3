package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// TargetConditionInvalid is EP701.
var TargetConditionInvalid = check.Rule{
	ID: "EP701", Name: "target-condition-invalid", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a target condition that IoT Hub refuses, or that says something else than its author means.",
		Why: `The target condition decides which devices get a deployment. It reads deviceId, tags.NAME and properties.reported.NAME of
the device twin, compares them with = != <> < <= > >=, and joins comparisons by AND, OR and NOT; is_defined(tags.NAME) is the only
function. Texts stand in single quotes. IoT Hub refuses everything else when the deployment is created: double quotes, ==, and IN,
which queries and the portal's preview do take (azure-iot-cli-extension issues 347 and 490).

The finding is a warning where the documentation does not say what IoT Hub does: other characters in texts than letters, digits and
- : . + % _ # * ? ! ( ) , = @ ; $, NOT without AND before it, AND beside OR without parentheses, names in another case.`,
		Bad:  func() string { return configuration(`"tags.site == 'plant-a'"`, "20") },
		Good: func() string { return configuration(`"tags.site = 'plant-a'"`, "20") },
	},
	Check: eachConfiguration(func(p *check.Pass, d *check.Deployment, target manifest.Node) {
		text := target.Text()
		if _, _, found := placeholder.Find(text); found && p.Template() {
			return
		}
		switch target.Kind() {
		case manifest.Missing, manifest.Null, manifest.Placeholder:
			return
		case manifest.String:
		default:
			f := check.At(target)
			f.Message = fmt.Sprintf("targetCondition is %s: expected a text", target.Kind())
			f.Help = "IoT Hub refuses the deployment; write a condition such as \"tags.site='plant-a'\""
			p.Report(f)
			return
		}
		c, err := condition.Parse(text)
		if err != nil {
			reportFaultyCondition(p, target, err.(*condition.Error))
			return
		}
		for _, w := range c.Warnings() {
			f := check.At(target)
			f.Span, f.Severity = target.TextSpan(w.Span.Start, w.Span.End), check.Warning
			f.Message, f.Help = "target condition: "+w.Msg, w.Help
			p.Report(f)
		}
	}),
}

// reportFaultyCondition reports what is wrong with a condition, at its place in the text.
func reportFaultyCondition(p *check.Pass, target manifest.Node, e *condition.Error) {
	f := check.At(target)
	if e.Span.Len() > 0 {
		f.Span = target.TextSpan(e.Span.Start, e.Span.End)
	}
	f.Message = fmt.Sprintf("target condition, column %d: %s", e.Column(), e.Msg)
	if f.Help = e.Help; f.Help == "" {
		f.Help = "IoT Hub refuses the deployment; a condition looks like tags.site='plant-a' AND NOT is_defined(tags.lab)"
	}
	p.Report(f)
}

// eachConfiguration makes a Check that visits each deployment with a target condition, or
// with the other settings of a Configuration document.
func eachConfiguration(visit func(p *check.Pass, d *check.Deployment, target manifest.Node)) func(*check.Pass) {
	return check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		if d.Shape == manifest.Configuration {
			visit(p, d, d.Root.Get("targetCondition"))
		}
	})
}

// configuration is a Configuration document with a target condition and a priority, which
// are JSON.
func configuration(target, priority string) string {
	content := strings.TrimSpace(deployment(proxyEnv, proxyEnv, ""))
	return "{\n\"id\": \"line\",\n\"targetCondition\": " + target + ",\n\"priority\": " + priority + ",\n\"content\": " + content + "\n}\n"
}
