package project

import (
	"errors"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// unreadable is the error of Parse with the name of the file. If the file is known
// to belong to another program, the error says to which, and if it looks like YAML, how it
// becomes JSON.
func unreadable(f File, src []byte, err error) error {
	if foreign, ok := manifest.ForeignText(src); ok {
		return fmt.Errorf("%s: %s", f.Name, foreign.What)
	}
	var syntax *manifest.SyntaxError
	if errors.As(err, &syntax) {
		if help := rules.OtherNotation(src, syntax.Offset); help != "" {
			return fmt.Errorf("%w: %s", f.wrap(err), help)
		}
	}
	return f.wrap(err)
}

// wrap adds the name of the file to an error about its document. Some of these
// errors start with a line and a column already.
func (f File) wrap(err error) error {
	var syntax *manifest.SyntaxError
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	if errors.As(err, &syntax) || errors.As(err, &edit) || errors.As(err, &existing) {
		return fmt.Errorf("%s:%w", f.Name, err)
	}
	return fmt.Errorf("%s: %w", f.Name, err)
}

// InterruptedError says that a context ended, and in which state the files are.
type InterruptedError struct {
	Left string // what became of the files
	Err  error  // of the context
}

// Error names what became of the files.
func (e *InterruptedError) Error() string { return "interrupted: " + e.Left }

// Unwrap is the error of the context.
func (e *InterruptedError) Unwrap() error { return e.Err }
