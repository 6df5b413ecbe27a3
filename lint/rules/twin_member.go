package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// reportForeign reports the members of a module in the modules content that belong to
// a twin and that a deployment cannot set: IoT Hub answers with status 400.
func reportForeign(p *check.Pass, t check.Twin) {
	for c := range t.Node.Children() {
		name, ok := foreignPart(c.Key())
		if !ok {
			continue
		}
		f := check.AtKey(c)
		f.Module, f.Severity = t.Module, check.Error
		f.Message = fmt.Sprintf("%q of %s sets %s of the twin: expected \"properties.desired\", or a key that starts with it", c.Key(), t.Module, name)
		f.Help = "IoT Hub refuses the deployment, which can set desired properties only; remove the member"
		p.Report(f)
	}
}

// foreignPart names the part of a twin that a key means, if the part is not the desired
// properties.
func foreignPart(key string) (name string, ok bool) {
	switch {
	case key == "tags", strings.HasPrefix(key, "tags."):
		return "tags", true
	case key == "properties.reported", strings.HasPrefix(key, "properties.reported."):
		return "reported properties", true
	}
	return "", false
}

// reportSlips reports the members of a module in the modules content whose keys were
// probably meant to set desired properties and do not. If EP004 says that the module sets
// none at all, that is enough.
func reportSlips(p *check.Pass, t check.Twin, setsNothing bool) {
	if setsNothing && p.Explains(NotAManifest.ID) {
		return
	}
	if isDesiredKey(t.Node.KeyBytes()) {
		f := check.AtKey(t.Node)
		f.Severity = check.Error
		f.Message = fmt.Sprintf("%q stands among the modules: expected it in a module, such as \"$edgeAgent\"", t.Module)
		f.Help = "IoT Hub refuses the deployment, and no module gets what stands there; a brace probably closes the module too early"
		p.Report(f)
		return
	}
	for c := range t.Node.Children() {
		if !isSlipOfDesired(c) {
			continue
		}
		f := check.AtKey(c)
		f.Module, f.Severity = t.Module, check.Error
		f.Message = fmt.Sprintf("%+q of %s sets no desired properties: expected \"properties.desired\", or a key such as \"properties.desired.NAME\"", c.Key(), t.Module)
		f.Help = "IoT Hub refuses the deployment, or the module does not get what stands there; correct the key"
		p.Report(f)
	}
}

// isSlipOfDesired reports whether a key looks like one that sets desired properties,
// but sets none: "properties.desire", "properties.desired " or
// "properties.desired..NAME". The form of a twin, {"properties": {"desired": …}}, is
// such a slip, too.
func isSlipOfDesired(n manifest.Node) bool {
	key := n.Key()
	below, found := strings.CutPrefix(key, "properties.desired")
	switch {
	case isUnfilledKey(key) || found && below == "":
		return false
	case found:
		return below[0] != '.' || slices.Contains(strings.Split(below[1:], "."), "")
	case strings.EqualFold(key, "properties"):
		return n.Fold("desired").Exists()
	}
	return nearly(key, "properties.desired")
}
