package prober

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// ErrMissing says that the other program is not there.
var ErrMissing = errors.New(Name + ", which opens the connections, is neither beside this program nor in PATH: each archive and package of a release holds both, and \"go install github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/...\" makes both")

// Find is the path of the other program: beside this one, or else in PATH.
func Find() (string, error) {
	if self, err := os.Executable(); err == nil {
		if path := beside(self); path != "" {
			return path, nil
		}
		if real, err := filepath.EvalSymlinks(self); err == nil {
			if path := beside(real); path != "" {
				return path, nil
			}
		}
	}
	path, err := exec.LookPath(Name)
	if err != nil {
		return "", ErrMissing
	}
	return path, nil
}

// beside is the path of the other program in the folder of this one; "" if there is none.
func beside(self string) string {
	name := Name
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := filepath.Join(filepath.Dir(self), name)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}
