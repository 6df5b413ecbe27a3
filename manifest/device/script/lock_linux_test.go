package script_test

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestSameLock: the script takes the lock that "edgeproxy device write" takes, and gives it
// up before it runs commands. Every Linux device with util-linux or BusyBox has flock.
func TestSameLock(t *testing.T) {
	_, err := exec.LookPath("flock")
	has := err == nil
	root := device(t, "")
	folder, err := os.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	said, code := byScript(t, root, url)
	if refused := code == 2 && strings.Contains(said, "at work there"); refused != has {
		t.Errorf("exit code %d with flock %v: %s", code, has, said)
	}
	if err := syscall.Flock(int(folder.Fd()), syscall.LOCK_UN); err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	for _, name := range []string{"systemctl", "iotedge", "docker"} {
		write(t, bin+"/"+name, []byte("#!/bin/sh\n! [ -e /proc/self/fd/9 ] || echo the lock is held\n"), 0o755)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	if said, code := byScript(t, root, url, "--run"); code != 0 || strings.Contains(said, "held") {
		t.Errorf("exit code %d: %s", code, said)
	}
}
