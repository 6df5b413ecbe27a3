package prober

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
)

// RootsError says what is wrong with the authorities of a request.
type RootsError struct{ Reason string }

func (e *RootsError) Error() string { return e.Reason }

// Run starts the program at a path and returns what came of each endpoint of the
// request. progress is called as dial.Options.Progress is. When the context ends, the
// program does, too.
func Run(ctx context.Context, path string, r Request, progress func(done, total int)) ([]probe.Result, error) {
	last, err := ask(ctx, path, r, progress)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, err
	case last.RootsError != "":
		return nil, &RootsError{last.RootsError}
	case last.Error != "":
		return nil, errors.New(last.Error)
	case len(last.Results) != len(r.Endpoints):
		return nil, fmt.Errorf("%s has answered for %d of %d hosts", Name, len(last.Results), len(r.Endpoints))
	}
	for i := range last.Results {
		last.Results[i].Endpoint = r.Endpoints[i]
	}
	return last.Results, nil
}

// ask starts the program, waits until it has ended, and returns its last answer.
func ask(ctx context.Context, path string, r Request, progress func(done, total int)) (last Answer, err error) {
	cmd := exec.CommandContext(ctx, path)
	in, err := cmd.StdinPipe()
	if err != nil {
		return last, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return last, err
	}
	if err := cmd.Start(); err != nil {
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			err = path.Err // without the path, which the user has not named
		}
		return last, fmt.Errorf("%s cannot be started: %w", Name, err)
	}
	go func() { _ = json.NewEncoder(in).Encode(r) }() // if it fails, there is no answer
	last, err = listen(out, progress)
	_ = in.Close()
	_, _ = io.Copy(io.Discard, out)
	switch ended := cmd.Wait(); {
	case err != nil && ended != nil:
		return last, fmt.Errorf("%s has not answered: %w", Name, ended)
	case err != nil:
		return last, fmt.Errorf("%s has not answered: what it prints is not JSON", Name)
	}
	return last, nil
}

// listen reads answers, up to the last one.
func listen(out io.Reader, progress func(done, total int)) (a Answer, err error) {
	for lines := json.NewDecoder(out); !a.Ended; {
		a = Answer{}
		if err := lines.Decode(&a); err != nil {
			return a, err
		}
		if !a.Ended {
			progress(a.Done, a.Total)
		}
	}
	return a, nil
}
