package rules_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// proxyURL is the address that text names, or none if it is not a valid one.
func proxyURL(text string) manifest.ProxyURL {
	u, err := manifest.ParseProxyURL(text)
	if err != nil {
		return manifest.ProxyURL{}
	}
	return u
}

// exampleOptions are what the examples of the rules are linted with.
var exampleOptions = lint.Options{Expect: check.Expect{URL: proxyURL("http://proxy.example.com:3128")}}

// TestCatalogue holds the metadata of every rule to what readers rely on.
func TestCatalogue(t *testing.T) {
	all := rules.All()
	if !slices.IsSortedFunc(all, func(a, b check.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("rules are not sorted by ID")
	}
	seen := map[string]bool{}
	for _, r := range all {
		t.Run(r.ID, func(t *testing.T) {
			if !regexp.MustCompile(`^EP[0-9]{3}$`).MatchString(r.ID) || seen[r.ID] {
				t.Errorf("ID %q is malformed or used twice", r.ID)
			}
			if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.Name) || seen[r.Name] {
				t.Errorf("name %q is malformed or used twice", r.Name)
			}
			seen[r.ID], seen[r.Name] = true, true
			if !regexp.MustCompile(`^[A-Z$].*\.$`).MatchString(r.Doc.Summary) || strings.Contains(r.Doc.Summary, "\n") {
				t.Errorf("summary %q is no sentence on one line", r.Doc.Summary)
			}
			if r.Severity == check.Off || r.Doc.Why == "" || r.Doc.Bad == nil || r.Doc.Good == nil || r.Check == nil && r.CheckDevice == nil {
				t.Error("severity, why, bad, good or check is missing")
			}
		})
	}
}

// TestExamples lints the examples of every rule: the bad one gives that
// rule's findings and no other, the good one gives none.
func TestExamples(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.ID, func(t *testing.T) {
			switch r.Doc.File {
			case "":
			case check.DeviceFiles:
				checkDeviceExample(t, r)
				return
			case rules.HubFile:
				checkHubExample(t, r)
				return
			default:
				checkConfigExample(t, r)
				return
			}
			options := optionsFor(t, r)
			bad := lint.Source([]byte(r.Doc.Bad.Text()), options)
			if len(bad) == 0 {
				t.Error("the bad example gives no finding")
			}
			for _, f := range bad {
				if f.Rule != r.ID {
					t.Errorf("the bad example gives %s: %s", f.Rule, f.Message)
				}
				checkFinding(t, f, r.Doc.Bad.Text())
			}
			for _, f := range lint.Source([]byte(r.Doc.Good.Text()), options) {
				t.Errorf("the good example gives %s: %s", f.Rule, f.Message)
			}
		})
	}
}

// optionsFor are exampleOptions with the earlier version that a rule's examples
// are compared with, if there is one.
func optionsFor(t *testing.T, r check.Rule) lint.Options {
	t.Helper()
	options := exampleOptions
	if r.Doc.Earlier != nil && r.Doc.File == "" {
		earlier, err := manifest.Parse([]byte(r.Doc.Earlier.Text()))
		if err != nil {
			t.Fatal(err)
		}
		options.Against = earlier
	}
	return options
}

// checkConfigExample does the same for a rule about the tool's own configuration.
func checkConfigExample(t *testing.T, r check.Rule) {
	t.Helper()
	for text, want := range map[string]int{r.Doc.Bad.Text(): 1, r.Doc.Good.Text(): 0} {
		c, err := config.Parse(r.Doc.File, []byte(text), rules.All())
		if err != nil {
			t.Fatal(err)
		}
		today := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		found := c.Track(today).Findings(config.Coverage{})
		if r.Doc.Earlier != nil {
			before, err := config.Parse(r.Doc.File, []byte(r.Doc.Earlier.Text()), rules.All())
			if err != nil {
				t.Fatal(err)
			}
			now := c.Track(today).Alone("a.json")
			now.Keep(before.Track(today).Alone("a.json"), rules.All())
			for _, x := range now.Undone {
				found = append(found, config.LoosenedFinding(x, 1, "git:HEAD", []byte(text)))
			}
		}
		if len(found) != want {
			t.Errorf("%d findings, expected %d, in:\n%s", len(found), want, text)
		}
		for _, f := range found {
			if f.Rule != r.ID || f.Name != r.Name || f.Severity != r.Severity {
				t.Errorf("finding is of %s %s (%s), expected %s %s (%s)", f.Rule, f.Name, f.Severity, r.ID, r.Name, r.Severity)
			}
			checkFinding(t, f, text)
		}
	}
}

