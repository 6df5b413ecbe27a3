package main

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// writeFile writes a report.
func (a *app) writeFile(path string, content []byte) error {
	return a.writeTarget(path, func() error {
		if !atomicfile.IsDevice(path) {
			a.tellLeftovers(atomicfile.RemoveLeftovers([]string{path}))
		}
		return a.disk.WriteFile(path, content)
	})
}

// writeTarget runs a function that writes a report or a baseline, and says which
// folder it makes out of the repository.
func (a *app) writeTarget(path string, write func() error) error {
	if atomicfile.IsDevice(path) {
		return write() // it may wait for a reader: an interrupt must not wait for it
	}
	isNew := a.disk.Bounds.IsNewOutside(path)
	err := a.guard.Write(write)
	if err == nil && isNew {
		a.Notef("edgeproxy: made the folder %s", paths.Shown(filepath.Dir(path)))
	}
	return err
}

// tellLeftovers says how many temporary files of ended processes were removed.
func (a *app) tellLeftovers(n int) {
	if n > 0 {
		a.Notef("edgeproxy: removed %s that an interrupted run had left", report.Plural(n, "temporary file"))
	}
}
