package config

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Finder finds the configuration of each file of a run: the nearest
// .edgeproxy.yaml from the file's folder upwards, up to the folder that holds
// .git, or else up to the root of the file system. Each configuration is read
// once. A Finder may be used from several goroutines; its fields must not
// change after the first call.
type Finder struct {
	Dir   string       // absolute folder that relative names start from: the working directory
	File  string       // the configuration for all files; empty to search for one
	Rules []check.Rule // what configurations may name
	Today time.Time    // for entries that expire

	mutex   sync.Mutex
	folders map[string]found // by absolute path
	files   map[string]found // by absolute path of the configuration
}

// found is the outcome of a search, an error included.
type found struct {
	usage  *Usage
	folder string // of the configuration
	err    error
}

// For returns the configuration for a file, which need not exist, and the path
// of the file as Config.For and Usage.Suppress take it. Without any
// configuration the Usage is that of an empty one. The error is an *Error.
func (f *Finder) For(file string) (*Usage, string, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.folders == nil {
		f.folders, f.files = map[string]found{}, map[string]found{}
	}
	at := f.abs(file)
	var hit found
	if f.File != "" {
		hit = f.load(f.abs(f.File))
	} else {
		hit = f.search(filepath.Dir(at))
	}
	if hit.err != nil {
		return nil, "", hit.err
	}
	rel, err := filepath.Rel(hit.folder, at)
	if err != nil {
		rel = at // on another volume
	}
	return hit.usage, filepath.ToSlash(rel), nil
}

// Usages are the usages of all configurations found so far, ordered by the
// names of their files.
func (f *Finder) Usages() []*Usage {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var all []*Usage
	for _, hit := range f.files {
		if hit.usage != nil {
			all = append(all, hit.usage)
		}
	}
	slices.SortFunc(all, func(a, b *Usage) int { return strings.Compare(a.Config.File, b.Config.File) })
	return all
}

// Files are the absolute paths of all configurations found so far, those with a
// fault included, in order.
func (f *Finder) Files() []string {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return slices.Sorted(maps.Keys(f.files))
}

func (f *Finder) abs(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(f.Dir, name)
}

// search finds the configuration for the files of a folder.
func (f *Finder) search(folder string) found {
	if hit, ok := f.folders[folder]; ok {
		return hit
	}
	hit := f.look(folder)
	f.folders[folder] = hit
	return hit
}

func (f *Finder) look(folder string) found {
	name := filepath.Join(folder, FileName)
	nearMiss := strings.TrimSuffix(name, ".yaml") + ".yml"
	parent := filepath.Dir(folder)
	switch {
	case exists(name):
		return f.load(name)
	case exists(nearMiss): // it would be ignored in silence
		return found{err: &Error{File: f.shown(nearMiss), Message: "a file of this name is not read: rename it to " + FileName}}
	case exists(filepath.Join(folder, ".git")), parent == folder:
		return found{usage: (&Config{}).Track(f.Today), folder: f.Dir}
	}
	return f.search(parent)
}

// load reads the configuration at an absolute path.
func (f *Finder) load(name string) found {
	if hit, ok := f.files[name]; ok {
		return hit
	}
	hit := found{folder: filepath.Dir(name)}
	if src, err := read(name); err != nil {
		hit.err = &Error{File: f.shown(name), Message: "the configuration cannot be read: " + reason(name, err), cause: err}
	} else if c, err := Parse(f.shown(name), src, f.Rules); err != nil {
		hit.err = err
	} else {
		hit.usage = c.Track(f.Today)
	}
	f.files[name] = hit
	return hit
}

// shown is the name of a file as messages show it: relative to the working
// directory where there is a way.
func (f *Finder) shown(name string) string {
	if rel, err := filepath.Rel(f.Dir, name); err == nil {
		return filepath.ToSlash(rel)
	}
	return name
}

// read reads a file up to the size that Parse refuses.
func read(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, errors.New("it is a folder: expected a file")
	case err == nil && !info.Mode().IsRegular():
		return nil, errors.New("it is no regular file") // reading a pipe would wait for ever
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxSize+1))
}

// reason is what is wrong with a file, without its name.
func reason(name string, err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist) && exists(name):
		return "it is a symbolic link that leads to no file"
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.As(err, &at):
		return at.Err.Error()
	}
	return err.Error()
}

// exists reports whether there is something of a name. What cannot be told
// counts as there, so that reading it fails and is not passed over.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}
