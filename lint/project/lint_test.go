package project_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// manyFiles makes so many manifests without a proxy in the current folder.
func manyFiles(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		writeText(t, fmt.Sprintf("%03d.json", i), fixture(t, "bare.json"))
	}
}

// TestInterrupted ends the context before a run, and after some files.
func TestInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 50)
	for _, after := range []int{0, 1, 20} {
		ctx, cancel := context.WithCancel(context.Background())
		checked := 0
		opts := project.Options{Jobs: 1, Progress: func(done, _ int) {
			if checked = done; done == after {
				cancel()
			}
		}}
		res, err := project.Lint(ctx, []string{"."}, opts)
		cancel()
		var interrupted *project.InterruptedError
		if res != nil || !errors.Is(err, context.Canceled) || !errors.As(err, &interrupted) {
			t.Errorf("after %d: %v, %v", after, res, err)
		}
		if checked != after {
			t.Errorf("after %d: %d files were checked", after, checked)
		}
	}
}

// TestProgress: the callback hears of the number of files first, and then of each.
func TestProgress(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 30)
	var mutex sync.Mutex
	var heard []int
	mustLint(t, project.Options{Jobs: 8, Progress: func(done, total int) {
		mutex.Lock()
		defer mutex.Unlock()
		if total != 30 {
			t.Errorf("%d of %d", done, total)
		}
		heard = append(heard, done)
	}}, ".")
	if first := heard[0]; first != 0 {
		t.Errorf("the first call is about %d files", first)
	}
	slices.Sort(heard)
	if len(heard) != 31 || heard[30] != 30 || len(slices.Compact(heard)) != 31 {
		t.Errorf("heard %v", heard)
	}
}

// TestStdin lints a reader: under a name, with the configuration of that name,
// and with fixes, which nobody writes anywhere.
func TestStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".git/HEAD", "")
	writeText(t, ".edgeproxy.yaml", "ignore:\n  - { rule: EP101, path: \"lab/**\", reason: \"no proxy in the lab\" }\n")
	from := func(name string) *project.Result {
		return mustLint(t, project.Options{
			Input: project.Input{Stdin: strings.NewReader(fixture(t, "bare.json"))}, StdinName: name,
			Mode: project.MakeFixes, Proxy: proxyURL(t, "http://proxy.example.com:3128"),
		}, "-")
	}
	if res := from("lab/a.json"); res.Run.Files[0].Path != "lab/a.json" || count(res, "EP101") != 0 {
		t.Errorf("as lab/a.json: %+v", res.Run.Files)
	}
	res := from("")
	if res.Run.Files[0].Path != "<stdin>" || count(res, "EP101") != 1 || !res.HasStdin() {
		t.Errorf("without a name: %+v", res.Run.Files)
	}
	text, ok := res.Stdin()
	if !ok || !strings.Contains(string(text), "http://proxy.example.com:3128") {
		t.Errorf("fixed: %v, %s", ok, text)
	}
	if err := res.WriteFixes(context.Background()); err != nil || count(res, "EP101") != 0 || res.Run.Fixed == 0 {
		t.Errorf("%v, %d fixed: %+v", err, res.Run.Fixed, res.Run.Files)
	}

	// Without a reader "-" is a file that cannot be checked.
	if res := mustLint(t, project.Options{}, "-"); !errors.Is(errors.Join(res.Errors()...), project.ErrNoStdin) {
		t.Errorf("errors %v", res.Errors())
	}
}

// TestReword words what could not be checked before a report has it.
func TestReword(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 1)
	opts := project.Options{Input: project.Input{MaxSize: 10}, Reword: func(err error) error {
		var large *project.TooLargeError
		if !errors.As(err, &large) || large.Limit != 10 || large.Name != "000.json" {
			t.Errorf("error %v", err)
		}
		return fmt.Errorf("%w (ask for more)", err)
	}}
	res := mustLint(t, opts, "000.json")
	if len(res.Run.Failures) != 1 || !strings.HasSuffix(res.Run.Failures[0].Message, "kilobytes (ask for more)") || strings.HasPrefix(res.Run.Failures[0].Message, "000.json") {
		t.Errorf("failures %+v", res.Run.Failures)
	}
}

