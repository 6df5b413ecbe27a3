package console

import (
	"fmt"
	"io/fs"
	"os"
)

// Fail writes an error. Joined errors get a line each.
func (c *Console) Fail(err error) {
	for _, e := range Flatten(err) {
		c.Errorf("edgeproxy: %v", ofStdout(e))
	}
}

// Flatten lists the errors that were joined.
func Flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, Flatten(e)...)
	}
	return all
}

// ofStdout puts an error of writing standard output into our own words.
func ofStdout(err error) error {
	if path, ok := err.(*fs.PathError); ok && path.Path == os.Stdout.Name() {
		return fmt.Errorf("standard output cannot be written: %w", path.Err)
	}
	return err
}
