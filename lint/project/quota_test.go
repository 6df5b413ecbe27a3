package project_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// TestManyFindings: a run over files with many findings lists ten thousand of a
// kind, and one of each further file. It counts, records and mends all.
func TestManyFindings(t *testing.T) {
	const files, each = 13, 900
	t.Chdir(t.TempDir())
	var entries []string
	for i := range each {
		entries = append(entries, fmt.Sprintf(`"v%d": "x"`, i))
	}
	for i := range files {
		writeText(t, fmt.Sprintf("%02d.json", i), `{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {"env": {`+strings.Join(entries, ", ")+`}}}}}}}`)
	}
	// The one finding of a file that comes last is listed, too.
	writeText(t, "99.json", `{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {"env": {"v": "x"}}}}}}}`)

	opts := project.Options{NoConfig: true, Selected: []string{"EP108"}}
	want := ""
	for _, opts.Jobs = range []int{1, 2, 8} {
		var text strings.Builder
		if err := report.Text(&text, mustLint(t, opts, ".").Run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		switch got := text.String(); {
		case want != "" && got != want:
			t.Errorf("%d jobs give something else than one", opts.Jobs)
		case !strings.Contains(got, fmt.Sprintf("\n%d errors in %d files", files*each+1, files+1)):
			t.Errorf("%d jobs: %s", opts.Jobs, got[max(0, len(got)-200):])
		}
		want = text.String()
	}
	opts.Baseline, opts.Mode = "b.json", project.RecordBaseline
	if change, err := mustLint(t, opts, ".").WriteBaseline(); err != nil || change.Findings != files*each+1 {
		t.Errorf("recorded: %+v, %v", change, err)
	}
	opts.Mode = project.Check
	if res := mustLint(t, opts, "."); res.Fails() || count(res, "EP108") != 0 {
		t.Errorf("with the baseline: %d findings", count(res, "EP108"))
	}
	opts.Baseline, opts.Mode = "", project.MakeFixes
	res := mustLint(t, opts, ".")
	if err := res.WriteFixes(context.Background()); err != nil || res.Run.Fixed != files*each+1 || res.Fails() {
		t.Errorf("%d fixed, %v", res.Run.Fixed, err)
	}
}
