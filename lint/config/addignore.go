package config

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ErrNoRoom says that a configuration is written in a way that no entry can be added
// to it.
var ErrNoRoom = errors.New(`the entry cannot be added to the configuration: add it by hand below "ignore:"`)

// AddIgnore plans the edit that adds an ignore entry to the text of a configuration,
// as a careful person would type it: at the end of the list, with its indentation.
// Nothing else of the text changes. An empty text is a new configuration. Rule and
// Reason of the entry are needed; Path and Pointer may be empty.
//
// The error is the *Error of Parse if the text is no valid configuration, or ErrNoRoom.
func AddIgnore(src []byte, entry Ignore, rules []check.Rule) (manifest.Edit, error) {
	before, err := Parse(FileName, src, rules)
	if err != nil {
		return manifest.Edit{}, err
	}
	edit := place(src, yamlfile.New(FileName, src, format()).Tree(), flow(entry))
	if bytes.Contains(src, []byte("\r\n")) {
		edit.Text = strings.ReplaceAll(edit.Text, "\n", "\r\n")
	}
	after, err := manifest.Splice(src, []manifest.Edit{edit})
	if err != nil {
		return manifest.Edit{}, err
	}
	now, err := Parse(FileName, after, rules)
	if err != nil || len(now.Ignore) != len(before.Ignore)+1 || !now.Ignore[len(before.Ignore)].equals(entry) {
		return manifest.Edit{}, ErrNoRoom
	}
	return edit, nil
}

// equals reports whether two entries cover the same for the same reason.
func (e Ignore) equals(other Ignore) bool {
	return e.Rule == other.Rule && e.Path == other.Path && e.Pointer == other.Pointer && e.Reason == other.Reason && e.Until.Equal(other.Until)
}

// flow is an entry in braces.
func flow(e Ignore) string {
	parts := []string{"rule: " + e.Rule}
	for _, part := range []struct{ key, text string }{{"path", e.Path}, {"pointer", e.Pointer}, {"reason", strings.TrimSpace(e.Reason)}} {
		if part.text != "" {
			parts = append(parts, part.key+": "+strconv.Quote(part.text))
		}
	}
	if !e.Until.IsZero() {
		parts = append(parts, "until: "+e.Until.Format(dateLayout))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// place is the edit that adds an entry to the list of a file, or a list with the
// entry to a file that has none.
func place(src []byte, root *yamlfile.Node, entry string) manifest.Edit {
	var list *yamlfile.Node
	if root != nil {
		for _, f := range root.Fields {
			if f.Key.Text == "ignore" {
				list = f.Value
			}
		}
	}
	switch {
	case list == nil:
		return belowLine(src, len(src), "ignore:\n  - "+entry)
	case list.Kind == yamlfile.IsNull: // its span is that of the key
		return belowLine(src, list.Span.End, "  - "+entry)
	case src[list.Span.Start] != '[':
		column := list.Span.Start - (bytes.LastIndexByte(src[:list.Span.Start], '\n') + 1)
		return belowLine(src, list.Span.End, strings.Repeat(" ", column)+"- "+entry)
	case len(list.Items) == 0:
		return insert(list.Span.End-1, entry)
	}
	return insert(list.Items[len(list.Items)-1].Span.End, ", "+entry)
}

func insert(at int, text string) manifest.Edit {
	return manifest.Edit{Span: manifest.Span{Start: at, End: at}, Text: text}
}

// belowLine is the edit that adds lines after the line of an offset.
func belowLine(src []byte, at int, lines string) manifest.Edit {
	if end := bytes.IndexByte(src[at:], '\n'); end >= 0 {
		return insert(at+end+1, lines+"\n")
	}
	if at = len(src); at == 0 || src[at-1] == '\n' {
		return insert(at, lines+"\n")
	}
	return insert(at, fmt.Sprintf("\n%s\n", lines))
}
