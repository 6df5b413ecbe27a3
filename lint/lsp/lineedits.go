package lsp

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// lineEdits are edits of whole lines that turn a text into another, so that the cursors and
// folds of an editor stay where nothing changes.
func lineEdits(before, after []byte) []manifest.Edit {
	starts := []int{0} // of the lines of before
	for i, c := range before {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	if starts[len(starts)-1] != len(before) {
		starts = append(starts, len(before))
	}
	var edits []manifest.Edit
	line := 0
	add := func(removed int, text string) {
		at := manifest.Span{Start: starts[line], End: starts[line+removed]}
		if last := len(edits) - 1; last >= 0 && edits[last].End == at.Start {
			edits[last].End, edits[last].Text = at.End, edits[last].Text+text
			return
		}
		edits = append(edits, manifest.Edit{Span: at, Text: text})
	}
	lines := strings.SplitAfter(string(diff.Diff("before", before, "after", after)), "\n")
	for i, text := range lines {
		if text == "" || i < 3 { // the names
			continue
		}
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\`) {
			text = strings.TrimSuffix(text, "\n") // the last line has no line feed
		}
		switch text[0] {
		case '@':
			var count int
			if _, err := fmt.Sscanf(text, "@@ -%d,%d", &line, &count); err == nil && count > 0 {
				line-- // it counts from 1; of an empty text from 0
			}
		case ' ':
			line++
		case '-':
			add(1, "")
			line++
		case '+':
			add(0, text[1:])
		}
	}
	if out, err := manifest.Splice(before, edits); err != nil || !bytes.Equal(out, after) {
		return []manifest.Edit{{Span: manifest.Span{End: len(before)}, Text: string(after)}} // never: the test looks for it
	}
	return edits
}
