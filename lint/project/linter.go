package project

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// linter is one run of Lint.
type linter struct {
	opts     Options
	rules    []lint.Rule
	choice   ruleChoice
	finder   *config.Finder   // nil with NoConfig
	before   *config.Finder   // of the configurations at the revision to compare with; nil without one
	known    *knownFindings   // nil without a baseline
	dir      string           // absolute path of the current folder
	disk     atomicfile.Disk  // where fixes and the baseline are written
	revision *gitrev.Revision // nil without AgainstRevision
	device   *device.Device   // nil without Device
	memories sync.Pool        // of *fileMemory
}

// Lint checks the manifests that paths name: files, folders, patterns with **,
// and "-" for standard input. It writes nothing. A file that could not be checked
// is a failure of the result. An error is the error of ctx, or says that the options
// or the configuration do not allow the run at all; with a *NoManifestError there is
// a result, too.
func Lint(ctx context.Context, names []string, opts Options) (*Result, error) {
	l, err := newLinter(opts)
	if err != nil {
		return nil, err
	}
	defer l.close()
	files := findToLint(names, opts.StdinName)
	files.drop(opts.Baseline) // it names manifests, and is none
	l.dropOutputs(files)
	if err := l.checkFiles(files); err != nil {
		return nil, err
	}
	l.excludeFailures(files)
	results := l.all(ctx, files.Files)
	if ctx.Err() != nil {
		return nil, &InterruptedError{"no file was changed", ctx.Err()}
	}
	countLinksOnce(files.Files, results)
	if err := CheckOutputs(opts.Outputs, l.configurations()); err != nil {
		return nil, err
	}
	res := &Result{linter: l, files: files, results: results, device: l.deviceResults()}
	res.findGone()
	res.gather()
	if res.empty {
		return res, &NoManifestError{names}
	}
	return res, nil
}

func newLinter(opts Options) (*linter, error) {
	l := &linter{opts: opts, rules: opts.Rules, disk: atomicfile.Disk{Bounds: paths.BoundsHere()}}
	if l.rules == nil {
		l.rules = lint.DefaultRules()
	}
	if l.opts.Jobs < 1 {
		l.opts.Jobs = runtime.GOMAXPROCS(0)
	}
	if l.opts.Today.IsZero() {
		l.opts.Today = time.Now()
	}
	var err error
	if l.dir, err = os.Getwd(); err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	if l.choice, err = chooseRules(l.rules, opts); err != nil {
		return nil, err
	}
	if err = opts.Mode.check(); err != nil {
		return nil, err
	}
	if err = checkExclude(opts.Exclude); err != nil {
		return nil, err
	}
	if opts.Device != "" {
		if l.device, err = openDevice(opts.Device); err != nil {
			return nil, err
		}
	}
	if !opts.NoConfig {
		l.finder = &config.Finder{Dir: l.dir, File: opts.Config, Rules: l.rules, Today: l.opts.Today}
	}
	l.known, err = l.openBaseline()
	return l, err
}

// checkFiles makes sure that the files and the options go together, and opens
// the revision to compare with.
func (l *linter) checkFiles(files *Found) error {
	if err := l.checkOutputs(files); err != nil {
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

// fixes reports whether fixes are prepared.
func (l *linter) fixes() bool { return l.opts.Mode == PreviewFixes || l.opts.Mode == MakeFixes }

// mostWaiting is how many findings of checked files may wait until an earlier file is
// checked.
const mostWaiting = 5000

// all checks the files, Jobs at a time. The results are in the order of
// the files, and list no more findings than there is room for.
func (l *linter) all(ctx context.Context, files []File) []result {
	results := make([]result, len(files))
	var done atomic.Int64
	linked := slices.ContainsFunc(files, func(c File) bool { return c.Target != "" })
	listed, mended := quota{}, quota{} // mended: for the findings that fixes leave, which are listed instead once the fixes are written
	queue := workers.Queue{Most: mostWaiting}
	queue.Do = func(i int) int {
		results[i] = l.one(files[i])
		if linked {
			results[i].digest = digestOf(results[i].file)
		}
		if n := int(done.Add(1)); l.opts.Progress != nil {
			l.opts.Progress(n, len(files))
		}
		return results[i].weight()
	}
	queue.Take = func(i int) {
		r := &results[i]
		if l.opts.Mode == RecordBaseline {
			if files[i].Target != "" {
				return // countLinksOnce decides whether it counts
			}
			l.record(r.file)
		}
		listed.trim(r.file)
		mended.trim(r.mended)
	}
	if l.opts.Progress != nil {
		l.opts.Progress(0, len(files))
	}
	queue.Run(len(files), l.opts.Jobs, func() bool { return ctx.Err() != nil })
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
