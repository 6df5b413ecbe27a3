package main

import (
	"errors"
	"io"
	"os"
)

// isLargeOther reports whether a file that was found in a folder could not be
// read because it is too large, and holds no $edgeAgent: some other JSON, of
// which there may be much. It is searched piece by piece. In doubt it is not.
func isLargeOther(path string, readErr error) bool {
	var large *tooLargeError
	if !errors.As(readErr, &large) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	holds, err := streamHoldsAgent(f)
	return err == nil && !holds
}

// streamHoldsAgent is holdsAgent for what is too large to be held.
func streamHoldsAgent(r io.Reader) (bool, error) {
	const overlap = 2 * len("$edgeAgent") // the name may lie across two pieces
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		piece := buf[:kept+n]
		switch {
		case holdsAgent(piece):
			return true, nil
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		}
		kept = copy(buf, piece[max(0, len(piece)-overlap):])
	}
}
