// Package baseline keeps the findings that a repository had when it took up
// the linter, so that only new ones count. The file is meant to be committed:
//
//	{
//	  "version": 2,
//	  "entries": [
//	    {"rule": "EP101", "path": "lab/a.json", "pointer": "/modulesContent/$edgeAgent", "severity": "error", "count": 1}
//	  ]
//	}
//
// An entry holds no line number, because the next edit would move it. For the same reason
// an element of a list has its name in the pointer, such as "id=line-2", if it has one; an
// entry that an older version has written has the number. An entry
// covers as many findings as it counts, at one pointer of one file. One more finding
// is reported, and so is a finding of a higher severity or of another cause
// (check.Finding.Cause). An entry without a severity, which older versions of the
// file have, covers findings of any severity: [Baseline.Old] reports whether there are any.
//
// Paths are slash-separated and relative to the folder of the baseline. A byte
// of a name that is not UTF-8 stands as U+FFFD with its two hexadecimal digits.
//
// [Baseline.Apply] marks the findings that are known. [Baseline.Stale] reports the
// entries that count more findings than there are, and [Baseline.Prune] lowers or
// removes them. After [Baseline.Against], an entry counts only if an earlier version
// of the file has it, too. [Baseline.Record] takes in the findings of a file, and
// [Baseline.WriteTo] writes the result: the same findings give the same bytes.
package baseline

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Baseline is the content of one file. It may be used from several goroutines.
type Baseline struct {
	file   string
	source []byte

	mutex   sync.Mutex
	files   map[string]*known // by path
	added   int               // about how many bytes the added entries take; see add
	earlier *Baseline         // a finding is marked only if this covers it, too; nil for no such bound
}

// Entry counts the findings of a rule at one place.
type Entry struct {
	Rule     string         // ID of the rule
	Path     string         // slash-separated, relative to the folder of the baseline
	Pointer  string         // RFC 6901, with the names of elements in the place of their numbers (check.Finding.Stable)
	Severity check.Severity // the highest that it covers; Off for any severity and cause
	Cause    string         // as check.Finding.Cause
	Count    int            // at least 1
}

// known holds the entries of one file.
type known struct {
	linted   bool // in this run
	numbered bool // an entry of an older version covers an element by its number
	fresh    int  // findings that only the earlier version does not cover
	entries  map[place]*tally
	others   map[spot]other // findings that no entry covers, by where they are
}

// place is what the findings of an entry have in common.
type place struct {
	rule, pointer string
	severity      check.Severity
	cause         string
}

// tally is an entry and what a run has found of it.
type tally struct {
	count, found int
	number       int // position among the entries of the file
	span         manifest.Span
}

// New is an empty baseline for a file of the given name.
func New(file string) *Baseline { return &Baseline{file: file, files: map[string]*known{}} }

// File is the name given to New or Parse.
func (b *Baseline) File() string { return b.file }

// Source is the text given to Parse: the findings of Stale hold offsets into it. It must
// not be changed.
func (b *Baseline) Source() []byte { return b.source }

// Old reports whether the baseline has an entry of an older version of this program
// that covers too much: a finding of any severity and cause, or one in any element of a
// list that now has the number of the element that was meant. Only a run shows the
// second kind.
func (b *Baseline) Old() bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, k := range b.files {
		if k.numbered {
			return true
		}
		for p := range k.entries {
			if p.severity == check.Off {
				return true
			}
		}
	}
	return false
}

// Knows reports whether the baseline holds a finding of a rule in a file.
func (b *Baseline) Knows(path, rule string) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if k := b.files[path]; k != nil {
		for p := range k.entries {
			if p.rule == rule {
				return true
			}
		}
	}
	return false
}

// of returns the entries of a path, and makes an empty set if there is none. The
// caller holds the mutex.
func (b *Baseline) of(path string) *known {
	k := b.files[path]
	if k == nil {
		k = &known{entries: map[place]*tally{}}
		b.files[path] = k
	}
	return k
}

// weight is how many findings a finding stands for.
func weight(f *check.Finding) int { return max(1, f.More) }

func placeOf(f *check.Finding) place {
	return place{f.Rule, strings.ToValidUTF8(cmp.Or(f.Stable, f.Pointer), "\ufffd"), f.Severity, f.Cause}
}

// Apply marks those findings of one file that the baseline knows, in the order
// given, and notes that the file was linted. Findings that are marked already
// are not counted. A second call for a file replaces the first.
func (b *Baseline) Apply(path string, findings []check.Finding) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	k := b.of(path)
	k.linted = true
	k.restart()
	var before *known
	if b.earlier != nil {
		before = b.earlier.of(path)
		before.restart()
	}
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Suppressed != nil || !k.take(f):
			k.note(f)
		case before != nil && !before.take(f):
			k.fresh += weight(f)
		default:
			f.Suppressed = &check.Suppression{By: check.ByBaseline}
		}
	}
}

// Unread takes back Apply: what the run has found in a file is not what the file holds.
func (b *Baseline) Unread(path string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if k := b.files[path]; k != nil {
		k.linted = false
		k.restart()
	}
}

// take counts a finding in the entry that covers it, and reports whether one does.
func (k *known) take(f *check.Finding) bool {
	t := k.room(f)
	if t != nil {
		t.found += weight(f)
	}
	return t != nil
}

// room is the entry that covers one more finding such as f: that of its
// severity, of a higher one, or of any; nil if there is none.
func (k *known) room(f *check.Finding) *tally {
	p := placeOf(f)
	if t := k.roomAt(p, weight(f)); t != nil || f.Stable == "" {
		return t
	}
	p.pointer = strings.ToValidUTF8(f.Pointer, "\ufffd") // as older versions have written it
	t := k.roomAt(p, weight(f))
	k.numbered = k.numbered || t != nil
	return t
}

// roomAt is room for findings at a place.
func (k *known) roomAt(p place, weight int) *tally {
	anything := place{rule: p.rule, pointer: p.pointer}
	for ; p.severity <= check.Error; p.severity++ {
		if t := k.entries[p]; t != nil && t.found+weight <= t.count {
			return t
		}
	}
	if t := k.entries[anything]; t != nil && t.found+weight <= t.count {
		return t
	}
	return nil
}

// Entries lists what the baseline holds, ordered by path, rule, pointer,
// severity and cause.
func (b *Baseline) Entries() []Entry {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	var all []Entry
	for path, k := range b.files {
		for p, t := range k.entries {
			all = append(all, Entry{p.rule, path, p.pointer, p.severity, p.cause, t.count})
		}
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Pointer, b.Pointer),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Cause, b.Cause))
	})
	return all
}
