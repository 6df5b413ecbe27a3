package project

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// Exposed are the names of the files that hold the password of the proxy since Write or
// WriteEach, and that every user of the machine can read. On Windows, where the mode of a
// file does not tell, there are none.
func (a *Applied) Exposed() []string {
	var names []string
	for _, e := range a.Edits {
		if e.password && e.Path != paths.Stdin && len(e.Variables) > 0 && anybodyReads(e.Path) {
			names = append(names, e.Name)
		}
	}
	return names
}

// anybodyReads reports whether every user of the machine can read a file: its mode allows
// it, and those of all folders above let everybody through.
func anybodyReads(path string) bool {
	allows := func(path string, bit os.FileMode) bool {
		info, err := os.Stat(path)
		return err == nil && info.Mode().Perm()&bit != 0
	}
	at, err := paths.Real(path)
	if err != nil || runtime.GOOS == "windows" || !allows(at, 0o004) {
		return false
	}
	for dir := filepath.Dir(at); allows(dir, 0o001); dir = filepath.Dir(dir) {
		if dir == filepath.Dir(dir) {
			return true
		}
	}
	return false
}