// checkHubExample does the same for a rule about deployments and devices together.
func checkHubExample(t *testing.T, r check.Rule) {
	t.Helper()
	for text, want := range map[string]int{r.Doc.Bad.Text(): 1, r.Doc.Good.Text(): 0} {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		plan := &fleet.Plan{Files: []fleet.File{{Name: r.Doc.File, Doc: doc}}}
		if err := plan.Load(); err != nil {
			t.Fatal(err)
		}
		if err := plan.Read(t.Context(), fleet.Input{Name: r.Doc.File, R: strings.NewReader(text)}); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, file := range plan.Report().Files {
			for _, f := range file.Findings {
				found++
				if f.Rule != r.ID || f.Name != r.Name || f.Severity != r.Severity {
					t.Errorf("finding is of %s %s (%s): %s", f.Rule, f.Name, f.Severity, f.Message)
				}
				checkFinding(t, f.Finding, text)
			}
		}
		if found != want {
			t.Errorf("%d findings, expected %d, in:\n%s", found, want, text)
		}
	}
}

// checkFinding holds a finding to the form that all of them have.
func checkFinding(t *testing.T, f check.Finding, src string) {
	t.Helper()
	if f.Message == "" || f.Help == "" || strings.HasSuffix(f.Message, ".") || strings.ContainsAny(f.Message+f.Help, "\n\r") {
		t.Errorf("message %q or help %q is missing, ends with a full stop, or has several lines", f.Message, f.Help)
	}
	if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(src) {
		t.Errorf("span %v lies outside the document", f.Span)
	}
}

// TestFixes makes the fix of every bad example that has one: it gives the good
// example byte for byte.
func TestFixes(t *testing.T) {
	for _, r := range rules.All() {
		if r.Doc.File == check.DeviceFiles {
			continue // see checkDeviceExample
		}
		doc, err := manifest.Parse([]byte(r.Doc.Bad.Text()))
		if err != nil {
			continue // EP001: what cannot be read cannot be mended
		}
		options := optionsFor(t, r)
		findings := lint.Run(doc, options)
		if !slices.ContainsFunc(findings, func(f check.Finding) bool { return len(f.Fixes) > 0 }) {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			fixed, err := options.Fix(doc, findings)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r.Doc.Good.Text(), string(fixed.Bytes)); diff != "" {
				t.Errorf("fixed, the bad example is not the good one (-good +fixed):\n%s", diff)
			}
		})
	}
}

// TestFixNeed holds what a rule says of its fix to what its bad example shows.
func TestFixNeed(t *testing.T) {
	for _, r := range rules.All() {
		hasFix := func(url string) bool {
			opts := optionsFor(t, r)
			opts.Expect.URL = proxyURL(url)
			if r.Doc.File == check.DeviceFiles {
				return slices.ContainsFunc(lintDevice(t, r.Doc.Bad.Text(), opts), func(f check.Finding) bool { return f.Rule == r.ID && len(f.Fixes) > 0 })
			}
			return slices.ContainsFunc(lint.Source([]byte(r.Doc.Bad.Text()), opts), func(f check.Finding) bool { return f.Rule == r.ID && len(f.Fixes) > 0 })
		}
		want := check.NoFix
		switch {
		case hasFix(""):
			want = check.FixAlone
		case hasFix("http://proxy.example.com:3128"):
			want = check.FixWithProxy
		}
		if r.Fix != want {
			t.Errorf("%s: fix %q, but the bad example shows %q", r.ID, r.Fix, want)
		}
	}
}

// TestFileNames: a stranger finds a rule's file by its name.
func TestFileNames(t *testing.T) {
	for _, r := range rules.All() {
		name := strings.ReplaceAll(r.Name, "-", "_") + ".go"
		if _, err := os.Stat(name); err != nil {
			t.Errorf("rule %s is not in %s", r.ID, name)
		}
	}
}
