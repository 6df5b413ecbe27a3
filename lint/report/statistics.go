package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// ruleCount is what a run has found by one rule with one severity.
type ruleCount struct {
	rule, name string
	severity   check.Severity
	findings   int // including those that are not listed
	files      int // that have one of them
	fixable    int
	last       *File // that was counted
}

// Statistics writes a table for a first look at many files: each rule with its findings,
// the files that have one, and the findings that --fix mends; the worst severity first,
// and in it the rule with the most findings. Suppressed findings are in the summary only,
// which closes the table. The error is that of w.
func Statistics(w io.Writer, r *Run, o Options) error {
	b := bufio.NewWriter(w)
	s := style{o.Color}
	counts, files := r.counts()
	if len(counts) > 0 {
		name := len("NAME")
		for _, c := range counts {
			name = max(name, len(plain.Line(c.name)))
		}
		fmt.Fprintln(b, s.paint(bold, fmt.Sprintf("%-5s  %-*s  %-8s  %8s  %6s  %7s", "RULE", name, "NAME", "SEVERITY", "FINDINGS", "FILES", "FIXABLE")))
		for _, c := range counts {
			fixable := "-"
			if c.fixable > 0 {
				fixable = strconv.Itoa(c.fixable)
			}
			fmt.Fprintf(b, "%-5s  %-*s  %s  %8d  %6d  %7s\n", plain.Line(c.rule), name, plain.Line(c.name),
				s.paint(s.of(c.severity), fmt.Sprintf("%-8s", c.severity)), c.findings, c.files, fixable)
		}
		fmt.Fprintf(b, "\n%s with findings; ", Plural(files, "file"))
	}
	fmt.Fprintln(b, r.summary())
	r.writeLoosened(b, o)
	return b.Flush()
}

// counts are the rows of the table, and the number of files with findings.
func (r *Run) counts() (rows []*ruleCount, files int) {
	type kind struct {
		rule     string
		severity check.Severity
	}
	byKind := map[kind]*ruleCount{}
	var last *File
	for f, d := range r.open() {
		k := kind{d.Rule, d.Severity}
		c := byKind[k]
		if c == nil {
			c = &ruleCount{rule: d.Rule, name: d.Name, severity: d.Severity}
			byKind[k] = c
			rows = append(rows, c)
		}
		c.findings += max(1, d.More)
		if c.last != f {
			c.last = f
			c.files++
		}
		if len(d.Fixes) > 0 {
			c.fixable++
		}
		if last != f {
			last = f
			files++
		}
	}
	slices.SortFunc(rows, func(a, b *ruleCount) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(b.findings, a.findings), cmp.Compare(a.rule, b.rule))
	})
	return rows, files
}
