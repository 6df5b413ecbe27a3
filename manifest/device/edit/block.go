package edit

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// The comments around lines of this package in config.toml.
const (
	blockBegin = "# edgeproxy: begin"
	blockEnd   = "# edgeproxy: end"
)

// block is lines between their comments.
func block(lines []string) []string {
	return append(append([]string{blockBegin}, lines...), blockEnd)
}

// blocks finds the spans of whole lines from one comment to the other. A line in a
// string does not count.
func blocks(c *device.Config) []text.Span {
	src := c.File.Source
	var found []text.Span
	start := -1
	for at := text.BOMLen(src); at < len(src); {
		end := lineEnd(src, at)
		switch line := strings.TrimRight(string(src[at:end]), "\r\n"); {
		case line != blockBegin && line != blockEnd || inValue(c.Doc, at):
		case line == blockBegin:
			start = at
		case start >= 0:
			found = append(found, text.Span{Start: start, End: end})
			start = -1
		}
		at = end
	}
	return found
}

// inBlock reports whether a byte stands in a block.
func inBlock(c *device.Config, at int) bool {
	for _, b := range blocks(c) {
		if b.Start <= at && at < b.End {
			return true
		}
	}
	return false
}

// inValue reports whether a byte lies in a value of several lines.
func inValue(doc *toml.Document, at int) bool {
	for p := range doc.Pairs() {
		if p.Span.Start < at && at < p.Span.End {
			return true
		}
	}
	return false
}

// withBlank are lines with an empty line before them, if any text stands before.
func withBlank(src []byte, lines []string) []string {
	if len(src) == text.BOMLen(src) {
		return lines
	}
	return append([]string{""}, lines...)
}

// blankBefore is the start of the empty line before a line; the line itself if none is
// there.
func blankBefore(src []byte, at int) int {
	if at == 0 || src[at-1] != '\n' {
		return at
	}
	if before := lineStart(src, at-1); strings.TrimRight(string(src[before:at]), "\r\n") == "" {
		return before
	}
	return at
}
