package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// linter is one run of the command lint.
type linter struct {
	app        *app
	flags      lintFlags
	rules      []lint.Rule
	choice     ruleChoice
	failOn     lint.Severity
	formatName string
	format     report.Writer
	reports    []reportFile
	proxy      manifest.ProxyURL
	finder     *config.Finder   // nil with --no-config
	before     *config.Finder   // of the configurations at the revision of --against; nil without one
	known      *knownFindings   // nil without --baseline
	dir        string           // absolute path of the working directory
	revision   *gitrev.Revision // nil without --against git:REV
	buffers    sync.Pool        // of *[]byte, for the content of files
}

// result is what became of one file.
type result struct {
	file     *report.File
	passed   string             // why it was passed over; "" if it was not
	skipped  bool               // it was passed over, and the summary counts it
	template bool               // it was taken for one
	source   []byte             // of standard input, which --fix has to hand on
	change   *atomicfile.Change // the file with its fixes, if it has any
	mended   *report.File       // what is left with its fixes
	listing  listing            // what the fixes change
	said     saying             // what its configuration lets pass, or tries to
	digest   [sha256.Size]byte  // of the findings, where links are among the files
	fixed    int
	failed   *failure // it could not be checked, or its fixes not written
}

func failedResult(c candidate, err error) result {
	return result{failed: &failure{name: c.name, err: err}}
}

func located(c candidate, src []byte, findings []lint.Finding) result {
	file := report.Locate(c.name, src, findings)
	return result{file: &file}
}

func (a *app) newLinter(f lintFlags) (*linter, error) {
	l := &linter{app: a, flags: f, rules: lint.DefaultRules()}
	var err error
	if l.dir, err = os.Getwd(); err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	if l.choice, err = chooseRules(l.rules, f); err != nil {
		return nil, err
	}
	if err = checkExclude(f.exclude); err != nil {
		return nil, err
	}
	if l.failOn, err = parseFailOn(f.failOn); err != nil {
		return nil, err
	}
	if l.formatName, l.format, err = a.outputFormat(f.format); err != nil {
		return nil, err
	}
	if f.statistics {
		l.format = report.Statistics
	}
	if l.reports, err = a.reportFiles(f.reports); err != nil {
		return nil, err
	}
	if l.proxy, err = f.proxy.read(a); err != nil {
		return nil, err
	}
	if !f.noConfig {
		l.finder = &config.Finder{Dir: l.dir, File: f.config, Rules: l.rules, Today: time.Now()}
	}
	l.known, err = a.openBaseline(f, l.dir)
	return l, err
}

// checkFiles makes sure that the files and the flags go together.
func (l *linter) checkFiles(files *collection) error {
	if err := l.checkReports(l.sources(files)); err != nil {
		return err
	}
	if err := l.checkAgainst(files); err != nil {
		return err
	}
	var err error
	if l.revision, err = l.openAgainst(); l.revision != nil && l.finder != nil {
		l.before = l.configurationsBefore()
	}
	if err != nil {
		return err
	}
	return l.boundBaseline()
}

// close ends what the run has started.
func (l *linter) close() {
	if l.revision != nil {
		l.revision.Close()
	}
}

// all checks the files with --jobs workers. The results are in the order of
// the files, and list no more findings than there is room for.
func (l *linter) all(files []candidate) []result {
	results := make([]result, len(files))
	progress := l.app.startProgress(len(files))
	defer progress.stop()
	linked := slices.ContainsFunc(files, func(c candidate) bool { return c.target != "" })
	listed, mended := quota{}, quota{} // what fixes leave is listed instead, if they are written
	do := func(i int) int {
		results[i] = l.one(files[i])
		if linked {
			results[i].digest = digestOf(results[i].file)
		}
		progress.add()
		return results[i].weight()
	}
	inOrder(len(files), l.flags.jobs, do, func(i int) {
		r := &results[i]
		if l.flags.writeBaseline {
			if files[i].target != "" {
				return // countLinksOnce decides whether it counts
			}
			l.record(r.file)
		}
		listed.trim(r.file)
		mended.trim(r.mended)
	})
	return results
}

// weight is how many findings a result holds.
func (r *result) weight() int {
	n := 0
	for _, file := range []*report.File{r.file, r.mended} {
		if file != nil {
			n += len(file.Findings)
		}
	}
	return n
}

// one checks one file. A fault of the program fails the file, and no other.
func (l *linter) one(c candidate) (r result) {
	defer func() {
		if fault := recover(); fault != nil {
			r = failedResult(c, fmt.Errorf("%s: %w", c.name, internalError(fault)))
		}
	}()
	set, setErr := l.inForce(c.name) // a fault matters for manifests only
	if pattern := l.excluded(c, set); pattern != "" {
		r = passedOver(c, "it is excluded by "+pattern)
		r.said = l.sayingOf(set)
		return r
	}
	src, put, err := l.content(c)
	defer func() { put(r) }()
	if err != nil {
		if l.mayPassOver(c) && isLargeOther(c.path, err) {
			return passedOver(c, noSign)
		}
		return failedResult(c, err)
	}
	if c.path == paths.Stdin {
		defer func() { r.source = src }()
	}
	if c.found && !manifest.MayBeManifest(src) {
		return passedOver(c, noSign) // without reading it: there may be thousands
	}
	doc, err := manifest.ParseLimits(src, l.flags.maxSize.limits())
	if why := l.passOver(c, src, doc, err); why != "" {
		return passedOver(c, why)
	}
	if setErr != nil {
		return failedResult(c, setErr)
	}
	opts := l.options(c, set)
	if err != nil {
		r = located(c, src, lint.Source(src, opts))
	} else {
		if set.IsTemplate(c.name) {
			doc.DeclareTemplate()
		}
		r = l.check(c, doc, opts)
	}
	r.said = l.sayingOf(set)
	return r
}

// content reads a file. What becomes of it is told to put, which keeps the memory
// for the next file unless the result holds it: reports copy what they show.
func (l *linter) content(c candidate) (src []byte, put func(result), err error) {
	buffer, _ := l.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	src, err = l.app.readInto(*buffer, c.input, int(l.flags.maxSize))
	return src, func(r result) {
		if r.change == nil && r.source == nil && cap(src) <= mostKept {
			*buffer = src
			l.buffers.Put(buffer)
		}
	}, err
}

// mostKept is how many bytes of memory for files are kept for the next one.
const mostKept = 1 << 20

// check runs the rules over a document.
func (l *linter) check(c candidate, doc *manifest.Document, opts lint.Options) result {
	var err error
	if opts.Against, err = l.earlier(c); err != nil {
		return failedResult(c, err)
	}
	findings := lint.Run(doc, opts)
	r := located(c, doc.Bytes(), findings)
	if l.flags.fix || l.flags.diff {
		r = l.mend(c, doc, findings, opts)
	}
	r.template = doc.Template()
	return r
}
