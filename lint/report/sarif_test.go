package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

func readSARIF(t testing.TB, out []byte) (log struct {
	Schema  string `json:"$schema"`
	Version string
	Runs    []struct {
		sarifRun
		Results []sarifResult `json:"results"`
	}
}) {
	t.Helper()
	if err := json.Unmarshal(out, &log); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestSARIFForCodeScanning checks what GitHub's code scanning asks for.
func TestSARIFForCodeScanning(t *testing.T) {
	run := fullRun(t)
	run.Rules[0].Doc.Why = strings.Repeat("日本語", 500)
	log := readSARIF(t, write(t, "sarif", run, Options{}))
	if log.Schema != "https://json.schemastore.org/sarif-2.1.0.json" || log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("log of schema %q, version %q, with %d runs", log.Schema, log.Version, len(log.Runs))
	}
	r := log.Runs[0]
	if r.Tool.Driver.Name != "edgeproxy" || r.ColumnKind != "utf16CodeUnits" || r.Invocations[0].ExecutionSuccessful {
		t.Errorf("driver %q, columns %q, success %v", r.Tool.Driver.Name, r.ColumnKind, r.Invocations[0].ExecutionSuccessful)
	}
	if len(r.Tool.Driver.Rules) != len(run.Rules) {
		t.Errorf("%d rules, want all %d of the run", len(r.Tool.Driver.Rules), len(run.Rules))
	}
	for _, rule := range r.Tool.Driver.Rules {
		for name, text := range map[string]string{"short": rule.ShortDescription.Text, "full": rule.FullDescription.Text} {
			if text == "" || utf8.RuneCountInString(text) > 1024 || !utf8.ValidString(text) {
				t.Errorf("rule %s: %s description of %d characters", rule.ID, name, utf8.RuneCountInString(text))
			}
		}
		if rule.Help.Text == "" || rule.ID == "" || rule.Name == rule.ID || len(rule.Name) > 255 || len(rule.Properties.Tags) > 10 {
			t.Errorf("rule %+v", rule)
		}
	}
	if len(r.Results) != 8 {
		t.Fatalf("%d results, want 8", len(r.Results))
	}
	prints := map[string]bool{}
	for _, d := range r.Results {
		rule := r.Tool.Driver.Rules[*d.RuleIndex]
		if d.RuleID != rule.ID || d.Message.Text == "" || len(d.Locations) != 1 {
			t.Errorf("result %+v of rule %s", d, rule.ID)
		}
		place := d.Locations[0].Physical
		if uri := place.Artifact.URI; strings.HasPrefix(uri, "/") || strings.ContainsAny(uri, `\ `) || place.Artifact.URIBase != "%SRCROOT%" {
			t.Errorf("artifact %+v", place.Artifact)
		}
		if g := place.Region; g.StartLine < 1 || g.StartColumn < 1 || g.EndLine < g.StartLine || g.EndLine == g.StartLine && g.EndColumn < g.StartColumn {
			t.Errorf("region %+v", g)
		}
		if len(d.Fingerprints) != 1 || prints[d.Fingerprints["edgeproxy/v1"]] {
			t.Errorf("fingerprints %q", d.Fingerprints)
		}
		prints[d.Fingerprints["edgeproxy/v1"]] = true
		if d.Suppressions == nil {
			t.Error("suppressions must be there on all results or on none")
		}
		for i, related := range d.Related {
			if related.ID != i+1 || !strings.Contains(d.Message.Text, "](1)") {
				t.Errorf("related %+v is not linked in %q", related, d.Message.Text)
			}
		}
	}
}