// TestNoManifest: a search that finds none is an error, beside which the result
// tells what was passed over.
func TestNoManifest(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "folder/a.json", `{"name": "package"}`)
	res, err := project.Lint(context.Background(), []string{"folder"}, project.Options{})
	var none *project.NoManifestError
	if !errors.As(err, &none) || none.Paths[0] != "folder" || res == nil || len(res.PassedOver()) != 1 || res.PassedOver()[0].Name != "folder/a.json" {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := project.Lint(context.Background(), nil, project.Options{}); !errors.As(err, &none) || !strings.HasPrefix(err.Error(), "no file or folder was named") {
		t.Errorf("without a name: %v", err)
	}
}

// TestFails: what fails a run is what the options say, or else the configuration,
// or else an error.
func TestFails(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 1)
	writeText(t, ".git/HEAD", "")
	writeText(t, ".edgeproxy.yaml", "rules: { EP101: warning }\n")
	only := project.Options{Selected: []string{"EP101"}}
	for _, test := range []struct {
		failOn *lint.Severity
		fails  bool
	}{{nil, false}, {new(lint.Warning), true}, {new(lint.Error), false}, {new(lint.Off), false}} {
		opts := only
		opts.FailOn = test.failOn
		if res := mustLint(t, opts, "."); res.Fails() != test.fails || count(res, "EP101") != 1 {
			t.Errorf("%v: fails %v: %+v", test.failOn, res.Fails(), res.Run.Files)
		}
	}
	only.NoConfig = true
	if res := mustLint(t, only, "."); !res.Fails() {
		t.Error("an error does not fail a run with the zero options")
	}
	only.Severities = map[string]lint.Severity{"EP101": lint.Info}
	if res := mustLint(t, only, "."); res.Fails() {
		t.Error("the options do not beat the rule")
	}
}

// TestWriteFixes mends files, each by itself: one that cannot be written keeps its
// findings.
func TestWriteFixes(t *testing.T) {
	t.Chdir(t.TempDir())
	manyFiles(t, 3)
	opts := project.Options{NoConfig: true, Selected: []string{"EP101"}, Proxy: proxyURL(t, "http://proxy.example.com:3128"), Mode: project.PreviewFixes}
	if res := mustLint(t, opts, "."); len(res.Edits()) != 3 || count(res, "EP101") != 3 || !res.Edits()[0].Differs() {
		t.Errorf("preview: %+v", res.Edits())
	}
	opts.Mode = project.MakeFixes
	res := mustLint(t, opts, ".")
	writeText(t, "001.json", fixture(t, "behind.json")) // somebody saves it meanwhile
	if err := res.WriteFixes(context.Background()); err != nil {
		t.Fatal(err)
	}
	if count(res, "EP101") != 1 || len(res.Edits()) != 2 || len(res.Failures) != 1 || res.Failures[0].Name != "001.json" {
		t.Errorf("%d findings are left, %d edits, failures %v", count(res, "EP101"), len(res.Edits()), res.Failures)
	}
	if readText(t, "001.json") != fixture(t, "behind.json") || readText(t, "002.json") != string(res.Edits()[1].New) {
		t.Error("the files have another content")
	}
}

// TestManyAsOne: a file gives the same result among others, with whose memory it is
// read, as alone.
func TestManyAsOne(t *testing.T) {
	t.Chdir(t.TempDir())
	for i, rule := range lint.DefaultRules() {
		if rule.Doc.Bad != nil && rule.Doc.File == "" {
			writeText(t, fmt.Sprintf("%s.json", rule.ID), rule.Doc.Bad.Text()+strings.Repeat("\n", i%7*100))
		}
	}
	for _, mode := range []project.Mode{project.Check, project.PreviewFixes} {
		opts := project.Options{Jobs: 1, Mode: mode}
		for _, file := range mustLint(t, opts, ".").Run.Files {
			alone := mustLint(t, opts, file.Path).Run.Files[0]
			if a, b := fmt.Sprintf("%+v", file), fmt.Sprintf("%+v", alone); a != b {
				t.Errorf("%s: among others\n%s\nand alone\n%s", file.Path, a, b)
			}
		}
	}
}
