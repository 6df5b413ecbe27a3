package atomicfile

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// restore puts the old content of replaced files back.
func (d Disk) restore(replaced []*replacement) error {
	if len(replaced) == 0 {
		return errors.New("no file was changed")
	}
	var failed []error
	for _, r := range replaced {
		if err := d.putBack(r); err != nil {
			failed = append(failed, fmt.Errorf("%s: %s, and this cannot be undone: %w", r.Name, r.Do.left(), paths.Reason(err)))
		}
	}
	d.removeMade(replaced)
	if n := len(replaced) - len(failed); n > 0 {
		failed = append(failed, restored(n))
	}
	return errors.Join(failed...)
}

func restored(n int) error {
	if n == 1 {
		return errors.New("1 file had been changed and is as it was before")
	}
	return fmt.Errorf("%d files had been changed and are as they were before", n)
}

// putBack puts the old content of a replaced file back, unless somebody has saved
// the file since: that content is the user's.
func (d Disk) putBack(r *replacement) error {
	switch r.Do {
	case Create:
		return d.removeNew(r)
	case Remove:
		return d.makeAgain(r)
	}
	temp, err := d.oldFile(r)
	if err != nil {
		return err
	}
	same, err := d.untouched(r)
	switch {
	case err != nil:
	case !same:
		err = errSaved
	default:
		err = d.place(temp, r.Path, r.before.Mode())
	}
	if err != nil {
		_ = d.os().remove(temp)
	}
	return err
}

// oldFile is a file with the old content, which lies beside the place of the file.
func (d Disk) oldFile(r *replacement) (name string, err error) {
	if name, r.kept = r.kept, ""; name != "" {
		return name, nil
	}
	return d.writeTemp(r.Path, r.Old, r.before)
}

// untouched reports whether a file is still as it was written.
func (d Disk) untouched(r *replacement) (bool, error) {
	now, err := d.readFile(r.Path)
	if err != nil || digestOf(now) != r.digest {
		return false, err
	}
	return d.isSame(r.Path, r.after)
}

// digestOf distinguishes the content that was written from what somebody else has saved
// since.
func digestOf(content []byte) uint64 { return maphash.Bytes(digestSeed(), content) }

var digestSeed = sync.OnceValue(maphash.MakeSeed)

var errSaved = errors.New("someone else has saved the file since")

// isSame reports whether a file is as it was at a certain moment.
func (d Disk) isSame(path string, then fs.FileInfo) (bool, error) {
	now, err := d.os().lstat(path)
	if err != nil || then == nil {
		return false, err
	}
	return os.SameFile(now, then) && now.Size() == then.Size() && now.ModTime().Equal(then.ModTime()), nil
}
