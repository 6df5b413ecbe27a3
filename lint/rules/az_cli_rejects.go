package rules

import (
	"fmt"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AzCLIRejects is EP506.
var AzCLIRejects = check.Rule{
	ID: "EP506", Name: "az-cli-rejects", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports values and members that the runtime accepts or ignores, but the validation of the az CLI refuses.",
		Why: `"az iot edge set-modules" and "az iot edge deployment create" validate $edgeAgent with schemaVersion 1.0 and 1.1, and $edgeHub with
1.0 to 1.2, against schemas of their own. These schemas require edgeHub, modules, and status and restartPolicy of every module. They
accept createOptions only as a text, and refuse names with certain signs. From 1.1 on they list every member: digest, storeLimits
and the status of edgeAgent are errors there, although the runtime knows them. Other versions are not validated, and neither are
layered deployments (--layered).`,
		Bad: func() string {
			return deployment(proxyEnv+`,
            "restartPolicy": "always"`, proxyEnv, "")
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if d.Shape == manifest.Twin || d.Shape == manifest.Central {
			return // az iot edge does not deploy such a document
		}
		azRefuses(p, d, "$edgeAgent", azAgentSchema)
		azRefuses(p, d, "$edgeHub", azHubSchema)
	}),
}

// azRefuses reports what the schema of a system module refuses, which the
// version in the document chooses: one finding an object and kind of fault.
func azRefuses(p *check.Pass, d *check.Deployment, module string, schema azSchema) {
	twin := d.Content.Get(module)
	form := schema[twin.Get("properties.desired").Get("schemaVersion").Text()]
	if form == nil {
		return
	}
	faults := form().faults(p.Doc, twin)
	if len(faults) == 0 {
		return
	}
	said := azSaid(p, d)
	for len(faults) > 0 {
		n := 1
		for n < len(faults) && faults[0].unlisted && faults[n].unlisted && faults[n].node.Parent() == faults[0].node.Parent() {
			n++
		}
		if f, ok := azFinding(p, said, module, faults[:n]); ok {
			f.Module = module
			p.Report(f)
		}
		faults = faults[n:]
	}
}

// azFinding puts faults of one kind in one object into words. It fails if other rules
// report all of them.
func azFinding(p *check.Pass, said said, module string, faults []azFault) (f check.Finding, ok bool) {
	first := faults[0]
	first.lacks = slices.DeleteFunc(slices.Clone(first.lacks), func(name string) bool { return said[saying{first.node, name}] })
	faults = slices.DeleteFunc(slices.Clone(faults), func(fault azFault) bool {
		return said[saying{node: fault.node}] || saidOfKey(p, fault) || fault.unfilled() || isTemplatesOptions(p, fault.node)
	})
	if len(faults) == 0 || len(faults[0].lacks) > 0 && len(first.lacks) == 0 {
		return f, false
	}
	n := faults[0].node
	switch f = check.AtKey(n); {
	case len(first.lacks) > 0:
		f.Message = fmt.Sprintf("the az CLI refuses %s without %s", azPlace(n), quoteList(first.lacks))
		f.Help = azHelp + "the runtime accepts it"
	case faults[0].unlisted:
		names := make([]string, len(faults))
		for i, fault := range faults {
			names[i] = fault.node.Key()
		}
		f.Message = fmt.Sprintf("the az CLI refuses %s in %s, which its schema of %s does not list", quoteList(names), azPlace(n.Parent()), module)
		f.Help = azHelp + "the device uses the members that the runtime knows, and ignores the rest"
	case faults[0].named:
		f.Message = fmt.Sprintf("the az CLI refuses the name %q in %s: expected %s", n.Key(), azPlace(n.Parent()), faults[0].want)
		f.Help = azHelp + "the runtime accepts the name"
	default:
		is := ""
		if faults[0].is != "" {
			is = ", which is " + faults[0].is
		}
		f.Message = fmt.Sprintf("the az CLI refuses %q in %s%s: expected %s", n.Key(), azPlace(n.Parent()), is, faults[0].want)
		f.Help = azHelp + "the runtime accepts the value"
	}
	return f, true
}

const azHelp = "az iot edge set-modules and deployment create end with a validation error; "

// azPlace names an object for a message: settings and env with what holds them.
func azPlace(n manifest.Node) string {
	switch above := n.Parent(); {
	case n.Key() == "properties.desired":
		return "the desired properties"
	case above.Key() == "env":
		return fmt.Sprintf("%q in %s", n.Key(), azPlace(above))
	case n.Key() == "settings" || n.Key() == "env":
		return fmt.Sprintf("%s of %q", n.Key(), above.Key())
	}
	return fmt.Sprintf("%q", n.Key())
}
