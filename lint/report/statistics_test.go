package report

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

func TestStatistics(t *testing.T) {
	run := fullRun(t)
	more := check.Finding{Rule: "EP402", Name: "module-no-proxy", Severity: check.Info, More: 40} // stands for findings that are not listed
	run.Files[0].Findings = append(run.Files[0].Findings, Finding{Finding: more})
	for name, c := range map[string]struct {
		run  *Run
		want string
	}{
		"full": {run, `RULE   NAME                        SEVERITY  FINDINGS   FILES  FIXABLE
EP101  agent-proxy-missing         error            2       2        2
EP103  agent-proxy-overridden      error            1       1        -
EP106  proxy-outside-env           error            1       1        1
EP204  proxy-password-in-manifest  warning          1       1        1
EP402  module-no-proxy             info            41       1        -

2 files with findings; 4 errors, 1 warning and 41 infos in 3 files (4 fixable, 4 fixed, 2 suppressed, 1 other file skipped, 1 file not checked)
`},
		"clean": {&Run{Files: []File{{Path: "a.json"}}}, "no findings in 1 file\n"},
	} {
		var got bytes.Buffer
		if err := Statistics(&got, c.run, Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestStatisticsHostile(t *testing.T) {
	var out bytes.Buffer
	if err := Statistics(&out, hostileRun(), Options{}); err != nil {
		t.Fatal(err)
	}
	if problem := obeyed("text", out.Bytes()); problem != "" {
		t.Error(problem)
	}
}
