package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// checkTarget refuses what is no place for a report or a baseline. A link could
// lead anywhere: only to what is no file may it lead, as /dev/stderr does.
func (d disk) checkTarget(path string) error {
	if os.IsPathSeparator(path[len(path)-1]) {
		return errors.New("it is the name of a folder: expected that of a file")
	}
	if err := d.bounds.checkFolder(path); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil // it is not there yet, or writing it tells what is wrong
	}
	isLink := info.Mode()&fs.ModeSymlink != 0
	if isLink {
		if info, err = os.Stat(path); err != nil || info.Mode().IsRegular() || info.IsDir() {
			return errors.New("it is a symbolic link: name the file that it points to")
		}
	}
	switch mode := info.Mode(); {
	case mode.IsRegular(), mode&fs.ModeCharDevice != 0, isLink && mode&fs.ModeNamedPipe != 0:
		return nil
	case mode.IsDir():
		return errors.New("it is a folder: expected a file")
	}
	return errors.New("it is no regular file: name one, or something like /dev/stderr")
}

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
		if c.path != stdinName {
			all = append(all, source{c.path, c.name, "is to be checked"})
		}
	}
	for _, s := range []source{
		{path: l.flags.baseline, role: "is the baseline"}, {path: l.flags.config, role: "is the configuration"},
		{path: l.flags.proxy.file, role: "holds the proxy"}, {path: l.flags.proxy.passwordFile, role: "holds the password of the proxy"}, {path: l.flags.against, role: "is the earlier version"},
	} {
		if s.path != "" && s.path != stdinName && !strings.HasPrefix(s.path, "git:") {
			s.name = shownName(s.path)
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
		all = append(all, source{path, shownName(name), "is the configuration"})
	}
	return all
}

// checkReports makes sure that no report would replace a file of the run, under
// whatever name.
func (l *linter) checkReports(sources []source) error {
	places := newIdentities()
	for _, r := range l.reports {
		info, err := os.Stat(r.path)
		if err == nil && !info.Mode().IsRegular() {
			continue // a terminal may be what is read, too
		}
		if err == nil && l.app.reads(info) {
			return fmt.Errorf("--report would overwrite %s, which is read as standard input: expected another file", shownName(r.path))
		}
		for _, s := range sources {
			same := places.of(r.path) == places.of(s.path)
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
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeDevice(path, content, info) // it may wait for a reader: an interrupt must not wait for it
	}
	isNew := a.disk.bounds.isNewOutside(path)
	err := a.write(func() error {
		a.cleanFolders([]input{named(path)})
		return a.disk.writeFile(path, content)
	})
	if err == nil && isNew {
		a.errorf("edgeproxy: made the folder %s", shownName(filepath.Dir(path)))
	}
	return err
}

func (d disk) writeFile(path string, content []byte) error {
	if err := d.bounds.checkFolder(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err == nil {
		return d.replaceFile(path, content, info)
	}
	// A link that somebody has put there meanwhile is not followed.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // half a report
	}
	return err
}

// writeDevice writes to something like /dev/stderr, which may be a pipe. One
// that nobody reads is an error.
func writeDevice(path string, content []byte, info fs.FileInfo) error {
	flags := os.O_WRONLY
	if info.Mode()&fs.ModeNamedPipe != 0 {
		flags |= syscall.O_NONBLOCK
	}
	f, err := os.OpenFile(path, flags, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
