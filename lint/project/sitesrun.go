package project

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// siteRun makes the files of a plan.
type siteRun struct {
	*siteSet
	plan   []sites.Output
	out    string
	each   takes // may be nil
	res    *SiteFiles
	makers sync.Pool // of *sites.Maker

	mutex  sync.Mutex
	end    siteEnd
	notes  siteNotes
	faults siteNotes // errors of several sites, each text once
	failed []error   // by the number of the file
}

// checkPlaces makes sure that there can be a folder, and that no file in it would replace
// one that the run reads.
func (r *siteRun) checkPlaces() error {
	for folder := r.out; ; folder = filepath.Dir(folder) {
		if paths.Exists(folder) && !paths.IsFolder(folder) {
			return fmt.Errorf("%s: is no folder: expected one for the files of the sites", paths.Shown(folder))
		}
		if paths.Exists(folder) || folder == filepath.Dir(folder) {
			break
		}
	}
	outputs := make([]string, len(r.res.Files))
	for i := range r.res.Files {
		outputs[i] = r.res.Files[i].Path
	}
	return CheckOutputs(outputs, r.sources())
}

// all makes all files, some at a time. The error joins those of all files.
func (r *siteRun) all(ctx context.Context, jobs int) error {
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	workers.Each(len(r.plan), jobs, func() bool { return ctx.Err() != nil || r.ended() != nil }, r.one)
	if ctx.Err() != nil {
		return &InterruptedError{"no file was changed", ctx.Err()}
	}
	if err := r.ended(); err != nil {
		return err
	}
	return errors.Join(append(r.failed, r.faults.joined())...)
}

// one makes a file and compares it with what is there.
func (r *siteRun) one(i int) {
	maker, _ := r.makers.Get().(*sites.Maker)
	if maker == nil {
		maker, _ = r.maker() // it was made once without an error
	}
	defer r.makers.Put(maker)
	f := &r.res.Files[i]
	made, err := maker.Make(&r.plan[i])
	var old []byte
	if err == nil {
		old, err = r.compare(f, made.Text)
	}
	if err == nil && f.State != SiteSame && r.each != nil {
		err = r.each(f, old, made.Text)
		if err != nil {
			r.endAt(i, err)
			return
		}
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	switch {
	case err != nil && isAboutManifest(err):
		r.faults.add(i, f.Sites, r.manifest.wrap(err).Error())
	case err != nil:
		r.failed[i] = err
	default:
		for _, note := range made.Notes {
			r.notes.add(i, f.Sites, note)
		}
	}
}

// siteEnd says why the run ended early: a file could not be handed on.
type siteEnd struct {
	file int // its number
	err  error
}

// endAt ends the run. The first file counts: those before it are under way.
func (r *siteRun) endAt(file int, err error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.end.err == nil || file < r.end.file {
		r.end = siteEnd{file, err}
	}
}

// ended is the error that has ended the run.
func (r *siteRun) ended() error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.end.err
}

// compare compares a text with the file that stands in its place, and returns what
// stands there.
func (r *siteRun) compare(f *SiteFile, text []byte) (old []byte, err error) {
	info, err := os.Lstat(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		f.State = SiteNew
		return nil, nil
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(f.Path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: is a symbolic link that leads to no file: remove it, or choose another folder or \"output\"", f.Name)
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is there already, and is no file: remove it, or choose another folder or \"output\"", f.Name)
	}
	old, err = r.input.Read(File{Path: f.Path, Name: f.Name})
	switch {
	case err != nil || bytes.Equal(old, text):
		return old, err
	case len(bytes.TrimSpace(old)) > 0 && !manifest.MayBeManifest(old):
		return old, fmt.Errorf("%s: is there already, and is no deployment manifest: it would be overwritten: remove it, or choose another folder or \"output\"", f.Name)
	}
	f.State = SiteChanged
	return old, nil
}
