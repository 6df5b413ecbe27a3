package main

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

// passedOver is the result for a file that is none of the linter's business. One
// that was found in a folder and holds no sign of a manifest is not counted:
// there may be thousands.
func passedOver(c candidate, why string) result {
	return result{passed: why, skipped: !c.found || why != noSign}
}

// mayPassOver reports whether a file may be passed over at all: it was found in
// a folder, or --skip-non-manifests is set.
func (l *linter) mayPassOver(c candidate) bool { return c.found || l.flags.skipNonManifests }

// passOver says why a file is passed over, "" if it is not.
func (l *linter) passOver(c candidate, src []byte, doc *manifest.Document, parseErr error) string {
	if !l.mayPassOver(c) {
		return ""
	}
	return whyPassOver(c, src, doc, parseErr)
}

// whyPassOver says what keeps a file from being a manifest, "" if it may be one.
// What may be a manifest and cannot be read is not passed over, unless its name
// says that it has to be rendered first.
func whyPassOver(c candidate, src []byte, doc *manifest.Document, parseErr error) string {
	switch {
	case !manifest.MayBeManifest(src):
		return noSign
	case parseErr != nil && hasEnding(c.path, renderedEndings):
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
	var large *tooLargeError
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

// dropReports takes those files out of the collection that --report is going to
// replace: a search has found the report of the run before. What may be a
// manifest stays, so that writing the report is refused.
func (l *linter) dropReports(files *collection) {
	places, reports := paths.Identities{}, map[string]bool{}
	for _, r := range l.reports {
		reports[places.Of(r.path)] = true
	}
	if len(reports) == 0 {
		return
	}
	files.files = slices.DeleteFunc(files.files, func(c candidate) bool {
		if !c.found || !reports[places.Of(c.path)] {
			return false
		}
		src, err := l.app.read(c.input, int(l.flags.maxSize))
		if err != nil {
			return isLargeOther(c.path, err)
		}
		doc, err := manifest.ParseLimits(src, l.flags.maxSize.limits())
		return whyPassOver(c, src, doc, err) != ""
	})
}

// tellPassedOver names the files that were passed over, for --verbose.
func (l *linter) tellPassedOver(files []candidate, results []result) {
	for i, r := range results {
		if r.passed != "" {
			l.app.errorf("%s: passed over: %s", files[i].name, r.passed)
		}
	}
}
