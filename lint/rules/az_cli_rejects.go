package rules

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AzCLIRejects is EP506.
var AzCLIRejects = check.Rule{
	ID: "EP506", Name: "az-cli-rejects", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports members that the runtime takes or passes over, and that the validation of the az CLI refuses.",
		Why: `"az iot edge set-modules" and "az iot edge deployment create" validate $edgeAgent with schemaVersion 1.1 and $edgeHub with 1.1 and 1.2
against schemas that list every member: digest, storeLimits, or the status of edgeAgent, all of which the runtime knows, are an
error there. Other versions are not validated like that, layered deployments (--layered) not at all.`,
		Bad: deployment(proxyEnv+`,
            "restartPolicy": "always"`, proxyEnv, ""),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if d.Shape == manifest.Twin || d.Shape == manifest.Central {
			return // nothing that az iot edge deploys
		}
		if d.AgentDesired().Fold("schemaVersion").Text() == "1.1" {
			azRefuses(p, d, azSchema().agent, "$edgeAgent", d.AgentDesired())
		}
		if version := d.HubDesired().Fold("schemaVersion").Text(); version == "1.1" || version == "1.2" {
			azRefuses(p, d, azSchema().hub, "$edgeHub", d.HubDesired())
		}
	}),
}

// azRefuses reports the members of n, and of what is in it, that are not
// listed: one finding an object.
func azRefuses(p *check.Pass, d *check.Deployment, listed *azObject, module string, n manifest.Node) {
	var refused []string
	var first manifest.Node
	if n.Kind() != manifest.Object {
		return
	}
	for c := range n.Children() {
		if listed.each != nil {
			azRefuses(p, d, listed.each, module, c)
			continue
		}
		key := c.KeyBytes()
		inside, isListed := listed.members[string(key)]
		switch {
		case inside != nil:
			azRefuses(p, d, inside, module, c)
		case isListed || isAzCreateOptions(key, n) || saidElsewhere(p, string(key)):
		default:
			if refused = append(refused, string(key)); len(refused) == 1 {
				first = c
			}
		}
	}
	if len(refused) > 0 {
		f := check.AtKey(first)
		f.Module = module
		f.Message = fmt.Sprintf("the az CLI refuses %s of %s, which its schema of %s does not list", quoteList(refused), azPlace(n), module)
		f.Help = "no harm on the device; az iot edge set-modules and deployment create end with a validation error"
		p.Report(f)
	}
}

// azPlace names an object for a message: settings and env with what holds them.
func azPlace(n manifest.Node) string {
	switch above := n.Parent(); {
	case n.Key() == "properties.desired":
		return "the desired properties"
	case above.Key() == "env":
		return "env/" + n.Key()
	case n.Key() == "settings" || n.Key() == "env":
		return fmt.Sprintf("%s/%s", above.Key(), n.Key())
	}
	return n.Key()
}

// isAzCreateOptions recognises a key of obj as createOptions, as the az CLI spells it.
func isAzCreateOptions(key []byte, obj manifest.Node) bool {
	rest, ok := bytes.CutPrefix(key, []byte("createOptions"))
	if !ok {
		rest, ok = bytes.CutPrefix(key, []byte("createoptions"))
	}
	return ok && len(bytes.Trim(rest, "0123456789")) == 0 && string(obj.RawKey()) == "settings"
}

// saidElsewhere reports whether another rule, one that is on, speaks of a member.
func saidElsewhere(p *check.Pass, key string) bool {
	switch {
	case strings.EqualFold(key, "integrity"):
		return p.Explains("EP502")
	case strings.EqualFold(key, manifest.ProxyVar), strings.EqualFold(key, manifest.ProtocolVar), strings.EqualFold(key, "env"):
		return p.Explains("EP106")
	}
	return looksLikeEnv(key) && p.Explains("EP107")
}
