package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/baseline"
)

// boundBaseline lets the baseline cover only what it covered at the revision of
// --against: an entry that a change adds must not cover what the same change
// breaks. A baseline outside of the repository is not the change's, and is not
// compared. One that nobody can read at the revision covered nothing.
func (l *linter) boundBaseline() error {
	if l.known == nil || l.revision == nil || l.known.rewriting {
		return nil
	}
	file := l.flags.baseline
	if _, err := l.revision.Path(file); err != nil {
		return nil
	}
	src, err := l.revision.Read(file, baseline.MaxSize)
	if err != nil {
		return fmt.Errorf("--baseline %s: --against: %w", file, err)
	}
	earlier, err := baseline.Parse(file, src)
	if err != nil {
		earlier = baseline.New(file)
	}
	l.known.Against(earlier)
	return nil
}

// tellFresh says which findings the baseline would cover, had the change not
// added the entries itself.
func (l *linter) tellFresh() {
	if l.known == nil {
		return
	}
	findings, paths := l.known.Fresh()
	if findings == 0 {
		return
	}
	const most = 3
	names := paths
	if len(names) > most {
		names = append(names[:most:most], fmt.Sprintf("and %d more", len(paths)-most))
	}
	l.app.errorf("edgeproxy: %s: %s in %s count as new, because the baseline of %s has no entry for them: "+
		"an entry covers nothing before it is merged; mend the manifest, or let somebody who may decide that merge this change of the baseline",
		filepath.ToSlash(l.flags.baseline), plural(findings, "finding"), strings.Join(names, ", "), l.flags.against)
}
