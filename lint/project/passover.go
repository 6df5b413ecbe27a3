package project

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Why a file is passed over.
const (
	noSign       = "it holds no sign of a deployment manifest"
	noDeployment = "it holds no deployment"
)

// searchedEndings are the endings of the files that a folder is searched for:
// JSON, and templates of JSON.
var searchedEndings = []string{".json", ".jsonc", ".jsonl", ".ndjson", ".template", ".j2", ".tmpl"}

// renderedEndings are the endings of templates that some other program turns
// into JSON. They need not be JSON themselves.
var renderedEndings = []string{".template", ".j2", ".tmpl"}

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// PassedOver is a file that was passed over.
type PassedOver struct {
	Name    string // of the file
	Why     string // as it reads after the name and a colon
	Exclude string // the one of Options.Exclude that says so; "" if none does
}

// passedOver is the result for a file that is none of the linter's business. One
// that was found in a folder and holds no sign of a manifest is not counted:
// there may be thousands.
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
// What may be a manifest and cannot be read is not passed over, unless its name
// says that it has to be rendered first.
func whyPassOver(c File, src []byte, doc *manifest.Document, parseErr error) string {
	switch {
	case !manifest.MayBeManifest(src):
		return noSign
	case parseErr != nil && hasEnding(c.Path, renderedEndings):
		return fmt.Sprintf("it cannot be read before it is rendered: %v", parseErr)
	case parseErr == nil && len(doc.Deployments()) == 0 && !doc.Misshapen().Exists():
		if foreign, ok := doc.Foreign(); ok {
			return foreign.What
		}
		return noDeployment
	}
	return ""
}

// isLargeOther reports whether a file could not be read because it is too large,
// and is surely no manifest: some other JSON, of which there may be much. It is
// searched piece by piece. In doubt it is not.
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
