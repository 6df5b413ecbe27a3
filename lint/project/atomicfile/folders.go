package atomicfile

import (
	"path/filepath"
	"sync"
)

// knownFolders are folders that are there, and to which no link has led out of the bounds.
type knownFolders struct{ names sync.Map }

// has reports whether the folder of a file is known; nil knows none.
func (k *knownFolders) has(file string) bool {
	if k == nil {
		return false
	}
	_, ok := k.names.Load(filepath.Dir(file))
	return ok
}

// add notes the folder of a file that was prepared.
func (k *knownFolders) add(file string) { k.names.Store(filepath.Dir(file), nil) }
