// Package baseline keeps the findings that a repository had when it took up
// the linter, so that only new ones count. The file is meant to be committed:
//
//	{
//	  "version": 1,
//	  "entries": [
//	    {"rule": "EP101", "path": "lab/a.json", "pointer": "/modulesContent/$edgeAgent", "count": 1}
//	  ]
//	}
//
// An entry holds no line number, which the next edit would move. It covers as
// many findings as it counts, at one pointer of one file; one more is reported.
// Paths are slash-separated and relative to the folder of the baseline. A byte
// of a name that is not UTF-8 stands as U+FFFD with its two hexadecimal digits.
//
// [Baseline.Apply] marks the findings that are known. [Baseline.Stale] reports
// the entries that count more than there is. [Baseline.Record] takes in the
// findings of a file, and [Baseline.WriteTo] writes the result: the same
// findings give the same bytes.
package baseline

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Baseline is the content of one file. It may be used from several goroutines.
type Baseline struct {
	file   string
	source []byte

	mutex sync.Mutex
	files map[string]*known // by path
}

// Entry counts the findings of a rule at one place.
type Entry struct {
	Rule    string // ID of the rule
	Path    string // slash-separated, relative to the folder of the baseline
	Pointer string // RFC 6901
	Count   int    // at least 1
}

// known is what the baseline holds about one file.
type known struct {
	linted  bool // in this run
	entries map[place]*tally
}

type place struct{ rule, pointer string }

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

// Source is the text given to Parse: the findings of Stale hold offsets into it.
func (b *Baseline) Source() []byte { return b.source }

// of is what is held about a path, made where nothing is. The mutex is held.
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
	return place{f.Rule, strings.ToValidUTF8(f.Pointer, "\ufffd")}
}

// Apply marks those findings of one file that the baseline knows, in the order
// given, and notes that the file was linted. Findings that are marked already
// are not counted. A second call for a file replaces the first.
func (b *Baseline) Apply(path string, findings []check.Finding) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	k := b.of(path)
	k.linted = true
	for _, t := range k.entries {
		t.found = 0
	}
	for i := range findings {
		f := &findings[i]
		if t := k.entries[placeOf(f)]; t != nil && f.Suppressed == nil && t.found+weight(f) <= t.count {
			t.found += weight(f)
			f.Suppressed = &check.Suppression{By: check.ByBaseline}
		}
	}
}

// Record replaces all that the baseline holds about a file by its findings.
// Those that an ignore entry covers are left out. Without findings the file is
// forgotten: this is also the way to drop one that is gone.
func (b *Baseline) Record(path string, findings []check.Finding) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	k := b.of(path)
	clear(k.entries)
	for i := range findings {
		f := &findings[i]
		if f.Suppressed != nil && f.Suppressed.By != check.ByBaseline {
			continue
		}
		p := placeOf(f)
		if k.entries[p] == nil {
			k.entries[p] = &tally{}
		}
		k.entries[p].count += weight(f)
	}
}

// Entries lists what the baseline holds, ordered by path, rule and pointer.
func (b *Baseline) Entries() []Entry {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	var all []Entry
	for path, k := range b.files {
		for p, t := range k.entries {
			all = append(all, Entry{p.rule, path, p.pointer, t.count})
		}
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Pointer, b.Pointer))
	})
	return all
}

// WriteTo writes the file: one entry a line, so that a change of one finding
// is a change of one line.
func (b *Baseline) WriteTo(w io.Writer) (int64, error) {
	var out bytes.Buffer
	out.WriteString("{\n  \"version\": 1,\n  \"entries\": [")
	separator := "\n    "
	for _, e := range b.Entries() {
		fmt.Fprintf(&out, `%s{"rule": %s, "path": %s, "pointer": %s, "count": %d}`,
			separator, inJSON(e.Rule), inJSON(spellPath(e.Path)), inJSON(e.Pointer), e.Count)
		separator = ",\n    "
	}
	if separator[0] == ',' {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	return out.WriteTo(w)
}

// inJSON is s as a JSON string. All that is written is valid UTF-8.
func inJSON(s string) string {
	quoted, _ := jsontext.AppendQuote(nil, s)
	return string(quoted)
}
