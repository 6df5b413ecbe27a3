package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestManyFiles checks and edits ten thousand files in one run.
func TestManyFiles(t *testing.T) {
	const files = 10_000
	dir := t.TempDir()
	t.Chdir(dir)
	const small = `{"modulesContent":{"$edgeAgent":{"properties.desired":{"schemaVersion":"1.1","systemModules":{"edgeAgent":{"settings":{"image":"a:1"}}}}}}}`
	var names []string
	for i := range files {
		name := filepath.Join(fmt.Sprintf("%02d", i%100), fmt.Sprintf("%04d.json", i))
		if i < 100 {
			if err := os.Mkdir(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(name, []byte(small), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}

	out := runHere("", nil, "lint", "--no-config", "--select", "EP101", "--format", "concise", ".")
	if out.code != exitFindings || strings.Count(out.stdout, "\n") != files {
		t.Errorf("lint: exit code %d, %d lines\n%s", out.code, strings.Count(out.stdout, "\n"), out.stderr)
	}
	out = runHere("", nil, append([]string{"apply", "--check", proxyArg}, names...)...)
	if out.code != exitFindings || strings.Count(out.stdout, "\n") != files || !strings.HasSuffix(out.stderr, "\n10000 of 10000 files would change\n") {
		t.Errorf("apply --check: exit code %d, %d lines", out.code, strings.Count(out.stdout, "\n"))
	}
	out = runHere("", nil, append([]string{"apply", "-w", proxyArg}, names[:300]...)...)
	if out.code != exitOK || !strings.HasSuffix(out.stderr, "\n300 of 300 files changed\n") {
		t.Errorf("apply -w: exit code %d", out.code)
	}
	out = runHere("", nil, "lint", "--no-config", "--select", "EP101", ".")
	if !strings.HasSuffix(out.stdout, "\n9700 errors in 10000 files\n") {
		t.Errorf("lint: %s", out.stdout[max(0, len(out.stdout)-100):])
	}
}

// TestJobs compares runs with one worker and with many, in every format: not a
// byte differs. With -race it also looks for races.
func TestJobs(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".edgeproxy.yaml", "ignore:\n  - { rule: EP101, path: \"1*/**\", reason: \"the lab\" }\n  - { rule: EP102, path: \"2*/**\", reason: \"unused\" }\n")
	sources := []string{fixture(t, "bare.json"), fixture(t, "behind.json"), fixture(t, "layered.json"), fixture(t, "broken.json") + "$edgeAgent", `{"$edgeAgent": 1, "$edgeAgent": 2}`, "{}"}
	for i := range 120 {
		writeText(t, fmt.Sprintf("%d/%d.json", i%30, i), sources[i%len(sources)])
	}
	writeText(t, "29/.edgeproxy.yaml", "rules: { EP1O1: off }") // these files cannot be checked
	for _, args := range [][]string{
		{"--format", "text"}, {"--format", "json"}, {"--format", "sarif"}, {"--format", "junit"}, {"--format", "azure"}, {"--format", "github"},
		{"--format", "markdown"}, {"--format", "html"}, {"--format", "concise"}, {"--diff", proxyArg}, {"--no-config"}, {"--baseline", "b.json", "--write-baseline", "0", "1"},
	} {
		run := func(jobs string) output {
			_ = os.Remove("b.json") // what a run has written is no input of the next
			return runHere("", nil, append([]string{"lint", "--jobs", jobs}, append(args, ".")...)...)
		}
		want := run("1")
		for _, jobs := range []string{"2", "8", "64"} {
			if got := run(jobs); got != want {
				t.Errorf("%v: --jobs %s gives something else than --jobs 1", args, jobs)
			}
		}
	}
}

// utf16Text is an ASCII text in UTF-16 with a byte order mark.
func utf16Text(text string, little bool) string {
	b := []byte{0xfe, 0xff}
	for _, c := range []byte(text) {
		b = append(b, 0, c)
	}
	for i := 0; little && i < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

// TestOddBytes gives what is no manifest, or none in UTF-8, to every command
// as a file and on standard input: a message names the place, and the exit
// code is 2, or 1 from lint, which reports it as a finding.
func TestOddBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	bare := fixture(t, "bare.json")
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t", "mark only": "\ufeff", "nul": "\x00", "half": bare[:300], "utf-16 le": utf16Text(bare, true), "utf-16 be": utf16Text(bare, false),
		"invalid utf-8": "{\"$edgeAgent\": \"\xff\"}", "brackets": strings.Repeat("[", 100_000), "text": "hello", "conflict": "<<<<<<< HEAD\n{}\n", "two": bare + bare,
		"null": "null", "number": "1", "string": `"$edgeAgent"`, "array": "[]", "binary": "\x7fELF\x02\x01\x01\x00",
	} {
		for _, args := range [][]string{{"apply", proxyArg}, {"apply", "--check", proxyArg}, {"show"}, {"endpoints"}, {"lint", "--no-config", "--format", "concise"}} {
			writeText(t, "file.json", text)
			named := runHere("", nil, append(args, "file.json")...)
			piped := runHere(text, nil, append(args, "-")...)
			want, stream := exitFailure, named.stderr
			if args[0] == "lint" {
				want, stream = exitFindings, named.stdout
			}
			if named.code != want || piped.code != want {
				t.Errorf("%s: %v: exit codes %d and %d", name, args, named.code, piped.code)
			}
			if strings.Count(stream, "\n") != 1 || !strings.Contains(stream, "file.json:") || len(stream) > 400 {
				t.Errorf("%s: %v: message: %q", name, args, stream)
			}
			if strings.ReplaceAll(stream, "file.json", "<stdin>") != piped.stdout+piped.stderr {
				t.Errorf("%s: %v: the file says %q, and standard input %q", name, args, stream, piped.stdout+piped.stderr)
			}
		}
	}
	// In a folder, too, UTF-16 is not passed over.
	writeText(t, "folder/a.json", utf16Text(bare, true))
	writeText(t, "folder/b.json", utf16Text(bare, false))
	if out := runHere("", nil, "lint", "--no-config", "--format", "concise", "folder"); out.code != exitFindings || strings.Count(out.stdout, "EP001") != 2 {
		t.Errorf("UTF-16 in a folder: %+v", out)
	}
}
