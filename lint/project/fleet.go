package project

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	hub "github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// Fleet names the files of a plan: see package fleet.
type Fleet struct {
	Input       Input
	Deployments []string  // files, folders and globs; "-" is standard input
	Candidates  []string  // files with deployments that do not exist yet
	Given       hub.Given // settings of the only candidate
	Devices     []string  // files, "-" is standard input
}

// Load reads the deployments. The errors name the files.
func (f Fleet) Load() (*fleet.Plan, error) {
	plan := &fleet.Plan{}
	files := Find(f.Deployments)
	failed := files.Errors()
	for _, file := range files.Files {
		failed = append(failed, f.add(plan, file, false))
	}
	for _, file := range FindNamed(f.Candidates).Files {
		failed = append(failed, f.add(plan, file, true))
	}
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	if len(plan.Files) == 0 {
		return nil, &NoManifestError{Paths: f.Deployments}
	}
	return plan, plan.Load()
}

// add adds the deployments of a file to the plan. A file in a folder may be no manifest, or
// hold twins.
func (f Fleet) add(plan *fleet.Plan, file File, candidate bool) error {
	doc, err := f.Input.Deployments(file)
	if err != nil || doc == nil || file.Found && onlyTwins(doc) {
		return err
	}
	one := fleet.File{Name: file.Name, Doc: doc, New: candidate}
	if candidate {
		one.Given = f.Given
	}
	plan.Files = append(plan.Files, one)
	return nil
}

// onlyTwins reports whether a document holds twins of edgeAgent, and no deployment.
func onlyTwins(doc *manifest.Document) bool {
	return !slices.ContainsFunc(doc.Deployments(), func(d *manifest.Deployment) bool { return d.Shape != manifest.Twin })
}

// WithDevices opens the files of devices for a function. size is the size of all of
// them in bytes, as far as it is known. The error is that of use, ErrNoStdin, or names
// the file that cannot be opened.
func (f Fleet) WithDevices(use func(in []fleet.Input, size int64) error) error {
	inputs, size := make([]fleet.Input, len(f.Devices)), int64(0)
	for i, name := range f.Devices {
		in := &inputs[i]
		if in.Name = named(name).Name; name == paths.Stdin {
			if in.R = f.Input.Stdin; in.R == nil {
				return ErrNoStdin
			}
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("%s: cannot be read: %w", in.Name, paths.Reason(err))
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			if info.IsDir() {
				return fmt.Errorf("%s: is a folder: expected a file with devices", in.Name)
			}
			size += info.Size()
		}
		in.R = io.Reader(file)
	}
	return use(inputs, size)
}

// CheckOutputs makes sure that no output replaces a file that is read, and that each has a
// file of its own. The error is an *OverwriteError.
func (f Fleet) CheckOutputs(outputs []string) error {
	var sources []Source
	for _, list := range []struct {
		names []string
		role  string
	}{{f.Deployments, "holds deployments"}, {f.Candidates, "is the candidate"}, {f.Devices, "holds devices"}} {
		for _, name := range list.names {
			sources = append(sources, Source{name, list.role})
		}
	}
	for _, output := range outputs {
		if err := CheckOutputs([]string{output}, sources); err != nil {
			return err
		}
		sources = append(sources, Source{output, "is another output"})
	}
	return nil
}
