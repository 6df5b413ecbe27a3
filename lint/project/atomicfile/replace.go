package atomicfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// replacement is a file whose new content lies beside it, ready to be put in
// its place.
type replacement struct {
	Change             // without New, which lies on the disk
	digest uint64      // of New
	temp   string      // name of the file with the new content; "" once it is in its place
	before fs.FileInfo // of the file when it was compared with the old content
	after  fs.FileInfo // of the file right after it was replaced
	made   []string    // folders that were made for it, the outermost first
	kept   string      // another name of the old file, which stands for Old; "" for none
}

// ReplaceAll replaces, makes and removes the files, all or none as far as a file system
// allows: the new content of every file is written beside it and flushed before the
// first is put in its place. Putting them in their places is not interrupted. If one
// cannot be put in its place, those before it get their old content back. An
// interrupted run changes nothing.
func (d Disk) ReplaceAll(ctx context.Context, changes []Change) error {
	ready, err := d.prepareAll(ctx, changes)
	defer d.removeTemps(ready)
	if err != nil {
		return err
	}
	return d.commitAll(ready)
}

// commitAll puts the files in their places. If that fails for one, those before it get
// their old content back.
func (d Disk) commitAll(ready []*replacement) error {
	for i, r := range ready {
		if err := d.commit(r); err != nil {
			d.removeTemps(ready) // first: the disk may be full
			return errors.Join(fmt.Errorf("%s: cannot be %s: %w", r.Name, r.Do.done(), paths.Reason(err)), d.restore(ready[:i]))
		}
	}
	return nil
}

// replace replaces one file, or leaves it as it is. The error names the file.
func (d Disk) replace(c Change) error {
	r, err := d.prepare(c)
	if err == nil {
		defer d.removeTemps([]*replacement{r})
		err = d.commit(r)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", c.Name, paths.Reason(err))
	}
	return nil
}

// ReplaceEach replaces the files, each by itself. It returns an error for each change:
// nil if the file has its new content, or why the file is as it was. For changes that
// were left out because the context ended, that is the error of the context.
func (d Disk) ReplaceEach(ctx context.Context, changes []Change) []error {
	failed := make([]error, len(changes))
	for i := range failed {
		failed[i] = errLeft
	}
	workers.Each(len(changes), d.writers(), func() bool { return ctx.Err() != nil }, func(i int) {
		failed[i] = d.replace(changes[i])
	})
	for i := range failed {
		if failed[i] == errLeft {
			failed[i] = ctx.Err()
		}
	}
	return failed
}

// errLeft marks a change that was left out because the context ended.
var errLeft = errors.New("left")

// interrupted says that the context ended before the first file was changed.
type interrupted struct{ cause error }

func (interrupted) Error() string   { return "interrupted: no file was changed" }
func (e interrupted) Unwrap() error { return e.cause }

// prepareAll prepares every file, or fails with the error of the first that cannot be
// prepared. The files that it returns beside an error have to be removed.
func (d Disk) prepareAll(ctx context.Context, changes []Change) ([]*replacement, error) {
	ready, failed := make([]*replacement, len(changes)), make([]error, len(changes))
	var full atomic.Bool
	stop := func() bool { return full.Load() || ctx.Err() != nil }
	workers.Each(len(changes), d.writers(), stop, func(i int) {
		if ready[i], failed[i] = d.prepare(changes[i]); failed[i] != nil {
			full.Store(true) // those before it are under way: the first failure is always the same
		}
	})
	for i, err := range failed {
		if err != nil {
			return ready, fmt.Errorf("%s: cannot be written: %w; no file was changed", changes[i].Name, paths.Reason(err))
		}
	}
	if ctx.Err() != nil {
		return ready, interrupted{ctx.Err()}
	}
	return ready, nil
}

// removeTemps removes temporary files, and the folders that were made for nothing.
func (d Disk) removeTemps(files []*replacement) {
	for _, r := range files {
		if r != nil && r.temp != "" {
			_ = d.os().remove(r.temp) // it may be gone, and there is nobody to tell
			r.temp = ""
		}
	}
	d.removeMade(files)
}

// prepare writes the new content of a file into a temporary file beside it.
func (d Disk) prepare(c Change) (*replacement, error) {
	if !d.known.has(c.Path) {
		if err := d.Bounds.CheckFolder(c.Path); err != nil {
			return nil, err
		}
	}
	if c.Do == Create {
		return d.prepareNew(c)
	}
	info, err := d.checkWritable(c.Path)
	if err != nil {
		return nil, err
	}
	now, err := d.readFile(c.Path)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(now, c.Old) {
		return nil, errChanged
	}
	if c.Do == Remove {
		return &replacement{Change: c, before: info}, nil
	}
	temp, err := d.writeTemp(c.Path, c.New, info)
	if err != nil {
		return nil, err
	}
	r := newReplacement(c, temp)
	r.before = info
	return r, nil
}

// newReplacement is a change whose new content lies in a temporary file.
func newReplacement(c Change, temp string) *replacement {
	r := &replacement{Change: c, digest: digestOf(c.New), temp: temp}
	r.New = nil
	return r
}

var errChanged = errors.New("someone else has changed the file meanwhile: run the command again")

// writeTemp writes content into a new file in the folder of path, with the owner
// that info says (nil: that of the process), flushes it, and returns its name. Nobody else may read the
// file before place: content may hold a password, and a process may be killed.
func (d Disk) writeTemp(path string, content []byte, info fs.FileInfo) (name string, err error) {
	f, err := d.os().createTemp(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("no temporary file can be made in its folder: %w", paths.Reason(err))
	}
	if info != nil {
		keepOwner(f, info)
	}
	_, err = f.Write(content)
	if err == nil && !d.NoFlush {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, d.os().remove(f.Name()))
	}
	return f.Name(), nil
}

// commit puts the new content in the place of the old one.
func (d Disk) commit(r *replacement) error {
	if r.Do == Create {
		return d.commitNew(r)
	}
	same, err := d.isSame(r.Path, r.before)
	if err != nil {
		return err
	}
	if !same {
		return errChanged
	}
	if r.Do == Remove {
		return d.os().remove(r.Path)
	}
	if err := d.place(r.temp, r.Path, r.before.Mode()); err != nil {
		return err
	}
	r.temp = ""
	r.after, _ = d.os().lstat(r.Path) // without it, restore leaves the file as it is
	return nil
}

// place puts a temporary file in the place of a file, with a mode.
func (d Disk) place(temp, path string, mode fs.FileMode) error {
	if err := d.os().chmod(temp, mode.Perm()); err != nil {
		return err
	}
	return d.os().rename(temp, path)
}

// checkWritable refuses what cannot be replaced by a rename without harm: a
// symlink would become a file, a device or pipe would be lost, and a file that
// may not be written was protected on purpose.
func (d Disk) checkWritable(path string) (fs.FileInfo, error) {
	info, err := d.os().lstat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Mode()&os.ModeSymlink != 0:
		return nil, errors.New("it is a symbolic link: name the file that it points to")
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no regular file")
	case info.Mode().Perm()&0o222 == 0:
		return nil, errors.New("it is read-only: make it writable first")
	}
	f, err := d.os().openFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	return info, f.Close()
}
