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

// Finder finds the configurations of each file of a run: every .edgeproxy.yaml
// from the file's folder upwards, up to the folder that holds .git, or else up to
// the root of the file system. Each configuration is read once. A
// Finder may be used from several goroutines; its fields must not change after
// the first call.
type Finder struct {
	Dir   string       // absolute folder that relative names start from: the working directory
	File  string       // the configuration for all files; empty to search for one
	Rules []check.Rule // what configurations may name
	Today time.Time    // for entries that expire

	// Read reads a configuration by its absolute path, as it was at some other time; it
	// returns nil if there was none. A nil Read reads the files as they are now.
	Read func(path string) ([]byte, error)

	Bound string // absolute folder without a repository that no link may lead out of; "" for none

	// Unsaved is the text of a configuration that is open in an editor, by its absolute
	// path; ok is false if the text of the file counts. May be nil.
	Unsaved func(path string) (src []byte, ok bool)

	mutex   sync.Mutex
	folders map[string]chain  // by absolute path
	files   map[string]*found // by absolute path of the configuration
}

// found is one configuration, or why it cannot be read.
type found struct {
	usage  *Usage
	folder string // of the configuration
	free   bool   // it has a say: it may loosen
	err    error
}

// For returns the configuration in force for a file. The file need not exist. The
// error is an *Error.
func (f *Finder) For(file string) (*InForce, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.folders == nil {
		f.folders, f.files = map[string]chain{}, map[string]*found{}
	}
	at := f.abs(file)
	var c chain
	if f.File != "" {
		c = f.chainOf(f.load(f.abs(f.File)), nil)
	} else {
		c = f.search(filepath.Dir(at))
	}
	if c.err != nil {
		return nil, c.err
	}
	var layers []layer
	for _, hit := range c.found {
		rel, err := filepath.Rel(hit.folder, at)
		if err != nil {
			rel = at // on another volume
		}
		layers = append(layers, layer{hit.usage, filepath.ToSlash(rel), hit.free})
	}
	return merge(layers, f.Rules), nil
}

// Usages are the usages of all configurations found so far whose ignore entries
// hold, ordered by the names of their files.
func (f *Finder) Usages() []*Usage {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var all []*Usage
	for _, hit := range f.files {
		if hit.usage != nil && hit.free {
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

// load reads the configuration at an absolute path.
func (f *Finder) load(name string) *found {
	if hit, ok := f.files[name]; ok {
		return hit
	}
	hit := &found{folder: filepath.Dir(name)}
	if src, err := f.read(name); err != nil {
		hit.err = &Error{File: f.shown(name), Message: "the configuration cannot be read: " + reason(name, err), Cause: err}
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

func (f *Finder) read(name string) ([]byte, error) {
	if f.Read != nil {
		return f.Read(name)
	}
	if src, ok := f.unsaved(name); ok {
		return src, nil
	}
	return read(name)
}

func (f *Finder) unsaved(name string) ([]byte, bool) {
	if f.Unsaved == nil {
		return nil, false
	}
	return f.Unsaved(name)
}

// exists reports whether there is a configuration of that name, saved or not.
func (f *Finder) exists(name string) bool {
	_, ok := f.unsaved(name)
	return ok || exists(name)
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

// exists reports whether a file of that name exists. If this cannot be told, the file
// counts as existing, so that reading it fails with an error.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}
