package baseline

import (
	"maps"
	"slices"
)

// Against takes an earlier version of the file: from now on Apply marks a
// finding only if both versions cover it. Whoever can add an entry to the file can
// also add the fault that it covers, so an entry counts from the next change on.
// Stale, Prune and Record do not depend on the earlier version.
func (b *Baseline) Against(earlier *Baseline) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.earlier = earlier
}

// Fresh counts the findings that were not marked because the earlier version
// has no entry for them, and lists the paths that they are in, in order.
func (b *Baseline) Fresh() (findings int, paths []string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, path := range slices.Sorted(maps.Keys(b.files)) {
		if n := b.files[path].fresh; n > 0 {
			findings, paths = findings+n, append(paths, path)
		}
	}
	return findings, paths
}

// restart forgets what a run has found in a file.
func (k *known) restart() {
	k.fresh, k.others = 0, nil
	for _, t := range k.entries {
		t.found = 0
	}
}
