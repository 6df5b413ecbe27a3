package config

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// maxAlternatives bounds what the braces of one glob stand for: doublestar
// tries every combination, so that twenty pairs take a second for each file.
const maxAlternatives = 256

// matches reports whether a glob that glob has checked matches a path.
func matches(glob, path string) bool {
	return glob == "" || doublestar.MatchUnvalidated(glob, path)
}

// glob reads a doublestar pattern for slash-separated paths. It refuses what
// would silently match nothing.
func (d *decoder) glob(n *yamlfile.Node, what string) string {
	text := d.Text(n, what)
	problem := ""
	switch {
	case strings.Contains(text, `\`):
		problem = `write "/" between folders, on Windows, too`
	case strings.HasPrefix(text, "/"), strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"):
		problem = `start it in the folder of this file, without "/", "./" or "../"`
	case strings.HasSuffix(text, "/"):
		problem = `add "**" for all files of the folder`
	case !doublestar.ValidatePattern(text):
		problem = `a "[" has no "]", or a "{" no "}"`
	case alternatives(text) > maxAlternatives:
		problem = "its braces stand for too many paths; write several patterns"
	}
	if problem != "" {
		d.Fail(n.Span.Start, "%s in %s is no pattern for paths: %s", yamlfile.Show(text), what, problem)
	}
	return text
}

// alternatives is at least the number of patterns that a glob with braces stands for.
func alternatives(glob string) int {
	product, group := 1, 1
	for i := 0; i < len(glob) && product <= maxAlternatives; i++ {
		switch glob[i] {
		case ',':
			group++
		case '}':
			product, group = product*group, 1
		}
	}
	return product
}

// PathGlob is the glob that matches one path and no other: the entry of an ignore list
// for a file.
func PathGlob(path string) string { return literally.Replace(path) }

// literally puts the special characters of a glob between brackets: a backslash does
// not escape them here.
var literally = strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]", "{", "[{]", "}", "[}]")
