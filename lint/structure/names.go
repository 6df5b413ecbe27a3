package structure

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// runtimeNames are the names of members that the runtime reads without regard to case
// (Newtonsoft.Json), by their lower case. The schemas look at the usual spelling only.
// schemaVersion is left out: EP006 judges it.
var runtimeNames = byLowerCase(
	"runtime", "systemModules", "modules", "edgeAgent", "edgeHub",
	"type", "status", "restartPolicy", "imagePullPolicy", "startupOrder", "version", "settings", "env",
	"image", "createOptions", "digest", "value",
	"minDockerVersion", "loggingOptions", "registryCredentials", "address", "username", "password",
	"routes", "route", "priority", "storeAndForwardConfiguration", "timeToLiveSecs", "storeLimits", "maxBytes",
)

func byLowerCase(names ...string) map[string]string {
	all := make(map[string]string, len(names))
	for _, name := range names {
		all[strings.ToLower(name)] = name
	}
	return all
}

// nameOf is the key of a member as the schemas know it: a member of the runtime in
// another case counts as the usual one.
func nameOf(n manifest.Node) string {
	key := n.Key()
	if usual, known := runtimeNames[strings.ToLower(key)]; known && usual != key && isOfRuntime(n) {
		return usual
	}
	return key
}

// isOfRuntime reports whether a member stands in what edgeAgent or edgeHub reads, and
// its key is no name that people choose, such as that of a module or of a variable.
func isOfRuntime(n manifest.Node) bool {
	above := n.Parent()
	if holdsChosenNames(above) {
		return false
	}
	for ; above.Exists(); above = above.Parent() {
		if above.KeyIs("$edgeAgent", false) || above.KeyIs("$edgeHub", false) || above.KeyFolds("desired") {
			return true
		}
	}
	return false
}

// holdsChosenNames reports whether people choose the keys of an object. A module may be
// called env, and a variable, too.
func holdsChosenNames(n manifest.Node) bool {
	for _, names := range [...]string{"modules", "env", "routes", "registryCredentials"} {
		if n.KeyFolds(names) || bytes.HasSuffix(n.KeyBytes(), []byte("."+names)) {
			return !holdsChosenNames(n.Parent())
		}
	}
	return false
}
