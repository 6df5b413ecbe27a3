package main

import (
	"os"
	"sync"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// input is how the files of a command are read. Standard input that held the
// proxy is no manifest.
func (a *app) input(size sizeFlag) project.Input {
	in := project.Input{Stdin: a.stdin, MaxSize: int(size)}
	switch f, ok := a.stdin.(*os.File); {
	case a.stdinTaken:
		in.Stdin = nil
	case ok && isTerminal(f):
		in.Stdin = &prompting{File: f, say: sync.OnceFunc(func() {
			a.errorf("edgeproxy: reading a manifest from the terminal: end it with Ctrl-D, or press Ctrl-C and name a file")
		})}
	}
	return in
}

// prompting is a terminal that says what it waits for: otherwise the program
// would seem to hang.
type prompting struct {
	*os.File
	say func()
}

func (p *prompting) Read(b []byte) (int, error) {
	p.say()
	return p.File.Read(b)
}

// sizeFlag is the value of --max-size: bytes.
type sizeFlag int

// add adds the flag to a command.
func (s *sizeFlag) add(cmd *cobra.Command) {
	*s = manifest.MaxSize
	cmd.Flags().Var(positive{(*int)(s), "BYTES"}, "max-size", "largest file to read, in bytes")
}
