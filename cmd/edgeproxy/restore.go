package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// restore puts the old content of replaced files back.
func (d disk) restore(replaced []*replacement) error {
	if len(replaced) == 0 {
		return errors.New("no file was changed")
	}
	var failed []error
	for _, r := range replaced {
		if err := d.putBack(r); err != nil {
			failed = append(failed, fmt.Errorf("%s: has its new content, and cannot get the old one back: %w", r.in.name, reason(err)))
		}
	}
	if n := len(replaced) - len(failed); n > 0 {
		failed = append(failed, fmt.Errorf("%s had been replaced and got the old content back", plural(n, "file")))
	}
	return errors.Join(failed...)
}

// putBack puts the old content of a replaced file back, unless somebody has saved
// the file since: that content is the user's.
func (d disk) putBack(r *replacement) error {
	temp, err := d.writeTemp(r.in.path, r.old, r.before)
	if err != nil {
		return err
	}
	now, err := os.ReadFile(r.in.path)
	same := err == nil && bytes.Equal(now, r.new)
	if same {
		same, err = isSame(r.in.path, r.after)
	}
	switch {
	case err != nil:
	case !same:
		err = errSaved
	default:
		err = d.place(temp, r.in.path, r.before)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

var errSaved = errors.New("someone else has saved it since")

// isSame reports whether a file is as it was at a certain moment.
func isSame(path string, then fs.FileInfo) (bool, error) {
	now, err := os.Lstat(path)
	if err != nil || then == nil {
		return false, err
	}
	return os.SameFile(now, then) && now.Size() == then.Size() && now.ModTime().Equal(then.ModTime()), nil
}
