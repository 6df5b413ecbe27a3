package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// DeviceLosesProxy is EP709. It looks at deployments and devices together: package
// lint/fleet reports it.
var DeviceLosesProxy = check.Rule{
	ID: "EP709", Name: "device-loses-proxy", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a deployment by which devices lose the proxy that they have.",
		Why: `A device gets the whole manifest of its base deployment: the proxy settings of an earlier base deployment are gone. The
manifest counts as one without a proxy, too, if its own findings of the groups EP1, EP2 and EP3 about edgeAgent or edgeHub are
errors, such as a proxy whose address edgeAgent cannot read. A device that has lost its proxy must be visited.`,
		Bad:  func() string { return hub(brokenBase("line", 20)) },
		Good: func() string { return hub(base("line", 20)) },
		File: HubFile,
	},
	Check: func(*check.Pass) {},
}
