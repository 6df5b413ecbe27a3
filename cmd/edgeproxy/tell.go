package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// mostVoid is how many nested files are named that try to loosen.
const mostVoid = 5

// tellLoosened says on standard error what configurations let pass, and what
// nested ones try to.
func (l *linter) tellLoosened(res *project.Result) {
	if line := res.Run.LoosenedLine(); line != "" {
		l.Errorf("edgeproxy: %s", line)
	}
	void := res.Void()
	for i, v := range void {
		if i == mostVoid {
			l.Errorf("edgeproxy: … and %s more", report.Plural(len(void)-i, "file"))
			break
		}
		rest := ""
		if v.More > 0 {
			rest = fmt.Sprintf(" (and %d more here)", v.More)
		}
		l.Errorf("edgeproxy: %s: %s has no effect%s: a nested file can only make the configuration stricter, unless the file at the root lists its folder under delegate:", v.First.Origin, v.First.What, rest)
	}
}

// tellPassedOver names the files that were passed over, for --verbose.
func (l *linter) tellPassedOver(res *project.Result) {
	if !l.flags.verbose {
		return
	}
	for _, p := range res.PassedOver() {
		if p.Exclude != "" {
			p.Why = fmt.Sprintf("it is excluded by --exclude %q", p.Exclude)
		}
		l.Errorf("%s: passed over: %s", p.Name, p.Why)
	}
}

// tellFresh says which findings the baseline would cover, had the change not
// added the entries itself.
func (l *linter) tellFresh(res *project.Result) {
	findings, names := res.Fresh()
	if findings == 0 {
		return
	}
	l.Errorf("edgeproxy: %s: %s in %s count as new, because the baseline of %s has no entry for them: "+
		"an entry covers nothing before it is merged; mend the manifest, or let somebody with the right to do so merge this change of the baseline",
		filepath.ToSlash(l.flags.baseline), report.Plural(findings, "finding"), strings.Join(firstOf(names), ", "), l.flags.against)
}

// tellUncompared names the manifests of the earlier version that were compared
// with nothing: those that this run has not found, and those that are no JSON.
func (l *linter) tellUncompared(res *project.Result) {
	if gone := res.Gone(); len(gone) > 0 {
		l.Errorf("edgeproxy: %s of %s not found any more: %s: if they were renamed, nothing was compared with the new files",
			report.Plural(len(gone), "manifest"), l.flags.against, strings.Join(firstOf(gone), ", "))
	}
	if unread := res.Uncompared(); len(unread) > 0 {
		rest := ""
		if n := len(unread) - 1; n > 0 {
			rest = fmt.Sprintf(" (and %d more)", n)
		}
		l.Errorf("edgeproxy: %v: nothing was compared with it%s", unread[0], rest)
	}
}

// firstOf are the first of some names, and how many more there are.
func firstOf(names []string) []string {
	const most = 3
	if len(names) <= most {
		return names
	}
	return append(names[:most:most], fmt.Sprintf("and %d more", len(names)-most))
}
