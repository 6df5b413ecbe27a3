package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober/answer"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// TestMain lets the scripts run the program itself, and the one that it starts, under
// their own names.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"edgeproxy": main, prober.Name: func() {
		os.Exit(answer.Main(answer.Streams{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}, os.Args[1:], toolVersion()))
	}})
}

// TestScripts runs the scripts in testdata/script: each calls the program as a
// user would and holds its streams, files and exit codes to what was promised.
// $FIX is a folder of manifests, $EXAMPLES that of the examples; "exits" is exec with an exit code, and "cpq"
// is cp to a name quoted as in Go.
func TestScripts(t *testing.T) {
	fix, err := filepath.Abs("testdata/manifests")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("FIX", fix)
			env.Setenv("EXAMPLES", examples)
			env.Setenv("P", "http://proxy.example.com:3128")
			env.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(env.WorkDir, ".gitconfig"))
			env.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(env.WorkDir))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "cpq": copyToQuoted},
	})
}

// exits runs a program that must end with an exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG...]")
	}
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if args[0] != strconv.Itoa(code) {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// copyToQuoted copies a file to one with a name that a script cannot spell.
func copyToQuoted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cpq FILE NAME")
	}
	name, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(copyFile(ts.MkAbs(args[0]), ts.MkAbs(name)))
}