func TestSARIFDetails(t *testing.T) {
	r := readSARIF(t, write(t, "sarif", fullRun(t), Options{})).Runs[0]
	for i, want := range []string{"error", "error", "warning", "error", "note", "note", "warning", "error"} {
		if r.Results[i].Level != want {
			t.Errorf("result %d is a %s, want %s", i, r.Results[i].Level, want)
		}
	}
	// Behind U+1D11E, which is two UTF-16 code units.
	if got, want := *r.Results[1].Locations[0].Physical.Region, (sarifRegion{9, 27, 9, 40}); got != want {
		t.Errorf("region %+v, want %+v", got, want)
	}
	if text := r.Results[1].Message.Text; !strings.HasSuffix(text, `[the \[modules\] are here](1)`) {
		t.Errorf("message %q", text)
	}
	insertion := r.Results[0].Fixes[0].Changes[0].Replacements[0]
	if d := insertion.Deleted; d.StartLine != d.EndLine || d.StartColumn != d.EndColumn || insertion.Inserted == nil {
		t.Errorf("insertion %+v", insertion)
	}
	if deletion := r.Results[1].Fixes[0].Changes[0].Replacements[0]; deletion.Inserted != nil {
		t.Errorf("deletion %+v", deletion)
	}
	if fixes := r.Results[2].Fixes; fixes != nil {
		t.Errorf("a fix spells out a password: %+v", fixes)
	}
	if s := r.Results[4].Suppressions; len(s) != 1 || s[0].Kind != "external" || s[0].Justification != "no <local> calls & no others" {
		t.Errorf("suppressions %+v", s)
	}
	a, b := r.Results[4].Fingerprints["edgeproxy/v1"], r.Results[5].Fingerprints["edgeproxy/v1"]
	if a == b || strings.TrimSuffix(a, ":1") != strings.TrimSuffix(b, ":2") {
		t.Errorf("fingerprints of a repeated finding: %s, %s", a, b)
	}
	if got, want := r.Results[0].Fingerprints["edgeproxy/v1"], fingerprint("EP101", "edge/sites/plant%20a.json", fullRun(t).Files[0].Findings[0].Pointer)+":1"; got != want {
		t.Errorf("fingerprint %s, want %s", got, want)
	}
	if hidden := readSARIF(t, write(t, "sarif", fullRun(t), Options{HideSuppressed: true})).Runs[0].Results; len(hidden) != 6 {
		t.Errorf("%d results without suppressed ones, want 6", len(hidden))
	} else if hidden[4].Fingerprints["edgeproxy/v1"] != b {
		t.Error("hiding suppressed results changes the fingerprints of others")
	}
}

// TestSARIFPlantsNoLinks has a text that reads as an embedded link.
func TestSARIFPlantsNoLinks(t *testing.T) {
	r := readSARIF(t, write(t, "sarif", runOf("a.json", `[x](http://evil)\[`), Options{})).Runs[0]
	want := `module "[x]\u0028http://evil)\[" is bad` + "\n\n" + `[x]\u0028http://evil)\[` + "\n\n" + `[\[x\](http://evil)\\\[](1)`
	if got := r.Results[0].Message.Text; got != want {
		t.Errorf("message %q\nwant    %q", got, want)
	}
}

func TestFingerprint(t *testing.T) {
	seen := map[string]bool{}
	for _, parts := range [][3]string{{"EP101", "a", "/x"}, {"EP102", "a", "/x"}, {"EP101", "b", "/x"}, {"EP101", "a", "/y"}, {"EP101", "a/x", ""}} {
		seen[fingerprint(parts[0], parts[1], parts[2])] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d fingerprints for five findings", len(seen))
	}
}

// TestSARIFSchema validates against the schema of the standard.
func TestSARIFSchema(t *testing.T) {
	text, err := os.ReadFile("testdata/sarif-2.1.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	definition, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", definition); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	odd := fullRun(t)
	odd.Files[0].Findings[0].Severity = check.Off
	odd.Loosened = []Loosened{{"EP203 off", ".edgeproxy.yaml:3", 2}}
	for name, run := range map[string]*Run{"full": fullRun(t), "hostile": hostileRun(), "zero": {}, "odd": odd} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(write(t, "sarif", run, Options{}))))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
