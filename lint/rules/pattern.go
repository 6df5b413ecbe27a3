package rules

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: most
// documents need none, and compiling all of them takes longer than linting a file.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
