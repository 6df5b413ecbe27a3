package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// source is a file that the run reads.
type source struct {
	path, name string
	role       string // what the run has it for, as it reads after "which"
}

// sources are the files that the run reads, as far as the command line names
// them.
func (l *linter) sources(files *collection) []source {
	var all []source
	for _, c := range files.files {
		if c.path != paths.Stdin {
			all = append(all, source{c.path, c.name, "is to be checked"})
		}
	}
	for _, s := range []source{
		{path: l.flags.baseline, role: "is the baseline"}, {path: l.flags.config, role: "is the configuration"},
		{path: l.flags.proxy.file, role: "holds the proxy"}, {path: l.flags.proxy.passwordFile, role: "holds the password of the proxy"}, {path: l.flags.against, role: "is the earlier version"},
	} {
		if s.path != "" && s.path != paths.Stdin && !strings.HasPrefix(s.path, "git:") {
			s.name = paths.Shown(s.path)
			all = append(all, s)
		}
	}
	return all
}

// configurations are the configuration files that the run has read.
func (l *linter) configurations() []source {
	if l.finder == nil {
		return nil
	}
	var all []source
	for _, path := range l.finder.Files() {
		name := path
		if rel, err := filepath.Rel(l.dir, path); err == nil {
			name = rel
		}
		all = append(all, source{path, paths.Shown(name), "is the configuration"})
	}
	return all
}

// checkReports makes sure that no report would replace a file of the run, under
// whatever name.
func (l *linter) checkReports(sources []source) error {
	places := paths.Identities{}
	for _, r := range l.reports {
		info, err := os.Stat(r.path)
		if err == nil && !info.Mode().IsRegular() {
			continue // a terminal may be what is read, too
		}
		if err == nil && l.app.reads(info) {
			return fmt.Errorf("--report would overwrite %s, which is read as standard input: expected another file", paths.Shown(r.path))
		}
		for _, s := range sources {
			same := places.Of(r.path) == places.Of(s.path)
			if err == nil && !same {
				read, statErr := os.Stat(s.path)
				same = statErr == nil && os.SameFile(info, read)
			}
			if same {
				return fmt.Errorf("--report would overwrite %s, which %s: expected another file", s.name, s.role)
			}
		}
	}
	return nil
}

// reads reports whether standard input is a certain file.
func (a *app) reads(file fs.FileInfo) bool {
	f, ok := a.stdin.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && os.SameFile(info, file)
}

// writeFile writes a report or a baseline, making the folders on its way. A
// file that is there keeps its content until the new one is complete.
func (a *app) writeFile(path string, content []byte) error {
	if atomicfile.IsDevice(path) {
		return a.disk.WriteFile(path, content) // it may wait for a reader: an interrupt must not wait for it
	}
	isNew := a.disk.Bounds.IsNewOutside(path)
	err := a.write(func() error {
		a.cleanFolders([]string{path})
		return a.disk.WriteFile(path, content)
	})
	if err == nil && isNew {
		a.notef("edgeproxy: made the folder %s", paths.Shown(filepath.Dir(path)))
	}
	return err
}

// cleanFolders removes what ended processes have left in the folders of files
// that this run writes to.
func (a *app) cleanFolders(files []string) {
	if removed := atomicfile.RemoveLeftovers(files); removed > 0 {
		a.notef("edgeproxy: removed %s that an interrupted run had left", plural(removed, "temporary file"))
	}
}
