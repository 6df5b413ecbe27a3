package project

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// saying is what a configuration lets pass in one file. There may be ten thousand
// files, and most have an empty saying.
type saying struct {
	loosened []config.Loosening // what it lets pass
	void     []config.Loosening // what it tries to let pass, without effect
	undone   []config.Loosening // what it did not let pass at the revision to compare with
	excluded string             // the place of the glob that excludes the file
}

// sayingOf is the saying of a file with the configuration set, which may be nil.
func (l *linter) sayingOf(set *config.InForce) saying {
	if set == nil {
		return saying{}
	}
	return saying{set.Loosened(l.obeyed(set)), set.Void, set.Undone, set.Excluded.Origin}
}

// loosened lists what configurations let pass in the files of a run: rules that are off
// or milder than by default, proxies that are not required, findings that are ignored.
// Rules that the options themselves set are left out.
func (l *linter) loosened(results []result) []report.Loosened {
	counts := map[config.Loosening]int{}
	for _, r := range results {
		if r.file == nil {
			if r.said.excluded != "" {
				counts[config.Loosening{What: "not checked (exclude)", Origin: r.said.excluded}]++
			}
			continue
		}
		once := map[config.Loosening]bool{}
		for _, x := range r.said.loosened {
			once[x] = true
		}
		for _, f := range r.file.Findings {
			if s := f.Suppressed; s != nil && s.By == check.ByIgnore {
				once[config.Loosening{What: f.Rule + " ignored", Origin: s.Origin}] = true
			}
		}
		for x := range once {
			counts[x]++
		}
	}
	var all []report.Loosened
	for x, n := range counts {
		all = append(all, report.Loosened{What: x.What, Origin: x.Origin, Files: n})
	}
	slices.SortFunc(all, func(a, b report.Loosened) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.What, b.What))
	})
	return all
}

// obeyed lists the rules whose severity the configuration decides.
func (l *linter) obeyed(set *config.InForce) []lint.Rule {
	if len(set.Rules) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.rules), func(r lint.Rule) bool {
		_, chosen := l.choice.set[r.ID]
		on := l.choice.selected[r.ID] && set.Rules[r.ID].Value == lint.Off
		return chosen || on || !l.choice.runs(r.ID)
	})
}

// Void is a nested configuration file that tries to let something pass, without effect:
// a nested file can only make the configuration stricter, unless the file at the root
// delegates.
type Void struct {
	First config.Loosening // the first that has no effect
	More  int              // others of the same file
}

// Void are the nested configurations that have tried to let something pass, in
// the order of their names.
func (r *Result) Void() []Void {
	tried := map[string][]config.Loosening{} // by file
	for _, one := range r.results {
		for _, x := range one.said.void {
			file := x.Origin[:strings.LastIndexByte(x.Origin, ':')]
			if !slices.Contains(tried[file], x) {
				tried[file] = append(tried[file], x)
			}
		}
	}
	var all []Void
	for _, file := range slices.Sorted(maps.Keys(tried)) {
		all = append(all, Void{tried[file][0], len(tried[file]) - 1})
	}
	return all
}
