package changes

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/interrupt"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Files are the files that a run writes. An interrupt does not end the run in the
// middle of it.
type Files struct {
	Console *console.Console
	Disk    atomicfile.Disk
	Guard   interrupt.Guard
}

// Write writes a file that is made anew, such as a report.
func (f *Files) Write(path string, content []byte) error {
	return f.WriteBy(path, func() error {
		if !atomicfile.IsDevice(path) {
			f.Leftovers(atomicfile.RemoveLeftovers([]string{path}))
		}
		return f.Disk.WriteFile(path, content)
	})
}

// WriteBy runs a function that writes one file, and says which folder it makes
// outside of the repository.
func (f *Files) WriteBy(path string, write func() error) error {
	if atomicfile.IsDevice(path) {
		return write() // a pipe may wait for its reader: an interrupt must not wait for the pipe
	}
	isNew := f.Disk.Bounds.IsNewOutside(path)
	err := f.Guard.Write(write)
	if err == nil && isNew {
		f.Console.Notef("edgeproxy: made the folder %s", paths.Shown(filepath.Dir(path)))
	}
	return err
}

// Leftovers says how many temporary files of ended processes were removed.
func (f *Files) Leftovers(n int) {
	if n > 0 {
		f.Console.Notef("edgeproxy: removed %s that an interrupted run had left", report.Plural(n, "temporary file"))
	}
}

// WriteAll runs a function that writes many files. The function adds to leftovers the
// number of temporary files that it has removed.
func (f *Files) WriteAll(write func() error, leftovers *int) error {
	err := f.Guard.Write(write)
	f.Leftovers(*leftovers)
	return err
}
