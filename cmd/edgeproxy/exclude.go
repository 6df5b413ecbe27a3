package main

import (
	"fmt"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// checkExclude refuses patterns that could match nothing.
func checkExclude(globs []string) error {
	for _, glob := range globs {
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("--exclude %q: expected a pattern for paths, such as 'old/**'", glob)
		}
	}
	return nil
}

// excluded is the pattern that keeps a file out of the search of a folder; "" if
// none does. A file that is named outright is always checked.
func (l *linter) excluded(c candidate, set *config.InForce) string {
	if !c.found {
		return ""
	}
	for _, glob := range l.flags.exclude {
		if doublestar.MatchUnvalidated(glob, c.name) {
			return fmt.Sprintf("--exclude %q", glob)
		}
	}
	if set != nil && set.Excluded.Origin != "" {
		return set.Excluded.Origin
	}
	return ""
}
