//go:build unix

package atomicfile

import (
	"io/fs"
	"syscall"
)

// keepOwner gives a new file the owner of the file that it will replace: root may edit
// the files of a user. Only root may give files away; the new file of another user
// becomes that user's.
func keepOwner(f tempFile, info fs.FileInfo) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(stat.Uid), int(stat.Gid))
	}
}
