package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// DeploymentShadowed is EP707. It looks at deployments and devices together: package
// lint/fleet reports it.
var DeploymentShadowed = check.Rule{
	ID: "EP707", Name: "deployment-shadowed", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports a base deployment that reaches devices and wins on none of them.",
		Why: `Deployments with a higher rank win on all devices that match its condition. When they are removed, this deployment comes
into force, and takes away a proxy that has been set since.`,
		Bad:  func() string { return hub(base("line-new", 20), base("line-old", 10)) },
		Good: func() string { return hub(base("line-new", 20)) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
