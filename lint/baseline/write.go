package baseline

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Record replaces what the baseline holds about a file by its findings. Those
// that an ignore entry covers are left out. Entries of rules that have not run
// stay: a nil ran means that all have.
func (b *Baseline) Record(path string, findings []check.Finding, ran func(rule string) bool) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	k := b.of(path)
	for p := range k.entries {
		if ran == nil || ran(p.rule) {
			delete(k.entries, p)
		}
	}
	b.add(k, path, findings)
}

// Add takes in more findings of a file that was recorded.
func (b *Baseline) Add(path string, findings []check.Finding) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.add(b.of(path), path, findings)
}

// add counts the findings that no ignore entry covers. When there are more new
// entries than WriteTo can write, it takes in no others. The mutex is held.
func (b *Baseline) add(k *known, path string, findings []check.Finding) {
	for i := range findings {
		f := &findings[i]
		if f.Suppressed != nil && f.Suppressed.By != check.ByBaseline {
			continue
		}
		p := placeOf(f)
		if k.entries[p] == nil {
			if b.added > MaxSize {
				return
			}
			b.added += len(leastLine) + len(p.rule) + len(path) + len(p.pointer)
			k.entries[p] = &tally{}
		}
		k.entries[p].count += weight(f)
	}
}

// leastLine is what the line of an entry has beside its texts, at least.
const leastLine = `    {"rule": "", "path": "", "pointer": "", "severity": "info", "count": 1}` + "\n"

// Forget drops what the baseline holds about a file.
func (b *Baseline) Forget(path string) { b.Record(path, nil, nil) }

// Changes counts the findings that entries have lost and gained. An entry that covers
// any severity and cause is compared by its rule and pointer alone.
func Changes(before, after []Entry) (removed, added int) {
	old := map[Entry]bool{}
	for _, e := range before {
		if e.Severity == check.Off {
			old[Entry{Rule: e.Rule, Path: e.Path, Pointer: e.Pointer}] = true
		}
	}
	counts := map[Entry]int{}
	count := func(e Entry, sign int) {
		n := e.Count
		e.Count = 0
		if alike := (Entry{Rule: e.Rule, Path: e.Path, Pointer: e.Pointer}); old[alike] {
			e = alike
		}
		counts[e] += sign * n
	}
	for _, e := range before {
		count(e, -1)
	}
	for _, e := range after {
		count(e, 1)
	}
	for _, n := range counts {
		removed, added = removed+max(0, -n), added+max(0, n)
	}
	return removed, added
}

// WriteTo writes the file: one entry a line, so that a change of one finding
// is a change of one line. Lines end as in the text given to Parse. It fails with an *Error, and writes nothing, if the
// file would be larger than Parse reads.
func (b *Baseline) WriteTo(w io.Writer) (int64, error) {
	if b.added > MaxSize {
		return 0, b.tooLarge()
	}
	var out bytes.Buffer
	out.WriteString("{\n  \"version\": 2,\n  \"entries\": [")
	separator := "\n    "
	for _, e := range b.Entries() {
		out.WriteString(separator + e.line())
		separator = ",\n    "
	}
	if separator[0] == ',' {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	text := out.Bytes()
	if bytes.Contains(b.source, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if len(text) > MaxSize {
		return 0, b.tooLarge()
	}
	n, err := w.Write(text)
	return int64(n), err
}

func (b *Baseline) tooLarge() error {
	return &Error{File: b.file, Message: "the baseline would be larger than 16 MB: record fewer rules or fewer files, or mend the most frequent findings"}
}

// line is the entry as JSON.
func (e Entry) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"rule": %s, "path": %s, "pointer": %s`, inJSON(e.Rule), inJSON(spellPath(e.Path)), inJSON(e.Pointer))
	if e.Severity != check.Off {
		fmt.Fprintf(&b, `, "severity": %s`, inJSON(e.Severity.String()))
	}
	if e.Cause != "" {
		fmt.Fprintf(&b, `, "cause": %s`, inJSON(e.Cause))
	}
	fmt.Fprintf(&b, `, "count": %d}`, e.Count)
	return b.String()
}

// inJSON is s as a JSON string. All that is written is valid UTF-8.
func inJSON(s string) string {
	quoted, _ := jsontext.AppendQuote(nil, s)
	return string(quoted)
}
