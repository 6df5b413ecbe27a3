package report

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

// TestJUnitShape reads the report as PublishTestResults does.
func TestJUnitShape(t *testing.T) {
	run := fullRun(t)
	var got struct {
		Suites []junitSuite `xml:"testsuite"`
	}
	if err := xml.Unmarshal(write(t, "junit", run, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Suites) != len(run.Files)+1 {
		t.Fatalf("%d suites, want one for each manifest and one for what failed", len(got.Suites))
	}
	for i, f := range run.Files {
		suite := got.Suites[i]
		var names []string
		failures, skipped := 0, 0
		for _, c := range suite.Cases {
			if c.Class != f.Path || c.Name == "" || len(c.Name) > 512 {
				t.Errorf("case %q of %q in the suite of %q", c.Name, c.Class, f.Path)
			}
			if c.Failure != nil {
				failures++
			}
			if c.Skipped != nil {
				skipped++
			}
			names = append(names, c.Name)
		}
		if suite.Name != f.Path || suite.Tests != len(suite.Cases) || suite.Failures != failures || suite.Skipped != skipped {
			t.Errorf("counts of suite %q do not fit", suite.Name)
		}
		if want := len(run.Rules) - 1; len(names) != want || len(slices.Compact(names)) != want {
			t.Errorf("cases %q, want one for each of the %d rules that are on", names, want)
		}
	}
	failed := got.Suites[0].Cases[0].Failure
	if failed == nil || failed.Message != "edgeAgent has no https_proxy" || !strings.HasPrefix(failed.Text, "sites/plant a.json:6:11: error: ") {
		t.Errorf("failure %+v", failed)
	}
}
