package rules

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// credentialMembers are the members of a registry credential, all of which
// edgeAgent needs.
var credentialMembers = []string{"address", "username", "password"}

// mergeCredentials makes one fault of all blank members of a registry credential, and
// one fault of a credential without a name. Other faults stay as they are, in their
// order.
func mergeCredentials(faults []structure.Fault) []structure.Fault {
	var merged []structure.Fault
	for len(faults) > 0 {
		above := faults[0].Node.Parent()
		n := 1
		for n < len(faults) && faults[n].Node.Parent() == above {
			n++
		}
		if fault, ok := credentialFault(above, faults[:n]); ok {
			merged = append(merged, fault)
		} else {
			merged = append(merged, faults[:n]...)
		}
		faults = faults[n:]
	}
	return merged
}

// credentialFault is one fault in place of the faults of the members of an object; ok
// is false if they do not have the same cause.
func credentialFault(above manifest.Node, faults []structure.Fault) (fault structure.Fault, ok bool) {
	var names []string
	for _, f := range faults {
		if f.Node.Kind() != manifest.String || len(f.Missing) > 0 || !slices.Contains(credentialMembers, f.Node.Key()) {
			return fault, false
		}
		names = append(names, f.Node.Key())
	}
	switch {
	case above.Key() == credentialsKey && above.Get("address").Kind() == manifest.String:
		return structure.Fault{Node: above, Is: "a credential itself", Want: `each credential under a name of its own: {"NAME": {"address": …}}`}, true
	case isCredential(above) && len(names) > 1:
		return structure.Fault{Node: above, Is: "a credential with blank " + andList(names), Want: "some text in each"}, true
	}
	return fault, false
}

const credentialsKey = "registryCredentials"

// isCredential reports whether n is a registry credential under its name, in
// the desired properties as a whole or under a key of a layered deployment.
func isCredential(n manifest.Node) bool {
	return n.Parent().Key() == credentialsKey || strings.Contains(n.Key(), "."+credentialsKey+".")
}

// andList joins names: "a, b and c".
func andList(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
