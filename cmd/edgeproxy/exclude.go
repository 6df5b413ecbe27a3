package main

import (
	"fmt"
	"slices"

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

// excludeFailures makes of what was found in a folder and could not be followed
// or searched, and is excluded, a candidate that will be passed over: nobody
// wanted to look there.
func (l *linter) excludeFailures(files *collection) {
	files.failed = slices.DeleteFunc(files.failed, func(f failure) bool {
		if f.found == "" {
			return false
		}
		c := candidate{input: named(f.found), found: true}
		set, err := l.inForce(c.name)
		if err != nil || l.excluded(c, set) == "" {
			return false
		}
		files.files = append(files.files, c)
		return true
	})
	files.sort()
}
