package main

import (
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// checkSuppressions adds the findings about entries of configurations and of
// the baseline that cover nothing any more.
func (l *linter) checkSuppressions(run *report.Run, files *collection) error {
	if !l.choice.runs("EP901") {
		return nil
	}
	if l.finder != nil {
		for _, u := range l.finder.Usages() {
			found := u.Findings(config.Coverage{Folders: l.covered(u.Config.File, files), Rule: l.choice.runs})
			l.report(run, u.Config.File, u.Config.Source(), found)
		}
	}
	if l.known != nil {
		l.report(run, l.known.name, l.known.source, l.known.stale(l))
	}
	return nil
}

// report adds findings about one of the tool's own files to the run, with the
// severity in force.
func (l *linter) report(run *report.Run, name string, src []byte, found []lint.Finding) {
	if len(found) == 0 {
		return
	}
	if s, ok := l.choice.set["EP901"]; ok {
		for i := range found {
			found[i].Severity = s
		}
	}
	run.Files = append(run.Files, report.Locate(filepath.ToSlash(name), src, found))
}

// covered lists the folders that this run has searched, relative to the
// folder of a configuration.
func (l *linter) covered(configFile string, files *collection) []string {
	base := filepath.Dir(l.abs(configFile))
	var folders []string
	for _, f := range files.folders {
		rel, err := filepath.Rel(base, l.abs(f))
		if err != nil {
			continue
		}
		if !filepath.IsLocal(rel) {
			if inner, err := filepath.Rel(l.abs(f), base); err == nil && filepath.IsLocal(inner) {
				rel = "." // the search covers the whole folder of the configuration
			}
		}
		folders = append(folders, filepath.ToSlash(rel))
	}
	return folders
}

func (l *linter) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(l.dir, path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
