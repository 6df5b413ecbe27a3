package baseline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Coverage says what a run has checked, beside the files given to Apply. Entries for
// anything else are not reported.
type Coverage struct {
	// Gone reports whether there is no file of a path any more. Nil means all
	// files are there.
	Gone func(path string) bool
	// Rule reports whether the rule of an ID has run. Nil means all have.
	Rule func(id string) bool
	// Off reports whether the configuration of a file turns a rule off. Nil means none does.
	Off func(path, rule string) bool
	// Paths and Flags are what the run was started with, as a command line has them: the
	// paths from the folder that the name of the baseline is relative to, and the flags
	// that choose the configuration. They are part of commands in the findings of Stale.
	Paths, Flags []string
}

// maxStale is how many stale entries are listed. One more finding counts the
// others: a baseline of 16 MB has 200,000 entries, and one command prunes all.
const maxStale = 1000

// stale is an entry that counts more findings than there are.
type stale struct {
	path string
	place
	*tally
	gone    bool   // the file is
	off     bool   // the rule is
	instead string // what the run has found in the place of the finding; "" for nothing
}

// Stale reports the entries that count more findings than Apply has met, and
// those whose file is gone, in the order of the baseline. The findings are of
// the rule EP901 with its default severity; their spans are of Source. Their
// help holds the command that takes them out.
func (b *Baseline) Stale(run Coverage) []check.Finding {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	all := b.stale(run)
	prune := "to take out what is gone, run " + told(b.command("--prune-baseline", run))
	help := "the baseline would hide as many new findings; " + prune
	moved := "paths are those from the folder of the baseline; if the file has another name now, accept its findings anew with " + told(b.command("--write-baseline", run)) + "; " + prune
	out := make([]check.Finding, 0, min(len(all), maxStale+1))
	for i, s := range all {
		f := check.Finding{
			Rule: "EP901", Name: "unused-suppression", Severity: check.Warning,
			Pointer: fmt.Sprintf("/entries/%d", s.number), Span: s.span,
			Message: fmt.Sprintf("baseline entry for %s in %s is stale: %s", printable(s.rule), quote(s.path), s.state()),
			Help:    help,
		}
		if s.gone {
			f.Help = moved
		}
		if i == maxStale {
			return append(out, f.Rest(len(all)-i, 0, help))
		}
		out = append(out, f)
	}
	return out
}

// told is a command between quotes, which keep it on one line of a report, unless it holds
// quotes itself.
func told(command string) string {
	if strings.Contains(command, `"`) {
		return command
	}
	return `"` + command + `"`
}

// Prune removes from the entries what Stale reports, and nothing else.
func (b *Baseline) Prune(run Coverage) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, s := range b.stale(run) {
		if s.count = s.found; s.gone || s.found == 0 {
			delete(b.files[s.path].entries, s.place)
		}
	}
}

// stale lists the stale entries in the order of the file. The mutex is held.
func (b *Baseline) stale(run Coverage) []stale {
	var all []stale
	for path, k := range b.files {
		gone := !k.linted && len(k.entries) > 0 && run.Gone != nil && run.Gone(path)
		if !k.linted && !gone {
			continue
		}
		for p, t := range k.entries {
			if t.found < t.count && (gone || run.Rule == nil || run.Rule(p.rule)) {
				all = append(all, stale{path, p, t, gone, run.Off != nil && run.Off(path, p.rule), k.instead(p)})
			}
		}
	}
	slices.SortFunc(all, func(a, b stale) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return all
}

// state says what is wrong with a stale entry.
func (s stale) state() string {
	switch {
	case s.gone:
		return "the file is gone"
	case s.off:
		return "the configuration turns the rule off"
	case s.found == 0 && s.instead != "":
		return s.instead
	case s.count == 1:
		return "the finding is gone"
	case s.found == 0:
		return fmt.Sprintf("all %d findings are gone", s.count)
	}
	return fmt.Sprintf("it counts %d findings, the run found %d", s.count, s.found)
}

// command writes the baseline anew, or prunes it.
func (b *Baseline) command(flag string, run Coverage) string {
	words := []string{"edgeproxy", "lint"}
	for _, arg := range run.Flags {
		words = append(words, shellWord(arg))
	}
	words = append(words, "--baseline", shellWord(b.file), flag)
	const most = 10 // a hook passes every file of a commit
	if len(run.Paths) == 0 || len(run.Paths) > most {
		return strings.Join(append(words, "PATH..."), " ")
	}
	for _, arg := range run.Paths {
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
