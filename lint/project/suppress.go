package project

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// checkSuppressions adds the findings about entries of configurations and of
// the baseline that cover nothing any more.
func (l *linter) checkSuppressions(run *report.Run, files *Found) {
	if !l.choice.runs(rules.UnusedSuppression.ID) {
		return
	}
	if l.finder != nil {
		for _, u := range l.finder.Usages() {
			found := u.Findings(config.Coverage{Folders: l.covered(u.Config.File, files), Rule: l.ran})
			l.report(run, u.Config.File, u.Config.Source(), found)
		}
	}
	if l.known != nil && l.opts.Mode != PruneBaseline {
		l.report(run, l.known.File(), l.known.Source(), l.stale(files.Paths))
	}
}

// report adds findings about one of the tool's own files to the run, with the
// severity that the options or the configuration of the file gives them.
func (l *linter) report(run *report.Run, name string, src []byte, found []lint.Finding) {
	if len(found) == 0 {
		return
	}
	severity, ok := l.ownSeverity(name, found[0].Rule)
	if ok && severity == lint.Off {
		return
	}
	for i := range found {
		if ok {
			found[i].Severity = severity
		}
	}
	located := report.Locate(filepath.ToSlash(name), src, found)
	for i := range run.Files {
		if f := &run.Files[i]; f.Path == located.Path {
			f.Findings = append(f.Findings, located.Findings...)
			if l.opts.Mode == RecordBaseline {
				l.known.Add(l.known.path(l, name), found)
			}
			return
		}
	}
	run.Files = append(run.Files, located)
}

// ownSeverity is the severity that is set for a rule about the tool's own files,
// and whether one is.
func (l *linter) ownSeverity(name, id string) (lint.Severity, bool) {
	if s, ok := l.choice.set[id]; ok || l.finder == nil {
		return s, ok
	}
	set, err := l.inForce(name)
	if err != nil {
		return lint.Off, false
	}
	severity, ok := set.Rules[id]
	return severity.Value, ok
}

// covered lists the folders that this run has searched, relative to the
// folder of a configuration.
func (l *linter) covered(configFile string, files *Found) []string {
	base := filepath.Dir(l.abs(configFile))
	var folders []string
	for _, f := range files.Folders {
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
