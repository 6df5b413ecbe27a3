//go:build !js

package paths

import "syscall"

// NonBlock is the flag of os.OpenFile with which a pipe is opened that nobody
// reads or writes, instead of being waited for.
const NonBlock = syscall.O_NONBLOCK
