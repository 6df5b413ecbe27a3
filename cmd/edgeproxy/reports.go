package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// reportFile is one --report.
type reportFile struct {
	path  string
	write report.Writer
}

// outputFormat looks up the format of standard output.
func (a *app) outputFormat(name string) (string, report.Writer, error) {
	if name == "auto" {
		switch {
		case strings.EqualFold(a.getenv("TF_BUILD"), "true"):
			name = "azure"
		case a.getenv("GITHUB_ACTIONS") == "true":
			name = "github"
		default:
			name = "text"
		}
	}
	format, err := report.Lookup(name)
	if err != nil {
		return "", nil, fmt.Errorf("--format: %w, or auto", err)
	}
	return name, format, nil
}

// reportFiles reads the values of --report.
func (a *app) reportFiles(values []string) ([]reportFile, error) {
	var files []reportFile
	places, seen := paths.Identities{}, map[string]bool{}
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		switch {
		case !ok || path == "":
			return nil, fmt.Errorf("--report %q: expected FORMAT=PATH, such as sarif=results.sarif", v)
		case path == paths.Stdin:
			return nil, fmt.Errorf("--report %q: expected the name of a file; --format chooses the report on standard output", v)
		case seen[places.Of(path)]:
			return nil, fmt.Errorf("--report %q: another report goes to this file: expected a different file", v)
		}
		write, err := report.Lookup(name)
		if err == nil {
			err = a.disk.CheckTarget(path)
		}
		if err != nil {
			return nil, fmt.Errorf("--report %q: %w", v, err)
		}
		seen[places.Of(path)] = true
		files = append(files, reportFile{path, write})
	}
	return files, nil
}

func parseFailOn(name string) (lint.Severity, error) {
	if name == "never" {
		return lint.Off, nil
	}
	s, err := check.ParseSeverity(name)
	if err != nil || s == lint.Off {
		return lint.Off, fmt.Errorf("unknown --fail-on %q: expected error, warning, info or never", name)
	}
	return s, nil
}

func (l *linter) writeTo(w io.Writer, format report.Writer, run *report.Run) error {
	return format(w, run, report.Options{Color: l.colors(w), Width: l.columns(w), Told: true, Quiet: l.quiet})
}

// writeReports writes the files of --report.
func (l *linter) writeReports(run *report.Run) error {
	var failed []error
	for _, r := range l.reports {
		var b strings.Builder
		err := r.write(&b, run, report.Options{})
		if err == nil {
			err = l.writeFile(r.path, []byte(b.String()))
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("report %s: cannot be written: %w", r.path, paths.Reason(err)))
		}
	}
	return errors.Join(failed...)
}
