package project

import (
	"errors"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// one checks one file. A fault of the program fails the file, and no other.
func (l *linter) one(c File) (r result) {
	defer func() {
		if fault := recover(); fault != nil {
			r = failedResult(c, fmt.Errorf("%s: %w", c.Name, internalError(fault)))
		}
	}()
	set, setErr := l.inForce(c.Name) // a fault matters for manifests only
	if out := l.excluded(c, set); out != nil {
		out.said = l.sayingOf(set)
		return *out
	}
	src, put, err := l.content(c)
	defer func() { put(r) }()
	if err != nil {
		if l.mayPassOver(c) && isLargeOther(c.Path, err) && !l.wasManifest(c) {
			return passedOver(c, noSign)
		}
		return failedResult(c, err)
	}
	if c.Path == paths.Stdin {
		defer func() { r.source = src }()
	}
	if c.Found && !manifest.MayBeManifest(src) && !l.wasManifest(c) {
		return passedOver(c, noSign) // without reading it: there may be thousands
	}
	doc, err := manifest.ParseLimits(src, l.opts.limits())
	if why := l.passOver(c, src, doc, err); why != "" && !l.wasManifest(c) {
		return passedOver(c, why)
	}
	switch {
	case setErr != nil:
		return failedResult(c, setErr)
	case err != nil:
		r = located(c, src, lint.Source(src, l.options(c, set)))
	default:
		r = l.check(c, doc, set)
	}
	r.said = l.sayingOf(set)
	return r
}

// content reads a file. What becomes of it is told to put, which keeps the memory
// for the next file unless the result holds it: reports copy what they show.
func (l *linter) content(c File) (src []byte, put func(result), err error) {
	buffer, _ := l.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	src, err = l.opts.readInto(*buffer, c)
	return src, func(r result) {
		if r.edit == nil && r.source == nil && cap(src) <= mostKept {
			*buffer = src
			l.buffers.Put(buffer)
		}
	}, err
}

// mostKept is how many bytes of memory for files are kept for the next one.
const mostKept = 1 << 20

// check runs the rules over a document.
func (l *linter) check(c File, doc *manifest.Document, set *config.InForce) result {
	if set.IsTemplate(c.Name) {
		doc.DeclareTemplate()
	}
	opts := l.options(c, set)
	var err error
	var unreadable *UnreadableError
	opts.Against, err = l.earlier(c)
	if err != nil && !(l.revision != nil && errors.As(err, &unreadable)) {
		return failedResult(c, err)
	}
	findings := lint.Run(doc, opts)
	r := located(c, doc.Bytes(), findings)
	if l.fixes() {
		r = l.mend(c, doc, findings, opts)
	}
	r.template, r.unreadable = doc.Template(), unreadable
	return r
}

// internalError is what a panic becomes: a message, and no pages of addresses.
func internalError(fault any) error {
	return fmt.Errorf("internal error: %v: this is a fault of edgeproxy; please report the fault together with the file", fault)
}
