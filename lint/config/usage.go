package config

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// Usage follows what the ignore entries of one configuration do in one run. It
// may be used from several goroutines.
type Usage struct {
	Config *Config

	today   time.Time // midnight UTC
	entries []tally   // one for each entry of Config.Ignore
}

type tally struct{ reached, used atomic.Bool }

// Track starts a run on the given day.
func (c *Config) Track(today time.Time) *Usage {
	return &Usage{
		Config:  c,
		today:   time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC),
		entries: make([]tally, len(c.Ignore)),
	}
}

// suppress marks the findings of one file that an entry covers. The path is the one
// that Config.For takes. A finding that is marked already keeps its mark, but counts
// as covered. An entry is in force through its last day. Entries that are blocked
// mark nothing, and count as used.
func (u *Usage) suppress(path string, findings []check.Finding, blocked []bool) {
	for i := range u.entries {
		entry, tally := &u.Config.Ignore[i], &u.entries[i]
		if u.expired(entry) || !matches(entry.Path, path) {
			continue
		}
		tally.reached.Store(true)
		if blocked != nil && blocked[i] {
			tally.used.Store(true)
			continue
		}
		for j := range findings {
			f := &findings[j]
			if f.Rule != entry.Rule || !within(f.Pointer, entry.Pointer) {
				continue
			}
			tally.used.Store(true)
			if f.Suppressed == nil {
				f.Suppressed = &check.Suppression{By: check.ByIgnore, Reason: entry.Reason, Origin: entry.Origin}
			}
		}
	}
}

func (u *Usage) expired(e *Ignore) bool { return !e.Until.IsZero() && e.Until.Before(u.today) }

// within reports whether a pointer leads to the place of another, or into it.
func within(pointer, outer string) bool {
	rest, ok := strings.CutPrefix(pointer, outer)
	return ok && (rest == "" || rest[0] == '/')
}

// Coverage says which files and rules a run checked. An entry counts as unused only
// if the run could have used it: a run over the three files of a commit says nothing
// about entries for other files.
type Coverage struct {
	// Folders that were searched completely, as slash-separated paths relative
	// to the folder of the configuration; "." is that folder itself.
	Folders []string
	// Rule reports whether the rule of an ID has run. Nil means all have.
	Rule func(id string) bool
}

// Findings reports the entries that have expired, and those that covered no
// finding of the run, in the order of the file. The findings are of the rule
// EP901 with its default severity; their spans are of Config.Source.
func (u *Usage) Findings(run Coverage) []check.Finding {
	var out []check.Finding
	for i := range u.entries {
		entry, tally := &u.Config.Ignore[i], &u.entries[i]
		f := check.Finding{
			Rule: "EP901", Name: "unused-suppression", Severity: check.Warning,
			Pointer: fmt.Sprintf("/ignore/%d", i), Span: entry.Span,
			Help: "remove the entry: it would hide the next finding of this kind",
		}
		switch {
		case u.expired(entry):
			f.Message = fmt.Sprintf("ignore entry for %s has expired on %s", entry.Rule, entry.Until.Format(dateLayout))
			f.Help = "the findings that it covered are reported again: mend the manifest, or give the entry a later date"
		case tally.used.Load(), run.Rule != nil && !run.Rule(entry.Rule):
			continue
		case tally.reached.Load() && !isPattern(entry.Path), run.covers(entry.Path):
			f.Message = fmt.Sprintf("ignore entry for %s covers no finding", entry.Rule)
			if !tally.reached.Load() {
				f.Message = fmt.Sprintf("ignore entry for %s covers no file: none matches %s", entry.Rule, yamlfile.Show(entry.Path))
			}
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}

// covers reports whether every file that a glob can match was looked at.
func (run Coverage) covers(glob string) bool {
	base, _ := doublestar.SplitPattern(glob)
	if glob == "" {
		base = "."
	}
	for _, folder := range run.Folders {
		if folder == "." || base == folder || strings.HasPrefix(base, folder+"/") {
			return true
		}
	}
	return false
}

// isPattern reports whether a glob can match more than one path.
func isPattern(glob string) bool { return glob == "" || strings.ContainsAny(glob, "*?[{") }
