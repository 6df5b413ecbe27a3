package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// LayerWithoutBase is EP706. It looks at deployments and devices together: package
// lint/fleet reports it.
var LayerWithoutBase = check.Rule{
	ID: "EP706", Name: "layer-without-base", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a layered deployment that reaches a device without a base deployment.",
		Why: `Layers add to a base deployment. A device that no base deployment reaches gets none of them: edgeAgent has an incomplete
configuration and reports status 417 (Azure/iotedge issues 2994 and 6940).`,
		Bad:  func() string { return hub(layer("camera", 30)) },
		Good: func() string { return hub(base("line", 20), layer("camera", 30)) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
