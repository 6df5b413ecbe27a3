package baseline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Coverage says what a run looked at, beside the files given to Apply. Of
// entries that it did not look at, nothing is said.
type Coverage struct {
	// Gone reports whether there is no file of a path any more. Nil means all
	// files are there.
	Gone func(path string) bool
	// Rule reports whether the rule of an ID has run. Nil means all have.
	Rule func(id string) bool
}

// Stale reports the entries that count more findings than Apply has met, and
// those whose file is gone, in the order of the baseline. The findings are of
// the rule EP901 with its default severity; their spans are of Source. Their
// help holds the command that mends the baseline; args are the paths that the
// run was started with, relative to the same folder as the baseline's name.
func (b *Baseline) Stale(run Coverage, args []string) []check.Finding {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	help := "the baseline would hide as many new findings; to record what is left, run: " + b.command(args)
	var out []check.Finding
	for path, k := range b.files {
		gone := !k.linted && len(k.entries) > 0 && run.Gone != nil && run.Gone(path)
		if !k.linted && !gone {
			continue
		}
		for p, t := range k.entries {
			if t.found >= t.count || !gone && run.Rule != nil && !run.Rule(p.rule) {
				continue
			}
			out = append(out, check.Finding{
				Rule: "EP901", Name: "unused-suppression", Severity: check.Warning,
				Pointer: fmt.Sprintf("/entries/%d", t.number), Span: t.span,
				Message: fmt.Sprintf("baseline entry for %s in %s is stale: %s", printable(p.rule), quote(path), t.state(gone)),
				Help:    help,
			})
		}
	}
	slices.SortFunc(out, func(a, b check.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// state says what is wrong with a stale entry.
func (t *tally) state(gone bool) string {
	switch {
	case gone:
		return "the file is gone"
	case t.count == 1:
		return "the finding is gone"
	case t.found == 0:
		return fmt.Sprintf("all %d findings are gone", t.count)
	}
	return fmt.Sprintf("it counts %d findings, the run found %d", t.count, t.found)
}

// command writes the baseline anew.
func (b *Baseline) command(args []string) string {
	words := []string{"edgeproxy", "lint", "--baseline", shellWord(b.file), "--write-baseline"}
	const most = 10 // a hook passes every file of a commit
	if len(args) == 0 || len(args) > most {
		return strings.Join(append(words, "PATH..."), " ")
	}
	for _, arg := range args {
		words = append(words, shellWord(arg))
	}
	return strings.Join(words, " ")
}

// shellWord is a word as shells take it, PowerShell included.
func shellWord(word string) string {
	special := func(r rune) bool {
		return r > '~' || r <= ' ' || strings.ContainsRune("\"'`$&|;<>()[]{}*?!#\\%^~", r)
	}
	switch {
	case word != "" && !strings.ContainsFunc(word, special):
		return word
	case !strings.Contains(word, "'") && printable(word) == word:
		return "'" + word + "'"
	}
	return quote(word)
}
