//go:build !unix

package atomicfile

import "os"

// isRunning reports whether there is a process of a number.
func isRunning(pid int) bool {
	p, err := os.FindProcess(pid) // on Windows it opens the process
	if err == nil {
		_ = p.Release()
	}
	return err == nil
}
