package main

import (
	"errors"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// parse reads the text of an input.
func parse(in input, src []byte, limits manifest.Limits) (*manifest.Document, error) {
	doc, err := manifest.ParseLimits(src, limits)
	if err != nil {
		return nil, unreadable(in, src, err)
	}
	return doc, nil
}

// unreadable is the error of Parse with the name of the file, or what the file
// is if it is known to be that of another program.
func unreadable(in input, src []byte, err error) error {
	if foreign, ok := manifest.ForeignText(src); ok {
		return fmt.Errorf("%s: %s", in.name, foreign.What)
	}
	return inFile(in, err)
}

// inFile is an error about a document with the name of its file. Some start with
// a line and a column already.
func inFile(in input, err error) error {
	var syntax *manifest.SyntaxError
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	if errors.As(err, &syntax) || errors.As(err, &edit) || errors.As(err, &existing) {
		return fmt.Errorf("%s:%w", in.name, err)
	}
	return fmt.Errorf("%s: %w", in.name, err)
}
