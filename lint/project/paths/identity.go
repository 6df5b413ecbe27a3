package paths

import "path/filepath"

// Identities tells whether paths lead to the same place, however they are spelt:
// relative or absolute, or through a link to a folder. Two hard links are two places:
// each is read and written by itself. A link to a file is another place than the file:
// replacing the link would leave the file as it is. The zero value is ready to use.
type Identities struct {
	folders map[string]string // the real path of each folder met so far
}

// Of is a text that is the same for all paths of a place.
func (s *Identities) Of(path string) string {
	if path == Stdin {
		return path // no other path has no folder
	}
	folder, base := filepath.Split(filepath.Clean(path))
	known, ok := s.folders[folder]
	if !ok {
		known = RealFolder(folder)
		if s.folders == nil {
			s.folders = map[string]string{}
		}
		s.folders[folder] = known
	}
	return filepath.Join(known, base)
}

// Real is the absolute path without links. The error is that of the file system.
func Real(path string) (string, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// RealFolder is the absolute path of a folder without links, as far as that can
// be told.
func RealFolder(folder string) string {
	folder = filepath.Clean(folder)
	if path, err := Real(folder); err == nil {
		return path
	}
	if path, err := filepath.Abs(folder); err == nil {
		return path
	}
	return folder
}
