package gitrev

import (
	"maps"
	"path/filepath"
	"slices"
)

// Files lists the files that a folder has at the revision, in order, without links and
// without what links lead to. The name of the folder is as for Repository.Path, and
// begins the names of its files. keep is asked for each file, and for each folder
// whether to enter it. A folder that the revision does not have has no files. The error
// is what git says.
func (v *Revision) Files(folder string, keep func(path string, isFolder bool) bool) ([]string, error) {
	at, err := v.repository.Path(folder)
	if err != nil {
		return nil, err
	}
	entry := gitEntry{gitFolder, v.root}
	if at != "." {
		if entry, err = v.find(at); err != nil {
			return nil, err
		}
	}
	if entry.mode != gitFolder {
		return nil, nil
	}
	return v.filesOf(entry.hash, folder, keep)
}

func (v *Revision) filesOf(hash, folder string, keep func(path string, isFolder bool) bool) (files []string, err error) {
	tree, err := v.tree(hash)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		entry, path := tree[name], filepath.Join(folder, name)
		isFolder := entry.mode == gitFolder
		switch {
		case entry.mode == gitLink, entry.mode == gitSubmodule, !keep(path, isFolder):
		case isFolder:
			below, err := v.filesOf(entry.hash, path, keep)
			if err != nil {
				return nil, err
			}
			files = append(files, below...)
		default:
			files = append(files, path)
		}
	}
	return files, nil
}
