package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// evil is a text that tries to give orders to Azure Pipelines, to GitHub and
// to a terminal.
const evil = "x]\n##vso[task.setvariable variable=PATH]/evil\n::error::x\r\n  ::add-mask::y\x1b[31mred\x1b]0;title\x07\u202e\u2028##[error]z#\u0640#v\u05bfso[task.complete]#\u0301#[x"

// evilFiles are names that try the same.
func evilFiles() []string {
	names := []string{"we;ird] name,%41.json", "::error::x.json", "##vso[task.complete].json", " ::warning::y.json"}
	if runtime.GOOS != "windows" {
		names = append(names, "a\n::error::b.json", "c\r##vso[task.setvariable variable=PATH]d.json", "e\x1b[31mf.json", "g\xff.json")
	}
	return names
}

// evilManifest holds the text wherever a manifest can hold one.
func evilManifest(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(evil)
	if err != nil {
		t.Fatal(err)
	}
	manifest := fixture(t, "bare.json")
	for _, r := range [][2]string{
		{`"thermometer": {`, string(text) + ": {"},
		{`"blob1": {`, `"::error::at the start of a line": {`},
		{`"registry.example.com/thermometer:2.1"`, string(text)},
		{`"FROM /messages/modules/thermometer/* INTO $upstream"`, string(text)},
		{`"type": "docker",
            "settings"`, `"type": ` + string(text) + `,
            "env": {` + string(text) + `: {"value": ` + string(text) + `}, "https_proxy": {"value": ` + string(text) + `}, "UpstreamProtocol": {"value": ` + string(text) + `}},
            "settings"`},
	} {
		if !strings.Contains(manifest, r[0]) {
			t.Fatalf("the fixture has no %s", r[0])
		}
		manifest = strings.Replace(manifest, r[0], r[1], 1)
	}
	// Comments are the only place of a manifest where a line can start so.
	comment := "/* a comment\n::error::in a comment\n ::error::behind a blank\n##vso[task.complete]\n*/\n"
	return comment + strings.ReplaceAll(manifest, `"settings": {`, comment+`"settings": {`)
}

// commands are the lines that a CI system would act upon.
var commands = regexp.MustCompile(`(?im)^\s*::.*|#[^\x00-\x7f]*#[^\x00-\x7f]*(v[^\x00-\x7f]*s[^\x00-\x7f]*o[^\x00-\x7f]*)?\[.*`)

// orders are the commands in an output. Those that a format is made of are
// left out, if they are exactly what it writes.
func orders(text, format string) []string {
	var found []string
	for _, line := range commands.FindAllString(text, -1) {
		switch format {
		case "azure":
			rest, ok := strings.CutPrefix(line, "##vso[task.logissue type=")
			if ok && !commands.MatchString(rest) && regexp.MustCompile(`^(error|warning);sourcepath=[^];]*;linenumber=\d+;columnnumber=\d+;code=EP\d+;\]`).MatchString(rest) {
				continue
			}
		case "github":
			if regexp.MustCompile(`^::(error|warning|notice) file=[^:,]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=EP\d+ [a-z-]+::`).MatchString(line) {
				continue
			}
		}
		found = append(found, line)
	}
	return found
}

// checkHarmless makes sure that an output gives no orders.
func checkHarmless(t *testing.T, what, text, format string) {
	t.Helper()
	if found := orders(text, format); len(found) > 0 {
		t.Errorf("%s gives orders: %q", what, found)
	}
	if i := strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u202e' || r == '\u2028'
	}); i >= 0 {
		t.Errorf("%s holds %q", what, text[max(0, i-20):min(len(text), i+20)])
	}
}

// hostileArgs are flags with the files behind them, as they are and as a shell
// may write them.
func hostileArgs(flags ...string) []string {
	args := append(flags, "--")
	for _, name := range evilFiles() {
		args = append(args, "./"+name)
	}
	return append(args, evilFiles()...)
}

// hostileRuns are commands with the files, and with the text in the place of
// every argument.
func hostileRuns() [][]string {
	return [][]string{
		hostileArgs("apply", "--check", proxyArg), hostileArgs("apply", "--diff", proxyArg, "--all-modules"),
		hostileArgs("apply", "--existing", "keep", "--check", proxyArg, "--module", evil), hostileArgs("apply", "--existing", "fail", "--check", proxyArg),
		hostileArgs("show"), hostileArgs("show", "--format", "json"), hostileArgs("endpoints"), hostileArgs("endpoints", "--format", "json"), hostileArgs("endpoints", "--format", "squid"),
		hostileArgs("probe", "--proxy-url", "http://127.0.0.1:1", "--hub", "plant-a"), {"probe", evil}, {"probe", "--ca", evil, "--direct", "a.json"}, {"probe", "--timeout", evil, "a.json"},
		{"endpoints", evil}, {"endpoints", "--hub", evil, "a.json"}, {"endpoints", "--registry-region", evil, "a.json"}, {"endpoints", "--format", evil, "a.json"},
		{"apply", proxyArg, evil}, {"apply", "--proxy-url", evil, "x"}, {"apply", "--proxy-url-file", evil, "x"}, {"apply", proxyArg, "broken/" + evilFiles()[0]},
		{"apply", proxyArg, "--upstream-protocol", evil}, {"apply", proxyArg, "--existing", evil}, {"apply", "--max-size", evil}, {"apply", "--" + evil}, {"apply", "-" + evil},
		{"show", evil}, {"show", "--format", evil, "x"}, {"explain", evil}, {"explain", "EP101", "--format", evil}, {"rules", evil}, {"schema", evil},
		{"config", evil}, {"config", "--config", evil, "x"}, {evil}, {"help", evil}, {"completion", evil}, {"version", evil}, {"--color", evil},
		{"lint", "--select", evil}, {"lint", "--ignore", evil}, {"lint", "--severity", evil}, {"lint", "--severity", "EP101=" + evil}, {"lint", "--fail-on", evil},
		{"lint", "--format", evil}, {"lint", "--report", evil}, {"lint", "--report", evil + "=x"}, {"lint", "--config", evil}, {"lint", "--against", evil, evilFiles()[0]},
		{"lint", "--against", "git:" + evil, evilFiles()[0]}, {"lint", "--baseline", evil}, {"lint", evil}, {"lint", "*" + evil}, {"lint", "--jobs", evil},
		{"lint", "--stdin-filename", evil, "-"}, {"lint", "--diff", proxyArg, "."}, {"lint", "--report", "json=a.json/" + evil, "."},
	}
}

