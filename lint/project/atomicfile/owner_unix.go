//go:build unix

package atomicfile

import (
	"io/fs"
	"syscall"
)

// keepOwner gives a new file the owner of the one that it will replace, which
// is another if root edits the files of a user. Only root may; for others the
// file becomes theirs.
func keepOwner(f tempFile, info fs.FileInfo) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(stat.Uid), int(stat.Gid))
	}
}
