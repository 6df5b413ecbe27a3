//go:build unix

package atomicfile

import (
	"errors"
	"syscall"
)

// isRunning reports whether there is a process of a number; in doubt there is.
func isRunning(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
