package project

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Why a file is passed over.
const (
	noSign       = "it holds no sign of a deployment manifest"
	noDeployment = "it holds no deployment"
	noJSON       = "it is a template of a text that is no JSON"
)

// renderedEndings are the endings of templates that some other program turns
// into JSON. They need not be JSON themselves.
var renderedEndings = []string{".template", ".tmpl", ".tpl", ".tftpl", ".j2", ".jinja", ".jinja2"}

// jsonEndings are the endings of JSON.
var jsonEndings = []string{".json", ".jsonc", ".jsonl", ".ndjson"}

// isSearched reports whether a search of a folder looks into a file, by its name.
func isSearched(path string) bool {
	return hasEnding(path, jsonEndings) || hasEnding(path, renderedEndings)
}

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// PassedOver is a file that was passed over.
type PassedOver struct {
	Name    string // of the file
	Why     string // as it reads after the name and a colon
	Exclude string // the one of Options.Exclude that says so; "" if none does
}

// passedOver is the result for a file that the linter does not check. A file that was
// found in a folder and holds no sign of a manifest is not counted: there may be
// thousands.
func passedOver(c File, why string) result {
	return result{passed: &PassedOver{Name: c.Name, Why: why}, skipped: !c.Found || why != noSign}
}

// mayPassOver reports whether a file may be passed over at all: it was found in
// a folder, or SkipNonManifests says so.
func (l *linter) mayPassOver(c File) bool { return c.Found || l.opts.SkipNonManifests }

// passOver says why a file is passed over, "" if it is not.
func (l *linter) passOver(c File, src []byte, doc *manifest.Document, parseErr error) string {
	if !l.mayPassOver(c) {
		return ""
	}
	return whyPassOver(c, src, doc, parseErr)
}

// whyPassOver says what keeps a file from being a manifest, "" if it may be one.
// A file that may be a manifest and cannot be read is not passed over: whoever sees a
// run without findings takes the file for checked. A template of a script or of a
// config.toml is passed over, although it may name edgeAgent.
func whyPassOver(c File, src []byte, doc *manifest.Document, parseErr error) string {
	switch {
	case !manifest.MayBeManifest(src):
		return noSign
	case parseErr != nil && hasEnding(c.Path, renderedEndings) && !startsJSON().Match(src):
		return noJSON
	case parseErr == nil && len(doc.Deployments()) == 0 && !doc.Misshapen().Exists():
		if foreign, ok := doc.Foreign(); ok {
			return foreign.What
		}
		return noDeployment
	}
	return ""
}

// startsJSON matches a text that starts like JSON, or with a function of Terraform that
// writes JSON. Comments and blocks of template languages may stand before. A table of
// TOML, such as [agent], does not start like JSON. The zeros are those of UTF-16.
var startsJSON = sync.OnceValue(func() *regexp.Regexp {
	const (
		blanks   = `[\s\x00\x{FEFF}\x{FFFD}]` // a byte order mark of UTF-16 is read as \x{FFFD}
		comments = `//[^\n]*|/\*.*?\*/|#[^\n]*`
		blocks   = `\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|%\{.*?\}|<%.*?%>|</?#.*?>`
		opening  = `\{[\s\x00"}]|\[[\s\x00"{\]]|\$\{\w+\(`
	)
	return regexp.MustCompile(`(?s)^(?:` + blanks + `|` + comments + `|` + blocks + `)*(?:` + opening + `)`)
})

// unrendered says that a template in a folder cannot be read before some other program
// has rendered it, "" if it can.
func unrendered(c File, parseErr error) string {
	if parseErr == nil || !hasEnding(c.Path, renderedEndings) {
		return ""
	}
	return fmt.Sprintf("it cannot be read before it is rendered: %v", parseErr)
}

// isLargeOther reports whether a file that is too large to be read is surely no
// manifest, but some other JSON. The file is searched piece by piece. In doubt the
// answer is false.
func isLargeOther(path string, readErr error) bool {
	var large *TooLargeError
	if !errors.As(readErr, &large) || path == paths.Stdin {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var signs manifest.SignSearch
	_, err = io.Copy(&signs, f)
	return err == nil && !signs.Found()
}
