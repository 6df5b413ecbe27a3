package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

const (
	hostileName = "x]\n##vso[task.setvariable variable=PATH]/evil\n::error::x\x1b[31m\u202e\u200b\x9b\xff##[error]"
	hostilePath = "we;ird] name,%41.json"
)

// runOf puts a text wherever a text of a file can stand.
func runOf(path, text string) *Run {
	src := []byte("{\n" + text + "}")
	whole := manifest.Span{Start: 0, End: len(src)}
	finding := check.Finding{
		Rule: "EP101", Name: "agent-proxy-missing", Severity: check.Error, Module: text, Pointer: "/" + text,
		Span:    manifest.Span{Start: 2, End: 2 + len(text)},
		Message: `module "` + text + `" is bad`, Help: text,
		Related: []check.Related{{Span: whole, Pointer: text, Message: text}},
		Fixes:   []check.Fix{{Message: text, Edits: []manifest.Edit{{Span: whole, Text: text}}}},
	}
	findings := []check.Finding{finding}
	for _, change := range []func(*check.Finding){
		func(d *check.Finding) { d.Severity = check.Warning },
		func(d *check.Finding) { d.Severity = check.Info },
		func(d *check.Finding) { d.Rule, d.Name = text, text },
		func(d *check.Finding) { d.Message, d.Help = text, "" },
		func(d *check.Finding) { d.Suppressed = &check.Suppression{By: "ignore", Reason: text} },
		func(d *check.Finding) { d.Rule, d.Suppressed = "EP402", &check.Suppression{By: "ignore", Reason: text} },
	} {
		d := finding
		change(&d)
		findings = append(findings, d)
	}
	return &Run{
		Version: text, Rules: testRules(), BasePath: "/base",
		Files:    []File{Locate(path, src, findings)},
		Failures: []Failure{{path, text}},
		Notes:    []Note{{path, 1, text}, {Message: text}},
	}
}

func hostileRun() *Run { return runOf(hostilePath, hostileName) }

// obeyed is what a terminal or a CI system would act upon in a report.
func obeyed(format string, out []byte) string {
	if !utf8.Valid(out) {
		return "invalid UTF-8"
	}
	for _, line := range strings.Split(string(out), "\n") {
		for _, r := range line {
			if plain.Hidden(r) {
				return "a hidden character in " + line
			}
		}
		rest := line
		if format == "azure" {
			rest = strings.TrimPrefix(line, "##vso[task.logissue ")
		}
		if holdsCommand(rest) {
			return "a command in " + line
		}
		if own := format == "github" && regexp.MustCompile(`^::(error|warning|notice) file=`).MatchString(line); !own && strings.HasPrefix(strings.TrimSpace(line), "::") {
			return "a command at the start of " + line
		}
	}
	return ""
}

// holdsCommand tells whether a text is a command to a reader that passes over
// what is not ASCII.
func holdsCommand(text string) bool {
	ascii := strings.ToLower(strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf {
			return -1
		}
		return r
	}, text))
	return strings.Contains(ascii, "##vso[") || strings.Contains(ascii, "##[")
}

func TestHostile(t *testing.T) {
	for _, path := range []string{hostilePath, hostileName, "::error::x.json", "  ::error::x.json", "\t::a", "##vso[x]y.json", "##", "a\r\nb", ""} {
		for _, text := range []string{hostileName, "##", "##vso", "::", "\n::x", "##VSO[x]", "##v\u00adso[x]", "#\u200b#vso[", "#\u0640#v\u05bfso[x]", "#\u0301#[x]", "###[x]", "\r", "|`<b>", "](http://evil)", "]]>", "&#35;#[x]", "\U000e0001"} {
			for _, f := range Formats() {
				out := write(t, f, runOf(path, text), Options{Width: 80})
				if problem := obeyed(f, out); problem != "" {
					t.Errorf("%s with path %q, text %q: %s", f, path, text, problem)
				}
			}
		}
	}
}

// FuzzFormats holds every format to its promises, for any bytes: nothing that
// acts upon a reader, and well-formed output.
func FuzzFormats(f *testing.F) {
	f.Add(hostilePath, hostileName)
	f.Add("::error::x", "##vso[a]##[b]")
	f.Add("a\x00b", "\xed\xa0\x80]]>\ufffe<![CDATA[")
	f.Add("##", "#vso[")
	f.Add("0", "") // a finding of no rule, and without a help
	f.Fuzz(func(t *testing.T, path, text string) {
		r := runOf(path, text)
		for _, name := range Formats() {
			out := write(t, name, r, Options{Width: len(text) % 100})
			if problem := obeyed(name, out); problem != "" {
				t.Errorf("%s: %s", name, problem)
			}
			if !bytes.HasSuffix(out, []byte("\n")) {
				t.Errorf("%s: no newline at the end", name)
			}
			if name == "text" {
				out = write(t, name, r, Options{}) // a help on one line
			}
			wellFormed(t, name, out, r)
		}
	})
}

func wellFormed(t *testing.T, format string, out []byte, r *Run) {
	t.Helper()
	switch format {
	case "json", "sarif":
		if !json.Valid(out) {
			t.Errorf("%s is no JSON:\n%s", format, out)
		}
	case "junit":
		d := xml.NewDecoder(bytes.NewReader(out))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("junit is no XML: %v\n%s", err, out)
			}
		}
	case "html": // its own script and style, and a row for each of five open findings and two accepted ones
		for what, want := range map[string]int{"<script": 1, "<style": 1, "</script": 1, "<h1": 1, "<tr ": 1 + 5 + 1 + 2} {
			if got := bytes.Count(out, []byte(what)); got != want {
				t.Errorf("html has %d %s, want %d", got, what, want)
			}
		}
	case "text", "concise", "azure", "github":
		// Five open findings: as many lines as they have with tame texts.
		helps := map[string]bool{}
		for _, d := range r.open() {
			helps[plain.Line(help(d))] = true
		}
		delete(helps, "") // a finding without a help has no line for it
		want := map[string]int{"text": 5*5 + len(helps) + 1, "concise": 5, "azure": 5 + 1, "github": 5 + 1}[format]
		if got := bytes.Count(out, []byte("\n")); got != want {
			t.Errorf("%s has %d lines, want %d:\n%s", format, got, want, out)
		}
	}
}

// TestJSONIsExact reads back what hostile texts became: escapes of JSON, and
// nothing else.
func TestJSONIsExact(t *testing.T) {
	text := strings.ToValidUTF8(hostileName, "") + "\U000e0041\\##[x]"
	var report struct {
		Findings []struct {
			File, Module, Pointer, Message string
			Fixes                          []struct{ Edits []struct{ Text string } }
		}
	}
	if err := json.Unmarshal(write(t, "json", runOf(hostilePath, text), Options{}), &report); err != nil {
		t.Fatal(err)
	}
	d := report.Findings[0]
	if d.File != hostilePath || d.Module != text || d.Pointer != "/"+text || d.Message != `module "`+text+`" is bad` || d.Fixes[0].Edits[0].Text != text {
		t.Errorf("values changed: %+v", d)
	}
}
