package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// saying is what a configuration says of one file beside the settings. There may
// be ten thousand files: of most there is nothing to say.
type saying struct {
	loosened []config.Loosening // what it lets pass
	void     []config.Loosening // what it would let pass, and does not
	undone   []config.Loosening // what it let not pass at the revision of --against
	excluded string             // the place of the glob that excludes the file
}

// sayingOf is what there is to say of a file; set may be nil.
func (l *linter) sayingOf(set *config.InForce) saying {
	if set == nil {
		return saying{}
	}
	return saying{set.Loosened(l.obeyed(set)), set.Void, set.Undone, set.Excluded.Origin}
}

// loosened lists what configurations let pass in the files of a run: rules that
// are off or milder than by default, proxies that are not required, findings
// that are ignored. What the command line says anyway is not listed.
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

// tellLoosened says on standard error what configurations let pass, and what
// nested ones try to.
func (l *linter) tellLoosened(run *report.Run, results []result) {
	if line := run.LoosenedLine(); line != "" {
		l.app.errorf("edgeproxy: %s", line)
	}
	void := map[string][]config.Loosening{} // by file
	for _, r := range results {
		for _, x := range r.said.void {
			file := x.Origin[:strings.LastIndexByte(x.Origin, ':')]
			if !slices.Contains(void[file], x) {
				void[file] = append(void[file], x)
			}
		}
	}
	files := make([]string, 0, len(void))
	for file := range void {
		files = append(files, file)
	}
	slices.Sort(files)
	for i, file := range files {
		if i == mostVoid {
			l.app.errorf("edgeproxy: … and %s more", plural(len(files)-i, "file"))
			break
		}
		first, rest := void[file][0], ""
		if n := len(void[file]) - 1; n > 0 {
			rest = fmt.Sprintf(" (and %d more here)", n)
		}
		l.app.errorf("edgeproxy: %s: %s has no effect%s: a nested file only makes stricter, unless the one at the root lists its folder under delegate:", first.Origin, first.What, rest)
	}
}

// mostVoid is how many nested files are named that try to loosen.
const mostVoid = 5
