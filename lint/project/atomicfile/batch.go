package atomicfile

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// Batch is ReplaceAll for so many files that their contents should not be in memory
// together. They are prepared one by one:
//
//	batch := disk.NewBatch()
//	defer batch.Discard()
//	err := batch.Prepare(change) // for each file
//	err = batch.Commit(ctx)
//
// No file has its new content before Commit; then all have it, or none.
type Batch struct {
	disk     Disk
	mutex    sync.Mutex
	ready    []*replacement
	held     atomic.Int64 // bytes of old contents
	mostHeld int64        // how many of them are kept in memory
}

// NewBatch is an empty batch. It asks about a folder once, and not for each file in it.
func (d Disk) NewBatch() *Batch {
	d.known = &knownFolders{}
	return &Batch{disk: d, mostHeld: 64 << 20}
}

// Prepare writes the new content of a file beside it. It may be called from several
// goroutines. The error names the file.
func (b *Batch) Prepare(c Change) error {
	r, err := b.disk.prepare(c)
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w; no file was changed", c.Name, paths.Reason(err))
	}
	b.hold(r)
	b.disk.known.add(c.Path)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.ready = append(b.ready, r)
	return nil
}

// hold keeps the old content of a file, in case it must be put back: in memory or, if
// the memory is full, under a second name of the file (a hard link), where the file
// system has these.
func (b *Batch) hold(r *replacement) {
	if b.held.Add(int64(len(r.Old))) <= b.mostHeld || r.Do == Create {
		return
	}
	name := tempNameIn(filepath.Dir(r.Path))
	if b.disk.os().link(r.Path, name) == nil {
		r.Old, r.kept = nil, name
	}
}

// Commit puts all files in their places, in the order of their paths, or leaves them as
// they were. An ended context changes nothing. The error names the file that could not be
// put there, or wraps that of ctx.
func (b *Batch) Commit(ctx context.Context) error {
	if ctx.Err() != nil {
		return interrupted{ctx.Err()}
	}
	slices.SortFunc(b.ready, func(x, y *replacement) int { return cmp.Compare(x.Path, y.Path) })
	return b.disk.commitAll(b.ready)
}

// Discard removes prepared files that were not put into their places, and kept old
// files.
func (b *Batch) Discard() {
	b.disk.removeTemps(b.ready)
	for _, r := range b.ready {
		if r.kept != "" {
			_ = b.disk.os().remove(r.kept) // a later run finds it
			r.kept = ""
		}
	}
}
