package project

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// wasManifest reports whether a file was a manifest at the revision to compare with.
// Such a file is not passed over, whatever it has become.
func (l *linter) wasManifest(c File) bool {
	if l.revision == nil || c.Path == paths.Stdin {
		return false
	}
	src, err := l.revision.Read(c.Path, l.opts.maxSize())
	return err == nil && src != nil && l.isManifest(c, src)
}

func (l *linter) isManifest(c File, src []byte) bool {
	if !manifest.MayBeManifest(src) {
		return false
	}
	doc, err := manifest.ParseLimits(src, l.opts.limits())
	return whyPassOver(c, src, doc, err) == ""
}

// Gone lists the manifests that the searched folders have at the revision to compare
// with, and that this run has not found: they were deleted, renamed, or moved out of
// the search. Nothing was compared with them, so people should know of them. A manifest
// that was only renamed is not listed.
func (r *Result) Gone() []string { return r.gone }

// findGone fills Result.gone. The revision must be open.
func (r *Result) findGone() {
	l := r.linter
	if l.revision == nil {
		return
	}
	seen := map[string]bool{}
	for _, f := range r.files.Files {
		seen[filepath.Clean(f.Path)] = true
	}
	renamed := r.unchanged()
	for _, s := range r.files.searched() {
		if _, err := l.revision.Path(s.folder); err != nil {
			continue // it is in no revision of this repository
		}
		files, err := l.revision.Files(s.folder, func(path string, isFolder bool) bool {
			if isFolder {
				return !skipped(filepath.Base(path))
			}
			return !seen[path] && s.finds(path)
		})
		if err != nil {
			r.files.fail(paths.Shown(s.folder), &EarlierError{paths.Shown(s.folder), err})
		}
		for _, path := range files {
			seen[path] = true // folders may overlap
			if c := found(path, ""); l.isGone(c, renamed) {
				r.gone = append(r.gone, c.Name)
			}
		}
	}
}

// search is a folder in which files were searched.
type search struct {
	folder string
	finds  func(path string) bool // whether the search finds a file of that name
}

// searched are the searches of folders, and for what patterns match.
func (c *Found) searched() []search {
	var all []search
	for _, folder := range c.Folders {
		all = append(all, search{folder, isSearched})
	}
	for _, arg := range c.Paths {
		if arg == paths.Stdin || !isPattern(arg) {
			continue
		}
		pattern := filepath.ToSlash(filepath.Clean(arg))
		base, _ := doublestar.SplitPattern(pattern)
		all = append(all, search{filepath.FromSlash(base), func(path string) bool {
			return doublestar.MatchUnvalidated(pattern, filepath.ToSlash(path))
		}})
	}
	return all
}

// isGone reports whether a file that is gone was a manifest that somebody wants
// checked. In doubt it reports true.
func (l *linter) isGone(c File, renamed func(src []byte) bool) bool {
	if set, err := l.inForce(c.Name); err == nil && l.excluded(c, set) != nil {
		return false
	}
	src, err := l.revision.Read(c.Path, l.opts.maxSize())
	return err != nil || l.isManifest(c, src) && !renamed(src)
}

// unchanged returns a function that reports whether a text is that of a checked file
// that the revision does not have. The first call of the function reads these files.
func (r *Result) unchanged() func(src []byte) bool {
	var sizes map[int64][]string // the paths of the files of a size
	return func(src []byte) bool {
		if sizes == nil {
			sizes = map[int64][]string{}
			for i, f := range r.files.Files {
				if info, err := os.Stat(f.Path); err == nil && r.results[i].file != nil {
					sizes[info.Size()] = append(sizes[info.Size()], f.Path)
				}
			}
		}
		return slices.ContainsFunc(sizes[int64(len(src))], func(path string) bool {
			now, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(now, src) {
				return false
			}
			before, err := r.linter.revision.Read(path, r.linter.opts.maxSize())
			return err == nil && before == nil
		})
	}
}
