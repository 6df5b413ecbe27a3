package remarks

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Options say what the remarks of a run of lint speak of.
type Options struct {
	Baseline string // --baseline
	Against  string // --against
	Verbose  bool   // also name the files that were passed over
}

// Lint says what a run of lint passed over, let pass, or compared with nothing.
func Lint(c *console.Console, res *project.Result, o Options) {
	if o.Verbose {
		passedOver(c, res)
	}
	if res.Sites > 0 {
		c.Notef("edgeproxy: checked what %s would get", report.Plural(res.Sites, "site"))
	}
	loosened(c, res)
	o.fresh(c, res)
	o.uncompared(c, res)
}

// mostVoid is how many nested files are named that try to loosen.
const mostVoid = 5

// loosened says on standard error what configurations let pass, and what nested
// configurations try to let pass.
func loosened(c *console.Console, res *project.Result) {
	if line := res.Run.LoosenedLine(); line != "" {
		c.Errorf("edgeproxy: %s", line)
	}
	void := res.Void()
	for i, v := range void {
		if i == mostVoid {
			c.Errorf("edgeproxy: … and %s more", report.Plural(len(void)-i, "file"))
			break
		}
		rest := ""
		if v.More > 0 {
			rest = fmt.Sprintf(" (and %d more here)", v.More)
		}
		c.Errorf("edgeproxy: %s: %s has no effect%s: a nested file can only make the configuration stricter: %s", v.First.Origin, v.First.What, rest, config.NestedHelp)
	}
}

// passedOver names the files that were passed over.
func passedOver(c *console.Console, res *project.Result) {
	for _, p := range res.PassedOver() {
		if p.Exclude != "" {
			p.Why = fmt.Sprintf("it is excluded by --exclude %q", p.Exclude)
		}
		c.Errorf("%s: passed over: %s", p.Name, p.Why)
	}
}

// fresh says which findings the baseline would cover, had the change not
// added the entries itself.
func (o Options) fresh(c *console.Console, res *project.Result) {
	findings, names := res.Fresh()
	if findings == 0 {
		return
	}
	count := "count"
	if findings == 1 {
		count = "counts"
	}
	c.Errorf("edgeproxy: %s: %s in %s %s as new, because the baseline of %s lacks an entry: "+
		"an entry covers nothing before it is merged; mend the manifest, or let somebody with the right to do so merge this change of the baseline",
		filepath.ToSlash(o.Baseline), report.Plural(findings, "finding"), strings.Join(firstOf(names), ", "), count, o.Against)
}

// uncompared names the manifests of the earlier version that were compared
// with nothing: those that this run has not found, and those that are no JSON.
func (o Options) uncompared(c *console.Console, res *project.Result) {
	if gone := res.Gone(); len(gone) > 0 {
		c.Errorf("edgeproxy: %s of %s not found any more: %s: if they were renamed, nothing was compared with the new files",
			report.Plural(len(gone), "manifest"), o.Against, strings.Join(firstOf(gone), ", "))
	}
	if unread := res.Uncompared(); len(unread) > 0 {
		rest := ""
		if n := len(unread) - 1; n > 0 {
			rest = fmt.Sprintf(" (and %d more)", n)
		}
		c.Errorf("edgeproxy: %v: nothing was compared with it%s", unread[0], rest)
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

// Unfixed says why findings are left that a fix with a known proxy would mend.
func Unfixed(c *console.Console, run *report.Run) {
	needsProxy := map[string]bool{}
	for _, r := range lint.DefaultRules() {
		needsProxy[r.ID] = r.Fix == check.FixWithProxy
	}
	n := 0
	for _, file := range run.Files {
		for _, f := range file.Findings {
			if needsProxy[f.Rule] && len(f.Fixes) == 0 && f.Suppressed == nil {
				n++
			}
		}
	}
	if n > 0 {
		c.Notef("edgeproxy: %s not fixed, because the proxy is not known: name the proxy with --proxy-url, or as proxy.url in .edgeproxy.yaml", report.Plural(n, "finding"))
	}
}

// Preview says what lint --fix would leave of the findings of a run, and in how many
// files it would change something.
func Preview(c *console.Console, run *report.Run, changed int) {
	var counts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := run.Count(s); n > 0 {
			counts = append(counts, report.Plural(n, s.String()))
		}
	}
	switch {
	case len(counts) == 0 && changed == 0:
		c.Notef("no findings in %s", report.Plural(len(run.Files), "file"))
		return
	case len(counts) == 0: // apply would set variables that no rule asks for
		counts = []string{"no findings"}
	}
	c.Notef("%s in %s; --fix would change %s (leave out --diff to see the findings)",
		strings.Join(counts, ", "), report.Plural(len(run.Files), "file"), report.Plural(changed, "file"))
}
