package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// TooManyDeployments is EP708. It looks at deployments and devices together: package
// lint/fleet reports it.
var TooManyDeployments = check.Rule{
	ID: "EP708", Name: "too-many-deployments", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports more than 100 deployments, which no IoT Hub takes.",
		Why: `A hub holds at most 100 deployments, a free one 10. Creating one more fails. Deployments with the same content can be one, whose target
condition joins theirs by OR. Beyond that, "az iot edge set-modules" sets the modules of single devices.`,
		Bad:  func() string { return hub(many(101)...) },
		Good: func() string { return hub(many(100)...) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
