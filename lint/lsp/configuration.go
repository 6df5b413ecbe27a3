package lsp

import (
	"bytes"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// checkConfiguration finds what is wrong with a .edgeproxy.yaml: its first fault, or the
// entries that have expired. Whether an entry still covers something is known only
// where all files are checked.
func checkConfiguration(snap *snapshot) []lint.Finding {
	src, rules := snap.text.Bytes(), snap.workspace.Rules
	c, err := config.Parse(config.FileName, src, rules)
	var fault *config.Error
	if errors.As(err, &fault) {
		return []lint.Finding{{Severity: lint.Error, Message: messageOf(fault), Span: spanOf(src, fault)}}
	}
	today := snap.workspace.Today
	if today.IsZero() {
		today = time.Now()
	}
	found := c.Track(today).Findings(config.Coverage{})
	set := c.For(config.FileName)
	for i := range found {
		if level, ok := set.Rules[found[i].Rule]; ok {
			found[i].Severity = level.Value
		}
	}
	return append(found, withoutEffect(snap)...)
}

// withoutEffect are the settings of a nested configuration that would make its folder milder,
// which the configuration at the root does not allow.
func withoutEffect(snap *snapshot) []lint.Finding {
	set, err := snap.workspace.Configuration(snap.path)
	rel, relErr := filepath.Rel(snap.workspace.Dir, snap.path)
	if err != nil || relErr != nil {
		return nil // a configuration further out has a fault, which stands there
	}
	var found []lint.Finding
	lines := text.NewLines(snap.text.Bytes())
	for _, void := range set.Void {
		number, ok := strings.CutPrefix(void.Origin, filepath.ToSlash(rel)+":")
		line, err := strconv.Atoi(number)
		if !ok || err != nil {
			continue // of another file
		}
		words, start := lines.Line(line)
		indent := len(words) - len(bytes.TrimLeft(words, " -"))
		found = append(found, lint.Finding{
			Severity: lint.Warning, Span: manifest.Span{Start: start + indent, End: start + len(words)},
			Message: void.What + " has no effect",
			Help:    `a nested file can only make the configuration stricter, unless the file at the root lists its folder under "delegate:"`,
		})
	}
	return found
}

// messageOf is the message of a fault without its place, which the editor shows.
func messageOf(fault *config.Error) string {
	without := config.Error{Message: fault.Message, Suggestion: fault.Suggestion}
	return string(bytes.TrimPrefix([]byte(without.Error()), []byte(": ")))
}

// spanOf is the place of a fault: from its column up to the end of the word.
func spanOf(src []byte, fault *config.Error) manifest.Span {
	line, start := text.NewLines(src).Line(max(1, fault.Line))
	if start == 0 {
		start = text.BOMLen(src)
		line = line[min(start, len(line)):]
	}
	at := 0
	for column := 1; column < fault.Column && at < len(line); column++ {
		_, size := utf8.DecodeRune(line[at:])
		at += size
	}
	end := bytes.IndexAny(line[at:], " \t,:#]}")
	if end <= 0 {
		end = len(line) - at
	}
	return manifest.Span{Start: start + at, End: start + at + end}
}
