package project_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// TestOptionErrors: an option that is refused is named, with its value.
func TestOptionErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 2)
	for _, test := range []struct {
		opts          project.Options
		option, value string
		cause         error
	}{
		{project.Options{Exclude: []string{"["}}, "Exclude", "[", nil},
		{project.Options{Baseline: "nosuch.json"}, "Baseline", "nosuch.json", os.ErrNotExist},
		{project.Options{Baseline: "."}, "Baseline", ".", project.ErrNoBaseline},
		{project.Options{Selected: []string{"EP101", "EP999"}}, "Selected", "EP999", project.ErrUnknownRule},
		{project.Options{Selected: []string{"agent-proxy-missing"}}, "Selected", "agent-proxy-missing", project.ErrUnknownRule},
		{project.Options{Severities: map[string]lint.Severity{"EP101": lint.Error, "ep102": lint.Off}}, "Severities", "ep102", project.ErrUnknownRule},
		{project.Options{Mode: 99}, "Mode", "99", nil},
		{project.Options{Mode: project.RecordBaseline}, "Baseline", "", nil},
		{project.Options{Mode: project.PruneBaseline}, "Baseline", "", nil},
		{project.Options{Baseline: ".", Mode: project.RecordBaseline}, "Baseline", ".", nil},
		{project.Options{AgainstRevision: "--upload-pack=x"}, "AgainstRevision", "--upload-pack=x", project.ErrNoRevision},
		{project.Options{AgainstRevision: "main", AgainstFile: "000.json"}, "AgainstFile", "000.json", nil},
		{project.Options{AgainstFile: "000.json"}, "AgainstFile", "000.json", nil}, // of two files
	} {
		res, err := project.Lint(context.Background(), []string{"."}, test.opts)
		var refused *project.OptionError
		switch {
		case res != nil || !errors.As(err, &refused):
			t.Errorf("%+v: %v", test.opts, err)
		case refused.Option != test.option || refused.Value != test.value || test.cause != nil && !errors.Is(err, test.cause):
			t.Errorf("%s %q: %v", refused.Option, refused.Value, err)
		}
	}
	_, err := project.Lint(context.Background(), []string{"000.json"}, project.Options{AgainstFile: "nosuch.json"})
	if !errors.Is(err, project.ErrNoFile) {
		t.Errorf("error %v", err)
	}
	_, err = project.Lint(context.Background(), []string{"."}, project.Options{Selected: []string{"EP101"}, Severities: map[string]lint.Severity{"EP101": lint.Off}})
	if !errors.Is(err, project.ErrNoRule) {
		t.Errorf("error %v", err)
	}
}

// TestOutputs: the report of the run before is passed over, and what the run reads
// is no place for a report.
func TestOutputs(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 2)
	writeText(t, "report.json", `{"note": "an old report about $edgeAgent"}`)
	writeText(t, "b.json", `{"version": 2, "entries": []}`)
	if err := os.Symlink("000.json", "link"); err != nil {
		t.Fatal(err)
	}
	opts := project.Options{Outputs: []string{"report.json"}}
	if res := mustLint(t, opts, "."); len(res.Run.Files) != 2 || len(res.PassedOver()) != 1 {
		t.Errorf("files %+v", res.Run.Files)
	}
	for _, output := range []string{"000.json", "./001.json", "link", "b.json", ".edgeproxy.yaml"} {
		writeText(t, ".edgeproxy.yaml", "rules: { EP203: off }\n")
		opts := project.Options{Outputs: []string{output}, Baseline: "b.json"}
		_, err := project.Lint(context.Background(), []string{"000.json", "001.json"}, opts)
		var overwritten *project.OverwriteError
		if !errors.As(err, &overwritten) {
			t.Errorf("%s: %v", output, err)
		}
	}
}

// TestBaseline records the findings of a run, and prunes what is mended.
func TestBaseline(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 3)
	opts := project.Options{NoConfig: true, Selected: []string{"EP101"}, Baseline: "known.json"}
	write := func(mode project.Mode, names ...string) project.BaselineChange {
		opts := opts
		opts.Mode = mode
		change, err := mustLint(t, opts, names...).WriteBaseline()
		if err != nil {
			t.Fatal(err)
		}
		return change
	}
	if got, want := write(project.RecordBaseline, "."), (project.BaselineChange{Findings: 3, Added: 3}); got != want {
		t.Errorf("recorded %+v, want %+v", got, want)
	}
	if res := mustLint(t, opts, "."); res.Fails() || count(res, "EP101") != 0 || res.OldBaseline() {
		t.Errorf("findings are not known: %+v", res.Run.Files)
	}
	if _, err := mustLint(t, opts, ".").WriteBaseline(); err == nil {
		t.Error("a run that only checks has written the baseline")
	}
	writeText(t, "001.json", fixture(t, "behind.json"))
	if err := os.Remove("002.json"); err != nil {
		t.Fatal(err)
	}
	if got, want := write(project.PruneBaseline, "."), (project.BaselineChange{Findings: 1, Removed: 2}); got != want {
		t.Errorf("pruned %+v, want %+v", got, want)
	}
	writeText(t, "001.json", fixture(t, "bare.json"))
	if res := mustLint(t, opts, "."); !res.Fails() || count(res, "EP101") != 1 {
		t.Errorf("what was pruned is still known: %+v", res.Run.Files)
	}
}
