//go:build linux || darwin

package project

import (
	"errors"
	"syscall"
)

// lock keeps another process from planning and writing below the folder until unlock is
// called, or the process ends. Nothing is left in the folder. A file system without
// locks has none.
func (r DeviceRoot) lock() (unlock func(), err error) {
	f, err := r.folder.Open(".")
	if err != nil {
		return func() {}, nil // reading the files of the folder says why
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, errLocked
	}
	return func() { f.Close() }, nil
}
