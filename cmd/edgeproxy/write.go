package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// change is a file with its new content.
type change struct {
	in       input
	old, new []byte
}

// writeAll replaces the files, all or none as far as a file system allows: the
// new content of every file is written beside it and flushed before the first
// is put in its place. If a later one cannot be put in its place, those before
// it get their old content back.
func writeAll(ctx context.Context, changes []change) error {
	var pending []*renameio.PendingFile
	defer func() {
		for _, p := range pending {
			_ = p.Cleanup() // does nothing after a successful replace
		}
	}()
	for _, c := range changes {
		p, err := prepare(c)
		if err != nil {
			return fmt.Errorf("%s: cannot write: %w; no file was changed", c.in.name, reason(err))
		}
		pending = append(pending, p)
	}
	for i, p := range pending {
		err := ctx.Err()
		if err == nil {
			err = p.CloseAtomicallyReplace()
		}
		if err != nil {
			return errors.Join(fmt.Errorf("%s: cannot replace: %w", changes[i].in.name, reason(err)), restore(changes[:i]))
		}
	}
	return nil
}

// prepare writes the new content of a file into a temporary file beside it.
func prepare(c change) (*renameio.PendingFile, error) {
	if err := checkWritable(c.in.path); err != nil {
		return nil, err
	}
	now, err := os.ReadFile(c.in.path)
	if err != nil {
		return nil, err
	}
	if string(now) != string(c.old) {
		return nil, errors.New("it was changed by someone else meanwhile")
	}
	p, err := renameio.NewPendingFile(c.in.path, renameio.WithTempDir(filepath.Dir(c.in.path)), renameio.WithExistingPermissions())
	if err != nil {
		return nil, err
	}
	if _, err := p.Write(c.new); err != nil {
		return nil, errors.Join(err, p.Cleanup())
	}
	if err := p.Sync(); err != nil {
		return nil, errors.Join(err, p.Cleanup())
	}
	return p, nil
}

// checkWritable refuses what cannot be replaced by a rename without harm: a
// symlink would become a file, a device or pipe would be lost, and a file
// without write permission was protected on purpose.
func checkWritable(path string) error {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case info.Mode()&os.ModeSymlink != 0:
		return errors.New("it is a symbolic link: name the file that it points to")
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	case info.Mode().Perm()&0o222 == 0:
		return errors.New("it is read-only")
	}
	return nil
}

// restore puts the old content of replaced files back.
func restore(changes []change) error {
	var failed []error
	for _, c := range changes {
		if err := renameio.WriteFile(c.in.path, c.old, 0o644, renameio.WithExistingPermissions()); err != nil {
			failed = append(failed, fmt.Errorf("%s: cannot put the old content back: %w", c.in.name, reason(err)))
		}
	}
	if len(failed) == 0 && len(changes) > 0 {
		failed = append(failed, fmt.Errorf("%s changed before it got the old content back", plural(len(changes), "file")))
	}
	return errors.Join(failed...)
}
