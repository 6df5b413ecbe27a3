package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// TestTinyDisk writes to a file system that has no room for the new files. It
// is mounted in a namespace of its own, as root or as a user who may become
// root in one. Where neither is allowed, TestFullDisk and TestFileSizeLimit
// have tested the same with a simulated disk and with a limit of the kernel.
func TestTinyDisk(t *testing.T) {
	p := newTool(t, t.TempDir())
	before := fixture(t, "bare.json")
	writeText(t, filepath.Join(p.dir, "source.json"), before)
	const files = 10
	// Room for the files, and for a few of their successors: the others fail.
	script := fmt.Sprintf(`set -e
mkdir disk
{ mount --make-rprivate / && mount -t tmpfs -o size=%dk tmpfs disk; } || exit 99
for i in 0 1 2 3 4 5 6 7 8 9; do cp source.json disk/$i.json; done
code=0; "$0" apply -w %[2]s disk/*.json || code=$?
echo "apply: $code"
cat /dev/zero >disk/full 2>/dev/null || true
code=0; "$0" lint --no-config --fix %[2]s --format concise disk/*.json || code=$?
echo "lint: $code"
for f in disk/*.json; do cmp source.json $f; done
rm disk/full disk/?.json
if ls -A disk | grep .; then echo 'left over'; fi
`, files*4+12, proxyArg)
	cmd := exec.Command("/bin/sh", "-c", script, p.path)
	cmd.Dir = p.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() == 99 {
		t.Logf("no file system can be mounted here (%v): the simulated disks have to do", err)
		return
	}
	text := string(out)
	for _, want := range []string{"cannot be written: no space left on device; no file was changed", "apply: 2", "disk/9.json: cannot be written: no space left on device", "lint: 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("missing: %s", want)
		}
	}
	if strings.Contains(text, "left over") || strings.Contains(text, "differ") {
		t.Error("files were damaged or left over")
	}
	if t.Failed() {
		t.Log(text)
	}
}

// openTerminal opens a pseudo-terminal: what is written to tty is read from
// the other side.
func openTerminal(t *testing.T) (control, tty *os.File) {
	t.Helper()
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { control.Close() })
	var number, unlock uint32
	ioctl(t, control, syscall.TIOCGPTN, &number)
	ioctl(t, control, syscall.TIOCSPTLCK, &unlock)
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return control, tty
}

func ioctl(t *testing.T, f *os.File, request uintptr, value *uint32) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
		t.Fatal(errno)
	}
}

// TestTerminal runs the linter at a terminal, on an input that takes longer
// than a second: it tells how far it is, removes the line, and uses colours
// only if the environment lets it.
func TestTerminal(t *testing.T) {
	for _, test := range []struct {
		env    string
		colors bool
	}{
		{"TERM=xterm", true}, {"TERM=dumb", false}, {"NO_COLOR=1", false},
	} {
		t.Run(test.env, func(t *testing.T) {
			control, tty := openTerminal(t)
			p := newTool(t, t.TempDir())
			p.env = []string{"TERM=xterm", test.env}
			cmd := p.command("lint", "--no-config", "-")
			stdin, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			cmd.Stdout, cmd.Stderr = tty, tty
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			const line = "\rchecked 0 of 1 files"
			text := readUntil(t, control, line) // the input comes after it, however slow the machine is
			fmt.Fprint(stdin, fixture(t, "bare.json"))
			stdin.Close()
			_ = cmd.Wait()
			tty.Close()
			text += readTerminal(control)
			cleared := line + "\r" + strings.Repeat(" ", len(line)-1) + "\r"
			if !strings.Contains(text, cleared) || strings.Contains(text, "\x1b[1;31merror") != test.colors || strings.Contains(text, "\x1b") != test.colors {
				t.Errorf("got %q", text)
			}
			if _, after, _ := strings.Cut(text, cleared); !strings.Contains(after, "13:11") || !strings.Contains(after, "1 error in 1 file") {
				t.Errorf("got %q", text)
			}
		})
	}
}

// readUntil reads what is written to a terminal until a text has come.
func readUntil(t *testing.T, control *os.File, want string) string {
	t.Helper()
	var text strings.Builder
	b := make([]byte, 4096)
	for !strings.Contains(text.String(), want) {
		n, err := control.Read(b)
		text.Write(b[:n])
		if err != nil {
			t.Fatalf("%v after %q", err, text.String())
		}
	}
	return text.String()
}

// readTerminal reads what was written to a terminal that is closed.
func readTerminal(control *os.File) string {
	var text strings.Builder
	b := make([]byte, 4096)
	for {
		n, err := control.Read(b)
		text.Write(b[:n])
		if err != nil {
			return text.String()
		}
	}
}

// TestTerminalInput names no file at a terminal: a line says what is expected.
func TestTerminalInput(t *testing.T) {
	control, tty := openTerminal(t)
	p := newTool(t, t.TempDir())
	var stderr strings.Builder
	cmd := p.command("apply", proxyArg)
	cmd.Stdin, cmd.Stderr = tty, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(control, "{}\n\x04")
	_ = cmd.Wait()
	if got := stderr.String(); !strings.Contains(got, "reading a manifest from the terminal: end it with Ctrl-D, or press Ctrl-C and name a file") || !strings.Contains(got, "<stdin>: no deployment found") {
		t.Errorf("got %q", got)
	}
}

// TestTerminalLSP starts the editor server at a terminal: a line says what it is for.
func TestTerminalLSP(t *testing.T) {
	control, tty := openTerminal(t)
	p := newTool(t, t.TempDir())
	var stderr strings.Builder
	cmd := p.command("lsp")
	cmd.Stdin, cmd.Stderr = tty, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(control, "\x04")
	_ = cmd.Wait()
	if got := stderr.String(); !strings.Contains(got, "edgeproxy: lsp speaks with an editor") || strings.Count(got, "\n") != 1 {
		t.Errorf("got %q", got)
	}
}
