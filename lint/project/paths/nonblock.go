//go:build !js

package paths

import "syscall"

// NonBlock is the flag of os.OpenFile with which opening a pipe does not wait for the
// other end.
const NonBlock = syscall.O_NONBLOCK