// TestHostile runs every command and every format over manifests that try to
// give orders, in files whose names do.
func TestHostile(t *testing.T) {
	t.Chdir(t.TempDir())
	source := evilManifest(t)
	for _, name := range evilFiles() {
		writeText(t, name, source)
	}
	writeText(t, "a.json", source)
	writeText(t, "broken/"+evilFiles()[0], source[:len(source)-40])
	for _, args := range hostileRuns() {
		out := runHere("", nil, args...)
		what := fmt.Sprintf("%.80q", args)
		checkHarmless(t, what+" stdout", out.stdout, "")
		checkHarmless(t, what+" stderr", out.stderr, "")
	}
	for _, format := range report.Formats() {
		for _, args := range [][]string{{"."}, hostileArgs(), {evil}, {"--proxy-url", "http://p:1", "."}} {
			args = append([]string{"lint", "--no-config", "--format", format, "--report", format + "=report"}, args...)
			out := runHere("", nil, args...)
			if !paths.Exists("report") {
				t.Fatalf("%q: no report: %s", args, out.stderr)
			}
			checkHarmless(t, format+" stdout", out.stdout, format)
			checkHarmless(t, format+" stderr", out.stderr, "")
			checkHarmless(t, format+" report", readText(t, "report"), format)
			if out.code == exitOK || out.stdout == "" && format != "concise" && format != "text" {
				t.Errorf("%s: exit code %d, %d bytes", format, out.code, len(out.stdout))
			}
			checkSyntax(t, format, out.stdout)
			if err := os.Remove("report"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkSyntax makes sure that an output is what its format says.
func checkSyntax(t *testing.T, format, text string) {
	t.Helper()
	switch format {
	case "json", "sarif":
		if !json.Valid([]byte(text)) {
			t.Errorf("%s: no JSON", format)
		}
	case "junit":
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Errorf("junit: %v", err)
				return
			}
		}
	}
}

// TestHostileConfiguration does the same with a configuration.
func TestHostileConfiguration(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	text, err := json.Marshal(evil)
	if err != nil {
		t.Fatal(err)
	}
	for _, config := range []string{
		`{ %s: 1 }`, `{ rules: { %s: off } }`, `{ rules: { EP101: %s } }`, `{ proxy: { url: %s } }`, `{ proxy: { upstream-protocol: %s } }`,
		`{ proxy: { modules: [%s] } }`, `{ ignore: [ { rule: EP101, reason: %s } ] }`, `{ ignore: [ { rule: EP102, path: %s, reason: x } ] }`,
		`{ ignore: [ { rule: EP102, pointer: %s, reason: x } ] }`, `{ ignore: [ { rule: EP101, until: %s, reason: x } ] }`,
		`{ overrides: [ { paths: [%s], rules: { EP101: off } } ] }`, `%s`, `[ %s`, "# %s\nproxy: {",
	} {
		writeText(t, ".edgeproxy.yaml", fmt.Sprintf(config, text))
		for _, args := range [][]string{{"config", "a.json"}, {"lint", "."}, {"lint", "--format", "json", "."}, {"lint", "--format", "azure", "."}, {"lint", "--format", "github", "."}, {"lint", "--format", "junit", "."}} {
			out := runHere("", nil, args...)
			format := ""
			if len(args) == 4 {
				format = args[2]
			}
			checkHarmless(t, config+" stdout", out.stdout, format)
			checkHarmless(t, config+" stderr", out.stderr, "")
		}
	}
}

// TestHostileFolder puts the names into the path of a configuration and of a
// report.
func TestHostileFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	folder := "::error::x"
	if runtime.GOOS != "windows" {
		folder = "n\n::error::x\x1b[1m"
	}
	writeText(t, filepath.Join(folder, "a.json"), fixture(t, "bare.json"))
	writeText(t, filepath.Join(folder, ".edgeproxy.yaml"), "rules: { EP1O1: off }")
	for _, args := range [][]string{
		{"lint", "."}, {"lint", folder}, {"config", folder}, {"config", filepath.Join(folder, "a.json")},
		{"lint", "--no-config", "--report", "json=" + filepath.Join(folder, "a.json", "r"), "."},
		{"lint", "--no-config", "--baseline", filepath.Join(folder, "b.json"), "--write-baseline", "."},
		{"lint", "--no-config", "--baseline", filepath.Join(folder, "b.json"), "--ignore", "EP101", "."},
	} {
		out := runHere("", nil, args...)
		checkHarmless(t, fmt.Sprintf("%q stdout", args), out.stdout, "")
		checkHarmless(t, fmt.Sprintf("%q stderr", args), out.stderr, "")
	}
}
