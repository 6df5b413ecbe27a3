package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TargetConditionEmpty is EP702.
var TargetConditionEmpty = check.Rule{
	ID: "EP702", Name: "target-condition-empty", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a target condition that is empty or null, so that no device gets the deployment.",
		Why: `IoT Hub applies a deployment to the devices that match its target condition. An empty condition matches no device; every device
matches *. The az CLI writes an empty condition if --target-condition is left out.`,
		Bad:  func() string { return configuration(`""`, "20") },
		Good: func() string { return configuration(`"*"`, "20") },
	},
	Check: eachConfiguration(func(p *check.Pass, d *check.Deployment, target manifest.Node) {
		if target.Kind() != manifest.Null && (target.Kind() != manifest.String || target.Text() != "") {
			return
		}
		f := check.At(target)
		f.Message = "the target condition is empty: no device gets the deployment"
		f.Help = "write * for every device, or a condition such as tags.site='plant-a'"
		p.Report(f)
	}),
}
