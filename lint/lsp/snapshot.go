package lsp

import (
	"context"
	"fmt"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// snapshot is one version of an open document. It is checked at most once, when
// somebody first asks for what was found.
type snapshot struct {
	uri           string
	version       int32
	text          *buffer.Text
	path          string // absolute; made up for a document without a file
	configuration bool   // it is a .edgeproxy.yaml
	workspace     project.Workspace
	turns         chan struct{} // of the server; holds one for each check that runs

	once    sync.Once
	done    chan struct{}   // closed when the fields below are there
	checked project.Checked // of a manifest
	fault   error           // the check has panicked
	reading sync.Mutex      // a manifest.Document remembers what it was asked for
}

// isConfiguration reports whether the document is the configuration with an absolute
// path. A document without a path is another version of a file, such as that of a
// commit, and is not in force.
func (snap *snapshot) isConfiguration(path string) bool {
	return snap.configuration && snap.path == path && pathOf(snap.uri) != ""
}

// read calls do with what was found in the document. It does not wait for a check longer
// than ctx lasts. A document whose check has failed has nothing to read.
func (snap *snapshot) read(ctx context.Context, do func(*project.Checked)) error {
	select {
	case <-snap.done:
	case <-ctx.Done():
	case snap.turns <- struct{}{}:
		snap.start()
	}
	select {
	case <-snap.done:
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	snap.reading.Lock()
	defer snap.reading.Unlock()
	do(&snap.checked)
	return nil
}

// start starts the check, with a turn that is given back once it is over.
func (snap *snapshot) start() {
	begun := true
	snap.once.Do(func() { begun = false })
	if begun {
		<-snap.turns
		return
	}
	go func() {
		defer func() { <-snap.turns }()
		snap.check()
	}()
}

func (snap *snapshot) check() {
	defer close(snap.done)
	defer func() {
		if fault := recover(); fault != nil {
			snap.fault = faultError(fault)
		}
	}()
	if snap.configuration {
		snap.checked.Findings = checkConfiguration(snap)
		return
	}
	snap.checked = snap.workspace.Check(snap.path, snap.text.Bytes())
}

// faultError is what a panic becomes: a message, and no pages of addresses.
func faultError(fault any) error {
	return fmt.Errorf("internal error: %s: this is a fault of edgeproxy; please report it together with the file", secret.Text(fmt.Sprint(fault)))
}
