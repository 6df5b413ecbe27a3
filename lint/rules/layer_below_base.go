package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// LayerBelowBase is EP705. It looks at deployments and devices together: package
// lint/fleet reports it.
var LayerBelowBase = check.Rule{
	ID: "EP705", Name: "layer-below-base", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a layered deployment whose priority is not above that of the base deployment of a device that it reaches.",
		Why: `A layered deployment is applied on top of a base deployment if its priority is higher. With the same priority or a lower one it does
nothing on the device, without an error: the deployment counts the device as targeted and never as applied.`,
		Bad:  func() string { return hub(base("line", 20), layer("camera", 20)) },
		Good: func() string { return hub(base("line", 20), layer("camera", 30)) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
