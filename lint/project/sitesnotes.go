package project

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// siteNotes collects what there is to say of sites: each text once, with all sites that
// it is true of. Texts and sites are in the order of the list, whichever worker comes
// first.
type siteNotes struct {
	from map[string][]siteFrom // by text
}

// siteFrom are the sites of one file.
type siteFrom struct {
	file  int
	names []string
}

// add notes a text about the sites of a file.
func (n *siteNotes) add(file int, names []string, text string) {
	if n.from == nil {
		n.from = map[string][]siteFrom{}
	}
	n.from[text] = append(n.from[text], siteFrom{file, names})
}

// sorted lists the notes by their first files.
func (n *siteNotes) sorted() []SiteNote {
	type placed struct {
		first int
		note  SiteNote
	}
	var all []placed
	for text, from := range n.from {
		slices.SortFunc(from, func(a, b siteFrom) int { return a.file - b.file })
		note := SiteNote{Text: text}
		for _, f := range from {
			note.Sites = append(note.Sites, f.names...)
		}
		all = append(all, placed{from[0].file, note})
	}
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.first, b.first), strings.Compare(a.note.Text, b.note.Text))
	})
	notes := make([]SiteNote, len(all))
	for i := range all {
		notes[i] = all[i].note
	}
	return notes
}

// joined are the notes as errors.
func (n *siteNotes) joined() error {
	var all []error
	for _, note := range n.sorted() {
		all = append(all, fmt.Errorf("%s (%s)", note.Text, sites.Naming(note.Sites)))
	}
	return errors.Join(all...)
}
