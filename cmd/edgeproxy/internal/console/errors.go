package console

import (
	"fmt"
	"io/fs"
	"os"
)

// Fail writes an error; of joined errors each on a line.
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

// ofStdout is an error of the program's own output in words of ours.
func ofStdout(err error) error {
	if path, ok := err.(*fs.PathError); ok && path.Path == os.Stdout.Name() {
		return fmt.Errorf("standard output cannot be written: %w", path.Err)
	}
	return err
}
