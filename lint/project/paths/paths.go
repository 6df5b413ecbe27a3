// Package paths answers three questions about the names of files: what a message
// calls a file, whether two names stand for one file, and whether a name leads out
// of a folder through a link.
//
//	name := paths.Shown("manifests/a.json")      // for a message
//	var places paths.Identities
//	same := places.Of("a.json") == places.Of("/src/a.json")
//	err := paths.BoundsHere().CheckFolder("out/report.json")
//
// Relative names start from the current folder of the process, as in package os.
package paths

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Stdin is how standard input is named among files.
const Stdin = "-"

// Shown is the name of a file in output. A name without a file may be a proxy address
// in the wrong place, so its password is hidden. And no name may start a line like a
// command of GitHub.
func Shown(path string) string {
	name := filepath.ToSlash(path)
	if strings.Contains(path, "@") && !Exists(path) {
		name = report.MasksOf([]string{name}).Hide(name)
	}
	if strings.HasPrefix(strings.TrimLeft(name, " "), "::") {
		return "./" + name
	}
	return name
}

// Exists reports whether there is a file, a folder or a link of a name.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Missing reports whether a path surely leads to nothing.
func Missing(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// IsFolder reports whether a path leads to a folder, be it through a link.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Reason is the cause of an error of the file system, without the path, which
// messages name themselves.
func Reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
