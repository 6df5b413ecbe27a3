package report

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
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
	cases := map[string][]string{
		"sites/plant a.json": {"EP101 agent-proxy-missing", "EP103 agent-proxy-overridden", "EP106 proxy-outside-env",
			"EP204 proxy-password-in-manifest", "EP402 module-no-proxy", "EP502 integrity-stale"},
		"sites/plant-b.json": {"EP101 agent-proxy-missing"},
		"clean.json":         {"no findings"},
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
		if want := cases[f.Path]; !slices.Equal(names, want) {
			t.Errorf("cases %q of %q, want %q", names, f.Path, want)
		}
	}
	failed := got.Suites[0].Cases[0].Failure
	if failed == nil || failed.Message != "edgeAgent has no https_proxy" || !strings.HasPrefix(failed.Text, "sites/plant a.json:6:11: error: ") {
		t.Errorf("failure %+v", failed)
	}
}

// TestJUnitFailsAsTheRun makes sure that no case fails by a finding that the run
// tolerates, and that such a finding is read all the same.
func TestJUnitFailsAsTheRun(t *testing.T) {
	for tolerated, want := range map[check.Severity][]string{
		check.Off:     {"EP101", "EP106", "EP204", "EP103", "EP402", "EP101"},
		check.Info:    {"EP101", "EP106", "EP204", "EP103", "EP101"},
		check.Warning: {"EP101", "EP106", "EP103", "EP101"},
		check.Error:   nil,
	} {
		run := fullRun(t)
		for i := range run.Files {
			run.Files[i].Tolerated = tolerated
		}
		var got struct {
			Cases []junitCase `xml:"testsuite>testcase"`
		}
		if err := xml.Unmarshal(write(t, "junit", run, Options{}), &got); err != nil {
			t.Fatal(err)
		}
		for f, d := range run.open() {
			i := slices.IndexFunc(got.Cases, func(c junitCase) bool { return c.Class == f.Path && c.Name == d.Rule+" "+d.Name })
			if i < 0 {
				t.Fatalf("no case of %s in %s", d.Rule, f.Path)
			}
			c, line := got.Cases[i], d.Severity.String()+": "+d.Message
			if inFailure := c.Failure != nil && strings.Contains(c.Failure.Text, line); inFailure != slices.Contains(want, d.Rule) {
				t.Errorf("with %s tolerated, %s is in a failure: %t", tolerated, d.Rule, inFailure)
			} else if !inFailure && !strings.Contains(c.Output, line) {
				t.Errorf("with %s tolerated, %s is nowhere", tolerated, d.Rule)
			}
		}
	}
}

// TestJUnitAttachesNothing: Azure DevOps attaches files that an output names.
func TestJUnitAttachesNothing(t *testing.T) {
	run := runOf("a.json", "[[ATTACHMENT|/etc/passwd]] [[[ATTACHMENT|x]]")
	run.Files[0].Tolerated = check.Error
	run.Loosened = []Loosened{{What: "[[ATTACHMENT|x]]", Origin: "a.yaml:1", Files: 1}}
	var got struct {
		Cases []junitCase `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(write(t, "junit", run, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	outputs := 0
	for _, c := range got.Cases {
		if c.Output != "" {
			outputs++
		}
		if strings.Contains(c.Output, "[[") {
			t.Errorf("output %q", c.Output)
		}
	}
	if outputs < 2 {
		t.Errorf("%d outputs: nothing was tried", outputs)
	}
}
