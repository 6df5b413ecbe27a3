package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// Priority is EP703.
var Priority = check.Rule{
	ID: "EP703", Name: "priority", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a deployment for a hub whose priority is missing, negative or no integer.",
		Why: `Of the base deployments that a device matches, it gets the one with the highest priority. A layered deployment applies if its priority
is higher than that of the base. The priority is an integer from 0 on. The rule looks at documents that have a target condition.`,
		Bad:  func() string { return configuration(`"tags.site = 'plant-a'"`, "-1") },
		Good: func() string { return configuration(`"tags.site = 'plant-a'"`, "20") },
	},
	Check: eachConfiguration(func(p *check.Pass, d *check.Deployment, target manifest.Node) {
		n := d.Root.Get("priority")
		if _, ok := fleet.Priority(n); ok || n.Kind() == manifest.Placeholder || !n.Exists() && !target.Exists() {
			return
		}
		f := check.At(n)
		f.Message = fmt.Sprintf("priority is %s: expected an integer from 0 on", n.Kind())
		f.Help = "IoT Hub refuses the deployment; a higher number wins over a lower one"
		switch n.Kind() {
		case manifest.Number:
			f.Message = fmt.Sprintf("priority is %s: expected an integer from 0 on", n.Text())
		case manifest.Missing:
			f = check.AtKey(target)
			f.Message = "the deployment has a target condition and no priority: expected an integer from 0 on"
			f.Help = "write the priority down: whether the deployment wins over others depends on it"
		}
		p.Report(f)
	}),
}
