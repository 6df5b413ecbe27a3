package flags

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Reports are the flags that choose reports: one for standard output, and any number
// for files.
type Reports struct {
	format     string
	statistics bool
	files      []string
}

// Add adds the flags.
func (f *Reports) Add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "text", "`FORMAT` is text, concise, json, sarif, junit, azure, github, markdown, html, or auto (azure in Azure Pipelines, github in GitHub Actions, else text)")
	flags.BoolVar(&f.statistics, "statistics", false, "instead of the findings, print how many each rule has, and in how many files")
	commandline.Repeated(cmd, &f.files, "report", "also write a report to a file, as `FORMAT=PATH`; may be repeated")
	commandline.Complete(cmd, "format", append(report.Formats(), "auto")...)
	commandline.CompleteWith(cmd, "report", completeReport)
	commandline.Exclude(cmd, "statistics", "format")
}

// Format is the format of standard output: its name, and what writes it.
func (f *Reports) Format(c *console.Console) (string, report.Writer, error) {
	name := f.format
	if name == "auto" {
		switch {
		case strings.EqualFold(c.Getenv("TF_BUILD"), "true"):
			name = "azure"
		case c.Getenv("GITHUB_ACTIONS") == "true":
			name = "github"
		default:
			name = "text"
		}
	}
	format, err := report.Lookup(name)
	if err != nil {
		return "", nil, fmt.Errorf("--format: %w, or auto", err)
	}
	if f.statistics {
		format = report.Statistics
	}
	return name, format, nil
}

// Files are the files of --report.
func (f *Reports) Files(disk atomicfile.Disk) ([]ReportFile[report.Writer], error) {
	return ReportFiles(f.files, "sarif=results.sarif", disk, report.Lookup)
}

// ReportFile is one --report: a file, and what writes it.
type ReportFile[Writer any] struct {
	Path  string
	Write Writer
}

// ReportFiles reads the values of --report. Each of the files can be written to the
// disk, and gets one report only. The example is for messages; lookup finds what
// writes a format.
func ReportFiles[Writer any](values []string, example string, disk atomicfile.Disk, lookup func(format string) (Writer, error)) ([]ReportFile[Writer], error) {
	var files []ReportFile[Writer]
	places, seen := paths.Identities{}, map[string]bool{}
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		switch {
		case !ok || path == "":
			return nil, fmt.Errorf("--report %q: expected FORMAT=PATH, such as %s", v, example)
		case path == paths.Stdin:
			return nil, fmt.Errorf("--report %q: expected the name of a file; --format chooses the report on standard output", v)
		case seen[places.Of(path)]:
			return nil, fmt.Errorf("--report %q: another report goes to this file: expected a different file", v)
		}
		write, err := lookup(name)
		if err == nil {
			err = disk.CheckTarget(path)
		}
		if err != nil {
			return nil, fmt.Errorf("--report %q: %w", v, err)
		}
		seen[places.Of(path)] = true
		files = append(files, ReportFile[Writer]{path, write})
	}
	return files, nil
}
