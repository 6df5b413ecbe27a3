package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// SamePriority is EP704. It looks at deployments and devices together: package
// lint/fleet reports it.
var SamePriority = check.Rule{
	ID: "EP704", Name: "same-priority", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports two base deployments of one priority that reach the same device, and two layered ones that set the same key of it.",
		Why: `Of two base deployments with the same priority, the device gets the one that was created last. So a deployment that is deleted and
created again takes devices from its neighbour, and nobody has changed a condition. For two layers the documentation names no order,
and users have seen it change (Azure/iotedge issue 6685).`,
		Bad:  func() string { return hub(base("line-a", 20), base("line-b", 20)) },
		Good: func() string { return hub(base("line-a", 20)) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
