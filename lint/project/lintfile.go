package project

import (
	"errors"
	"fmt"
	"path/filepath"

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
	if filepath.Base(c.Path) == config.FileName {
		return l.configuration(c, set, setErr)
	}
	memory := l.memory()
	defer func() { l.keep(memory, r) }()
	text, err := l.read(c, memory)
	if c.Path == paths.Stdin {
		defer func() { r.source = text.src }()
	}
	switch {
	case err != nil:
		return failedResult(c, err)
	case text.passed != "":
		return passedOver(c, text.passed)
	case setErr != nil:
		return failedResult(c, setErr)
	case text.err != nil:
		r = located(c, text.src, lint.Source(text.src, l.options(c, set)))
	default:
		r = l.check(c, text.doc, set)
	}
	r.said = l.sayingOf(set)
	return r
}

// configuration is the result for a configuration that was named, for example by a hook
// before a commit: a fault in it is an error, and what it loosens is told.
func (l *linter) configuration(c File, set *config.InForce, err error) result {
	if err != nil {
		return failedResult(c, err)
	}
	r := passedOver(c, "it is a configuration")
	r.said = l.sayingOf(set)
	return r
}

// reading is what was read of a file.
type reading struct {
	src    []byte
	doc    *manifest.Document
	err    error  // why src is no document
	passed string // why the file is passed over; "" if it is to be checked
}

// read reads a file, and parses it if it may be a manifest.
func (l *linter) read(c File, memory *fileMemory) (reading, error) {
	src, err := l.opts.readInto(memory.src, c)
	switch {
	case err != nil && l.mayPassOver(c) && isLargeOther(c.Path, err) && !l.wasManifest(c):
		return reading{passed: noSign}, nil
	case err != nil:
		return reading{}, err
	case c.Found && !manifest.MayBeManifest(src) && !l.wasManifest(c):
		return reading{src: src, passed: noSign}, nil // without parsing it: there may be thousands
	}
	memory.src = src
	text := reading{src: src}
	text.doc, text.err = memory.document.Parse(src, l.opts.limits())
	if why := l.passOver(c, src, text.doc, text.err); why != "" && !l.wasManifest(c) {
		text.passed = why
	}
	return text, nil
}

// fileMemory is memory for the content of a file and for the document in it.
type fileMemory struct {
	src      []byte
	document manifest.Memory
}

// mostKept is how many bytes of memory for files are kept for the next one.
const mostKept = 1 << 20

// memory is memory for one file.
func (l *linter) memory() *fileMemory {
	if m, ok := l.memories.Get().(*fileMemory); ok {
		return m
	}
	return new(fileMemory)
}

// keep keeps the memory for the next file, unless the result of this file refers to it.
// Reports do not: they copy what they show.
func (l *linter) keep(m *fileMemory, r result) {
	if r.edit == nil && r.source == nil && cap(m.src) <= mostKept {
		l.memories.Put(m)
	}
}

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
