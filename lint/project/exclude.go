package project

import (
	"errors"
	"fmt"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// checkExclude refuses patterns that could match nothing.
func checkExclude(globs []string) error {
	for _, glob := range globs {
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return &OptionError{"Exclude", glob, errors.New("expected a pattern for paths, such as 'old/**'")}
		}
	}
	return nil
}

// excluded is the result for a file that a pattern excludes; nil if none does. Patterns
// hold for files that were found in folders, and for files that a hook names. Any other
// named file is checked.
func (l *linter) excluded(c File, set *config.InForce) *result {
	if !l.mayPassOver(c) {
		return nil
	}
	for _, glob := range l.opts.Exclude {
		if doublestar.MatchUnvalidated(glob, c.Name) {
			r := passedOver(c, fmt.Sprintf("it is excluded by the pattern %q", glob))
			r.passed.Exclude = glob
			return &r
		}
	}
	if set != nil && set.Excluded.Origin != "" {
		r := passedOver(c, "it is excluded by "+set.Excluded.Origin)
		return &r
	}
	return nil
}

// excludeFailures removes failures of the search that a pattern excludes. Each becomes
// a file that will be passed over: nobody wanted to look there.
func (l *linter) excludeFailures(files *Found) {
	files.Failures = slices.DeleteFunc(files.Failures, func(f Failure) bool {
		if f.found == "" {
			return false
		}
		c := found(f.found, "")
		set, err := l.inForce(c.Name)
		if err != nil || l.excluded(c, set) == nil {
			return false
		}
		files.Files = append(files.Files, c)
		return true
	})
	files.sort()
}
