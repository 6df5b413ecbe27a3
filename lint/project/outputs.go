package project

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Source is a file that a run reads.
type Source struct {
	Path string
	Role string // what the run does with it, as it reads after "which"
}

// OverwriteError refuses an output that would replace a file that the run reads.
type OverwriteError struct {
	Name string // of the file that is read
	Role string // what the run has it for, as it reads after "which"
}

// Error names the file and its role.
func (e *OverwriteError) Error() string {
	return fmt.Sprintf("an output would overwrite %s, which %s: expected another file", e.Name, e.Role)
}

// CheckOutputs makes sure that no output would replace a file that a run reads,
// under whatever name. The error is an *OverwriteError.
func CheckOutputs(outputs []string, sources []Source) error {
	var places paths.Identities
	names, read := make([]string, len(sources)), make([]fs.FileInfo, len(sources))
	for i, s := range sources {
		names[i] = places.Of(s.Path)
		read[i], _ = os.Stat(s.Path) // nil for what is not there
	}
	for _, output := range outputs {
		info, err := os.Stat(output)
		if err == nil && !info.Mode().IsRegular() {
			continue // a terminal may be read and written
		}
		name := places.Of(output)
		for i, s := range sources {
			if name == names[i] || err == nil && read[i] != nil && os.SameFile(info, read[i]) {
				return &OverwriteError{paths.Shown(s.Path), s.Role}
			}
		}
	}
	return nil
}

// checkOutputs makes sure that no output would replace what the run is going to
// read, as far as the options name it.
func (l *linter) checkOutputs(files *Found) error {
	for _, output := range l.opts.Outputs {
		info, err := os.Stat(output)
		if err == nil && info.Mode().IsRegular() && l.opts.isStdin(info) {
			return &OverwriteError{paths.Shown(output), "is read as standard input"}
		}
	}
	var sources []Source
	for _, c := range files.Files {
		if c.Path != paths.Stdin {
			sources = append(sources, Source{c.Path, "is to be checked"})
		}
	}
	for _, s := range []Source{{l.opts.Baseline, "is the baseline"}, {l.opts.Config, "is the configuration"}, {l.opts.AgainstFile, "is the earlier version"}} {
		if s.Path != "" && s.Path != paths.Stdin {
			sources = append(sources, s)
		}
	}
	return CheckOutputs(l.opts.Outputs, sources)
}

// isStdin reports whether standard input is a certain file.
func (in Input) isStdin(file fs.FileInfo) bool {
	f, ok := in.Stdin.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && os.SameFile(info, file)
}

// configurations are the configuration files that the run has read.
func (l *linter) configurations() []Source {
	if l.finder == nil {
		return nil
	}
	var all []Source
	for _, path := range l.finder.Files() {
		if rel, err := filepath.Rel(l.dir, path); err == nil {
			path = rel
		}
		all = append(all, Source{path, "is the configuration"})
	}
	return all
}

// dropOutputs takes files out of the search that the caller is going to replace, such
// as the report of an earlier run. A file that may be a manifest stays, so that the
// report is refused.
func (l *linter) dropOutputs(files *Found) {
	var places paths.Identities
	outputs := map[string]bool{}
	for _, output := range l.opts.Outputs {
		outputs[places.Of(output)] = true
	}
	if len(outputs) == 0 {
		return
	}
	files.Files = slices.DeleteFunc(files.Files, func(c File) bool {
		if !c.Found || !outputs[places.Of(c.Path)] {
			return false
		}
		src, err := l.opts.Read(c)
		if err != nil {
			return isLargeOther(c.Path, err)
		}
		doc, err := manifest.ParseLimits(src, l.opts.limits())
		return whyPassOver(c, src, doc, err) != ""
	})
}
