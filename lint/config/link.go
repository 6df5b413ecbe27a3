package config

import (
	"os"
	"path/filepath"
)

// leaves reports whether a configuration that was found is a symbolic link that leads
// out of the repository or, without a repository, out of the folder Bound. Whoever can
// commit a link must not choose which other files of the machine are read and shown in
// messages. Elsewhere a link may lead anywhere.
func (f *Finder) leaves(name string) bool {
	info, err := os.Lstat(name)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return false
	}
	root := Repository(filepath.Dir(name))
	if root == "" && f.Bound != "" && below(name, f.Bound) {
		root = f.Bound
	}
	if root == "" {
		return false
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return true
	}
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return false // it leads to nothing: reading it says so
	}
	rel, err := filepath.Rel(root, target)
	return err != nil || !filepath.IsLocal(rel)
}
