package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
)

// change is a file with its new content.
type change struct {
	in       input
	old, new []byte
}

// replacement is a file whose new content lies beside it, ready to be put in
// its place.
type replacement struct {
	change
	temp   string      // name of the file with the new content; "" once it is in its place
	before fs.FileInfo // of the file when it was compared with the old content
	after  fs.FileInfo // of the file right after it was replaced
}

// tempFile is a temporary file. Tests put one in its place whose disk is full.
type tempFile interface {
	io.WriteCloser
	Name() string
	Chown(uid, gid int) error
	Sync() error
}

// disk is where files are written. Tests put one in its place that is full, or
// on which others write, too.
type disk struct {
	createTemp func(folder string) (tempFile, error)
	chmod      func(name string, mode fs.FileMode) error
	rename     func(from, to string) error
	bounds     bounds
	writers    int // how many files are written at a time: flushing each of them is what takes the time
}

// realDisk is the disk of the machine.
func realDisk() disk {
	return disk{
		createTemp: func(folder string) (tempFile, error) { return os.CreateTemp(folder, tempPattern()) },
		chmod:      os.Chmod,
		rename:     os.Rename,
		bounds:     boundsHere(),
		writers:    16,
	}
}

// writeAll replaces the files, all or none as far as a file system allows: the
// new content of every file is written beside it and flushed before the first
// is put in its place, which is then done without a stop. If one cannot be put
// in its place, those before it get their old content back. An interrupted run
// changes nothing.
func (d disk) writeAll(ctx context.Context, changes []change) error {
	ready, err := d.prepareAll(ctx, changes)
	defer removeTemps(ready)
	if err != nil {
		return err
	}
	for i, r := range ready {
		if err := d.commit(r); err != nil {
			removeTemps(ready) // first: the disk may be full
			return errors.Join(fmt.Errorf("%s: cannot be replaced: %w", r.in.name, reason(err)), d.restore(ready[:i]))
		}
	}
	return nil
}

// writeOne replaces one file, or leaves it as it is.
func (d disk) writeOne(c change) error {
	r, err := d.prepare(c)
	if err == nil {
		defer removeTemps([]*replacement{r})
		err = d.commit(r)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", c.in.name, reason(err))
	}
	return nil
}

// prepareAll prepares every file, or fails with the first that cannot be. What
// it returns beside an error has to be removed.
func (d disk) prepareAll(ctx context.Context, changes []change) ([]*replacement, error) {
	ready, failed := make([]*replacement, len(changes)), make([]error, len(changes))
	var full atomic.Bool
	stop := func() bool { return full.Load() || ctx.Err() != nil }
	each(len(changes), d.writers, stop, func(i int) {
		if ready[i], failed[i] = d.prepare(changes[i]); failed[i] != nil {
			full.Store(true) // those before it are under way: the first failure is always the same
		}
	})
	for i, err := range failed {
		if err != nil {
			return ready, fmt.Errorf("%s: cannot be written: %w; no file was changed", changes[i].in.name, reason(err))
		}
	}
	if ctx.Err() != nil {
		return ready, errInterrupted
	}
	return ready, nil
}

func removeTemps(files []*replacement) {
	for _, r := range files {
		if r != nil && r.temp != "" {
			_ = os.Remove(r.temp) // it may be gone, and there is nobody to tell
			r.temp = ""
		}
	}
}

// prepare writes the new content of a file into a temporary file beside it.
func (d disk) prepare(c change) (*replacement, error) {
	if err := d.bounds.checkFolder(c.in.path); err != nil {
		return nil, err
	}
	info, err := checkWritable(c.in.path)
	if err != nil {
		return nil, err
	}
	now, err := os.ReadFile(c.in.path)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(now, c.old) {
		return nil, errChanged
	}
	temp, err := d.writeTemp(c.in.path, c.new, info)
	if err != nil {
		return nil, err
	}
	return &replacement{change: c, temp: temp, before: info}, nil
}

var errChanged = errors.New("it was changed by someone else meanwhile: run the command again")

// writeTemp writes content into a new file in the folder of path, with the owner
// that info says, flushes it, and returns its name. Nobody else may read the
// file before place: content may hold a password, and a process may be killed.
func (d disk) writeTemp(path string, content []byte, info fs.FileInfo) (name string, err error) {
	f, err := d.createTemp(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("no temporary file can be made in its folder: %w", reason(err))
	}
	keepOwner(f, info)
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// commit puts the new content in the place of the old one.
func (d disk) commit(r *replacement) error {
	same, err := isSame(r.in.path, r.before)
	if err != nil {
		return err
	}
	if !same {
		return errChanged
	}
	if err := d.place(r.temp, r.in.path, r.before); err != nil {
		return err
	}
	r.temp = ""
	r.after, _ = os.Lstat(r.in.path) // without it, restore leaves the file as it is
	return nil
}

// place puts a temporary file in the place of a file, with the mode that info
// says.
func (d disk) place(temp, path string, info fs.FileInfo) error {
	if err := d.chmod(temp, info.Mode().Perm()); err != nil {
		return err
	}
	return d.rename(temp, path)
}

// checkWritable refuses what cannot be replaced by a rename without harm: a
// symlink would become a file, a device or pipe would be lost, and a file that
// may not be written was protected on purpose.
func checkWritable(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
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
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	return info, f.Close()
}

// replaceFile gives one file a new content, or leaves it as it is.
func (d disk) replaceFile(path string, content []byte, info fs.FileInfo) error {
	temp, err := d.writeTemp(path, content, info)
	if err != nil {
		return err
	}
	if err := d.place(temp, path, info); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}
