package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
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

// foreignPart names the part of a twin, other than the desired properties, that a key means.
func foreignPart(key string) (name string, ok bool) {
	switch {
	case key == "tags", strings.HasPrefix(key, "tags."):
		return "tags", true
	case key == "properties.reported", strings.HasPrefix(key, "properties.reported."):
		return "reported properties", true
	}
	return "", false
}
