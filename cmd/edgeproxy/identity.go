package main

import "path/filepath"

// identities tells whether paths lead to the same place, however they are
// spelt: relative or absolute, or through a link to a folder. Two hard links
// are two places, of which each is read and written by itself; a link to a file
// is not the file, which -w has to know.
type identities struct {
	folders map[string]string // the real path of each folder met so far
}

func newIdentities() *identities { return &identities{map[string]string{}} }

// of is the same text for all paths of a place.
func (s *identities) of(path string) string {
	if path == stdinName {
		return path // no other is without a folder
	}
	folder, base := filepath.Split(filepath.Clean(path))
	known, ok := s.folders[folder]
	if !ok {
		known = realFolder(folder)
		s.folders[folder] = known
	}
	return filepath.Join(known, base)
}

// realPath is the absolute path without links.
func realPath(path string) (string, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// realFolder is the absolute path of a folder without links, as far as that can
// be told.
func realFolder(folder string) string {
	folder = filepath.Clean(folder)
	if path, err := realPath(folder); err == nil {
		return path
	}
	if path, err := filepath.Abs(folder); err == nil {
		return path
	}
	return folder
}
