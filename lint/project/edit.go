package project

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Edit is a file with its new content, and the list of its changes.
type Edit struct {
	atomicfile.Change
	Variables   []manifest.Change // those that differ
	Others      []string          // what was done beside them
	Notes       []string          // what else there is to say of the file
	Unchosen    []string          // modules that nobody chose, and that need the proxy, too
	NoneChosen  bool              // no module of a layered deployment was chosen
	NotRequired string            // the place in the configuration that says that the file needs no proxy; "" if none does
	password    bool              // the proxy that it got has one
}

// String is the name of the file and the variables that change, without passwords.
func (e Edit) String() string {
	var changes []string
	for _, c := range e.Variables {
		changes = append(changes, c.String())
	}
	return e.Name + ": " + strings.Join(append(changes, e.Others...), "; ")
}

// Format prints String, whatever the verb (law L9).
func (e Edit) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), e.String()) }

// Differs reports whether the new content is another than the old one.
func (e *Edit) Differs() bool { return string(e.Old) != string(e.New) }

// mended is the edit of a file that Fix has made. Findings without a module are about
// the document; their fixes change no variable.
func mended(c File, old []byte, fixed *lint.Fixed) *Edit {
	edit := &Edit{Change: atomicfile.Change{Path: c.Path, Name: c.Name, Old: old, New: fixed.Bytes}, Variables: fixed.Changes}
	for _, f := range fixed.Mended {
		if f.Module == "" {
			edit.Others = append(edit.Others, f.Fixes[0].Message+" ("+f.Rule+")")
		}
	}
	return edit
}

// changesOf are the changes of those edits that change variables of files, and the
// paths of all files.
func changesOf(edits []Edit) (changes []atomicfile.Change, files []string) {
	for _, e := range edits {
		if e.Path == paths.Stdin {
			continue
		}
		files = append(files, e.Path)
		if len(e.Variables) > 0 {
			changes = append(changes, e.Change)
		}
	}
	return changes, files
}
