package project

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// configurationsBefore finds the configurations as they were at the revision that the
// options name; nil if Config names a file outside of the repository. A configuration
// that nobody can read counts as empty: else it could never be mended.
func (l *linter) configurationsBefore() *config.Finder {
	if l.opts.Config != "" {
		if _, err := l.revision.Path(l.opts.Config); err != nil {
			return nil
		}
	}
	before := &config.Finder{Dir: l.dir, File: l.opts.Config, Rules: l.rules, Today: l.finder.Today}
	before.Read = func(path string) ([]byte, error) {
		src, err := l.revision.Read(path, config.MaxSize)
		if err != nil {
			return nil, nil
		}
		if _, err := config.Parse(path, src, l.rules); err != nil {
			return nil, nil
		}
		return src, nil
	}
	return before
}

// checkLoosened adds findings about what configurations let pass and did not let pass
// at the revision to compare with. Each setting gives one finding, with the number of
// files.
func (l *linter) checkLoosened(run *report.Run, results []result) {
	if l.before == nil || !l.choice.runs(rules.ConfigurationLoosened.ID) {
		return
	}
	counts := map[config.Loosening]int{}
	for _, r := range results {
		for _, x := range r.said.undone {
			counts[x]++
		}
	}
	sources := map[string][]byte{}
	for _, u := range l.finder.Usages() {
		sources[u.Config.File] = u.Config.Source()
	}
	found := map[string][]lint.Finding{} // by file
	for x, n := range counts {
		file := x.Origin[:max(0, strings.LastIndexByte(x.Origin, ':'))]
		if file == "" {
			file = l.rootConfiguration()
		}
		found[file] = append(found[file], config.LoosenedFinding(x, n, "git:"+l.opts.AgainstRevision, sources[file]))
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		slices.SortFunc(found[file], func(a, b lint.Finding) int {
			return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Message, b.Message))
		})
		l.report(run, file, sources[file], found[file])
	}
}

// rootConfiguration is the name of the configuration at the root of the
// repository, or of Config, which may be gone.
func (l *linter) rootConfiguration() string {
	if l.opts.Config != "" {
		return filepath.ToSlash(l.opts.Config)
	}
	rel, err := filepath.Rel(l.dir, filepath.Join(paths.Repository(l.dir), config.FileName))
	if err != nil {
		return config.FileName
	}
	return filepath.ToSlash(rel)
}
