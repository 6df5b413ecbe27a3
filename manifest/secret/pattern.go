package secret

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: most
// runs print nothing that has to be looked at, and compiling all of them takes
// longer than reading a manifest.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
