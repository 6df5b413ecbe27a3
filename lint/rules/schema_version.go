package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// SchemaVersion is EP006.
var SchemaVersion = check.Rule{
	ID: "EP006", Name: "schema-version", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a schemaVersion that the runtime refuses: $edgeAgent takes 1.0 and 1.1, $edgeHub 1.0 to 1.3.",
		Why: `edgeAgent answers a newer version with status 412 and keeps its present configuration: nothing of the deployment takes effect. The
az CLI accepts versions that it does not know, without a message.

The runtime reads a version as .NET does: edgeAgent accepts 1.0.5 and " 01.1" as versions up to 1.1.0, and edgeHub looks at the
first two numbers only. edgeHub finds the key only if it is spelt exactly "schemaVersion".`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"schemaVersion": "1.1"`, `"schemaVersion": "1.2"`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		agent := d.AgentDesired()
		checkVersion(p, agent, versionOf{"$edgeAgent", agent.Fold("schemaVersion"), "1.0 or 1.1", isAgentVersion, agentRefuses})
		if hub := d.HubDesired(); hub.Kind() == manifest.Object && hub.Len() > 0 {
			checkVersion(p, hub, versionOf{"$edgeHub", hub.Get("schemaVersion"), "1.0 to 1.3", isHubVersion, hubRefuses})
		}
	}),
}

// versionOf is the schemaVersion of a module's desired properties.
type versionOf struct {
	module   string
	node     manifest.Node
	expected string
	takes    func(version []int) bool
	help     string
}

// checkVersion reports a version that the module does not take.
func checkVersion(p *check.Pass, desired manifest.Node, v versionOf) {
	f := check.At(v.node)
	switch v.node.Kind() {
	case manifest.Placeholder:
		return
	case manifest.Missing:
		f = check.AtKey(desired)
		f.Message = fmt.Sprintf("%s has no schemaVersion: expected %s", v.module, v.expected)
	case manifest.String, manifest.Number:
		text := v.node.Text()
		if v.takes(readVersion(text)) {
			return
		}
		if _, _, ok := placeholder.Find(text); ok && p.Template() {
			return
		}
		f.Message = fmt.Sprintf("schemaVersion of %s is %q: expected %s", v.module, text, v.expected)
	default:
		f.Message = fmt.Sprintf("schemaVersion of %s is %s: expected the string %s", v.module, v.node.Kind(), v.expected)
	}
	f.Module, f.Help, f.Refused = v.module, v.help, v.help == agentRefuses
	p.Report(f)
}

// readVersion reads two to four numbers with dots between them, as .NET's
// Version.TryParse does: each may have blanks around it and a plus sign. It returns
// nil for anything else.
func readVersion(text string) []int {
	var version []int
	for part := range strings.SplitSeq(text, ".") {
		part = strings.TrimPrefix(strings.Trim(part, "\t\n\v\f\r "), "+")
		n, err := strconv.ParseInt(part, 10, 32)
		if err != nil || n < 0 || strings.HasPrefix(part, "+") {
			return nil
		}
		version = append(version, int(n))
	}
	if len(version) < 2 || len(version) > 4 {
		return nil
	}
	return version
}

// isAgentVersion reports whether edgeAgent takes a version: 1.0 to 1.1.0. A number
// that is not there counts as less than 0.
func isAgentVersion(version []int) bool {
	return slices.Compare(version, []int{1, 0}) >= 0 && slices.Compare(version, []int{1, 1, 0}) <= 0
}

// isHubVersion reports whether edgeHub takes a version: 1.0 to 1.3, whatever follows.
func isHubVersion(version []int) bool {
	return len(version) > 0 && version[0] == 1 && version[1] <= 3
}
