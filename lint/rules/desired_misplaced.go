package rules

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// DesiredMisplaced is EP513.
var DesiredMisplaced = check.Rule{
	ID: "EP513", Name: "desired-misplaced", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports \"properties.desired\" inside a module of $edgeAgent: the twin of the module does not get it.",
		Why: `The desired properties of a module stand in modulesContent, under the name of the module, beside $edgeAgent. In the description of
the module, or in its settings, they become a key of edgeAgent's own twin. IoT Hub accepts no key with a "." there, edgeAgent reads
no such member, and the twin of the module does not change.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", "")), `sensor:1.0",
              "createOptions": "{}"`, `sensor:1.0",
              "createOptions": "{}",
              "properties.desired": {
                "rate": 10
              }`, 1)
		},
		Good: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", "")), `    "$edgeHub": {`, `    "sensor": {
      "properties.desired": {
        "rate": 10
      }
    },
    "$edgeHub": {`, 1)
		},
	},
	Check: check.EachOddModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		for _, n := range misplacedDesired(m) {
			f := m.At(n)
			f.Span = n.KeySpan()
			f.Message = fmt.Sprintf("%q stands %s module %s: expected it in modulesContent, under the name of the module", n.Key(), placeInModule(m, n), m.Quoted())
			f.Help = "IoT Hub refuses the deployment because of the \".\" in the key, and the twin of the module does not get it in any case; move it beside $edgeAgent"
			p.Report(f)
		}
	}),
}

// misplacedDesired lists the members of a module, its settings and its env that have
// the key of desired properties.
func misplacedDesired(m *check.Module) []manifest.Node {
	var found []manifest.Node
	for _, place := range [...]manifest.Node{m.Node, m.Settings(), m.Env()} {
		for n := range place.Children() {
			if isDesiredKey(n.KeyBytes()) {
				found = append(found, n)
			}
		}
	}
	return found
}

// isDesiredKey reports whether a key sets desired properties, all of them or one.
func isDesiredKey(key []byte) bool {
	below, found := bytes.CutPrefix(key, []byte("properties.desired"))
	return found && (len(below) == 0 || below[0] == '.')
}

// standsInModule reports whether n sets desired properties inside a module, its
// settings or its env.
func standsInModule(n manifest.Node) bool {
	above := n.Parent()
	return isDesiredKey(n.KeyBytes()) && (isModule(above) || isModule(above.Parent()) && (above.KeyFolds("settings") || above.KeyFolds("env")))
}

// placeInModule says where in a module a member stands.
func placeInModule(m *check.Module, n manifest.Node) string {
	switch n.Parent() {
	case m.Settings():
		return "in settings of"
	case m.Env():
		return "in env of"
	}
	return "in"
}
