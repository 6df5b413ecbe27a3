package project

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"regexp"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/sitesfile"
)

// SitesList is a list of sites that was found in a folder.
type SitesList struct {
	sitesfile.Outline
	Path     string // of the list
	Manifest string // path of the manifest that the list names; "" if it names none
}

// FindSites finds the lists of sites below a folder, sorted by path. A CSV file that a
// YAML list names is a part of that list, and no list itself. A file that is no list of
// sites, or cannot be read, is passed over: naming it as the list gives the error.
func (in Input) FindSites(folder string) []SitesList {
	var all []SitesList
	parts := map[string]bool{} // CSV files of YAML lists
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir() && path != folder && skipped(d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular() && hasEnding(path, []string{".yaml", ".yml", ".csv"}):
			if list, ok := in.sitesList(path, parts); ok {
				all = append(all, list)
			}
		}
		return nil
	})
	kept := all[:0]
	for _, list := range all {
		if !parts[list.Path] {
			kept = append(kept, list)
		}
	}
	return kept
}

// sitesList reads a file that may be a list of sites. The CSV file that it names is
// added to parts.
func (in Input) sitesList(path string, parts map[string]bool) (SitesList, bool) {
	src, err := in.Read(named(path))
	if err != nil || !mayBeSites(path, src) {
		return SitesList{}, false
	}
	outline, err := sitesfile.ReadOutline(path, src, func(part string) (string, []byte, error) {
		part = beside(path, part)
		parts[part] = true
		src, err := in.Read(named(part))
		return part, src, err
	})
	if err != nil {
		return SitesList{}, false
	}
	list := SitesList{Outline: *outline, Path: path}
	if list.Outline.Manifest != "" {
		list.Manifest = beside(path, list.Outline.Manifest)
	}
	return list, true
}

// sitesKey matches the key that every list of sites in YAML has: at the start of a
// line, or anywhere in a line that opens a brace.
var sitesKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^(?:[ \t]*["']?sites["']?\s*:|\{.*\bsites\b)`) })

// mayBeSites finds out fast that a file is no list of sites: to parse large files of YAML
// takes long, and a repository may hold thousands.
func mayBeSites(path string, src []byte) bool {
	if hasEnding(path, []string{".csv"}) {
		header, _, _ := bytes.Cut(src, []byte("\n"))
		return bytes.Contains(header, []byte("proxy-url"))
	}
	return len(src) <= sitesfile.MaxSize && bytes.Contains(src, []byte("sites")) && sitesKey().Match(src)
}
