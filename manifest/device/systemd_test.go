package device_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
)

var (
	askSystemd = flag.Bool("systemd", false, "ask the real systemd, too: .ci/systemd sets it")
	update     = flag.Bool("update", false, "with -systemd: write its answers into the table")
)

// systemdLevels are the folders of units that the cases use, in the order in which
// systemd takes them.
var systemdLevels = []string{"etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system"}

// TestSystemd compares our reading of a unit's drop-ins and environment with the table
// in testdata/systemd, and, with -systemd, the table with the real systemd. A file
// "link" of a case lists links, each with its target.
func TestSystemd(t *testing.T) {
	cases, err := filepath.Glob("testdata/systemd/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if last := archive.Files[len(archive.Files)-1]; last.Name != "want" {
				t.Fatalf("the last file is %s: expected want", last.Name)
			}
			dir, want := layOut(t, archive)
			if *askSystemd {
				got := realReading(t, dir)
				if *update {
					want = got
					archive.Files[len(archive.Files)-1].Data = []byte(got)
					if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if got != want {
					t.Errorf("systemd:\n%s\nthe table:\n%s", got, want)
				}
			}
			if got := ourReading(t, os.DirFS(dir)); got != want {
				t.Errorf("our reading:\n%s\nthe table:\n%s", got, want)
			}
		})
	}
}

// layOut writes the files of a case into a folder.
func layOut(t *testing.T, archive *txtar.Archive) (dir, want string) {
	t.Helper()
	dir = t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil { // systemd does not run as root in a test
			t.Fatal(err)
		}
	}
	for _, f := range archive.Files {
		switch f.Name {
		case "want":
			want = string(f.Data)
			continue
		case "link":
			for line := range strings.Lines(string(f.Data)) {
				name, target, _ := strings.Cut(strings.TrimSpace(line), " -> ")
				mkdirFor(t, filepath.Join(dir, name))
				if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		mkdirFor(t, filepath.Join(dir, f.Name))
		text := bytes.ReplaceAll(f.Data, []byte("\\r\n"), []byte("\r\n"))
		if err := os.WriteFile(filepath.Join(dir, f.Name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, want
}

func mkdirFor(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
}

// ourReading lists the drop-ins in order, and what Environment= sets, sorted.
func ourReading(t *testing.T, fsys fs.FS) string {
	t.Helper()
	dev := device.Read(fsys)
	for _, e := range dev.Errors {
		t.Errorf("%s: %s", e.Path, e.Message)
	}
	u := dev.Unit(device.Identityd)
	if u == nil {
		return ""
	}
	var lines, env []string
	for _, f := range u.DropIns {
		lines = append(lines, "drop-in "+f.Path+"\n")
	}
	for _, s := range u.Settings {
		if s.Via == device.ViaEnvironment && s.Lost == nil && !s.Unknown {
			env = append(env, fmt.Sprintf("%s=%q\n", s.Name, s.Value))
		}
	}
	slices.Sort(env)
	return strings.Join(append(lines, env...), "")
}

// realReading is the same by "systemd --test", which loads the units and prints them.
func realReading(t *testing.T, dir string) string {
	t.Helper()
	var levels []string
	for _, level := range systemdLevels {
		levels = append(levels, filepath.Join(dir, level))
	}
	stubs := levels[len(levels)-1]
	for _, target := range []string{"sysinit.target", "basic.target", "shutdown.target"} {
		mkdirFor(t, filepath.Join(stubs, target))
		if err := os.WriteFile(filepath.Join(stubs, target), []byte("[Unit]\nDefaultDependencies=no\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"env", "-i", "PATH=" + os.Getenv("PATH") + ":/usr/lib/systemd:/lib/systemd",
		"SYSTEMD_UNIT_PATH=" + strings.Join(levels, ":"), "XDG_RUNTIME_DIR=/tmp", "systemd", "--test", "--system", "--unit=aziot-identityd.service"}
	if os.Geteuid() == 0 { // systemd makes no test as root
		args = append([]string{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	out, _ := cmd.CombinedOutput() // it fails at starting the target
	_, about, found := strings.Cut(string(out), "-> Unit aziot-identityd.service:\n")
	if !found {
		t.Fatalf("systemd says nothing of the unit:\n%s", out)
	}
	about, _, _ = strings.Cut(about, "-> Unit ")
	var lines, env []string
	for line := range strings.Lines(about) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "DropIn Path":
			line := "drop-in " + strings.TrimPrefix(value, dir+"/") + "\n"
			if target, _ := os.Readlink(value); target != os.DevNull && !slices.Contains(lines, line) { // it prints masked ones, too
				lines = append(lines, line)
			}
		case "Environment":
			name, value, _ := strings.Cut(strings.TrimPrefix(strings.TrimLeft(line, "\t"), "Environment: "), "=")
			env = append(env, fmt.Sprintf("%s=%q\n", name, strings.TrimSuffix(value, "\n")))
		}
	}
	slices.Sort(env)
	return strings.Join(append(lines, env...), "")
}

// TestEnvironmentFile compares our reading of an environment file with the table and,
// with -systemd, the table with what systemd's generator for environment.d makes of the
// file: it has the same parser.
func TestEnvironmentFile(t *testing.T) {
	const file, table = "testdata/environment/file.env", "testdata/environment/want"
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if *askSystemd && *update {
		if err := os.WriteFile(table, []byte(generated(t, src)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := unit.ParseEnvironment(src)
	var env []string
	for _, a := range found {
		env = append(env, fmt.Sprintf("%s=%q\n", a.Name, a.Value))
	}
	slices.Sort(env)
	if got := strings.Join(env, ""); got != string(want) {
		t.Errorf("our reading:\n%s\nthe table:\n%s", got, want)
	}
	if *askSystemd {
		if got := generated(t, src); got != string(want) {
			t.Errorf("systemd:\n%s\nthe table:\n%s", got, want)
		}
	}
}

// generated is what the generator makes of a file, sorted.
func generated(t *testing.T, src []byte) string {
	t.Helper()
	home := t.TempDir()
	name := filepath.Join(home, ".config/environment.d/a.conf")
	mkdirFor(t, name)
	if err := os.WriteFile(name, src, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
	cmd.Env = []string{"HOME=" + home}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var env []string
	for line := range strings.Lines(string(out)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		if !strings.HasPrefix(name, "T_") {
			continue // of the machine
		}
		if plain, err := strconv.Unquote(value); err == nil && strings.HasPrefix(value, `"`) {
			value = plain
		}
		env = append(env, fmt.Sprintf("%s=%q\n", name, value))
	}
	slices.Sort(env)
	return strings.Join(env, "")
}

// TestRandomUnits compares our reading of random drop-ins: with what it was when they
// were last compared with systemd, and, with -systemd, with systemd.
func TestRandomUnits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"Environment=", "A=1", "B=", "C=", " ", " ", "\"", "'", "\\", "\\\n", "\n", "\nEnvironment=", "%", "%%", "x", "\\x41", "\\s", "#", "[Service]\n", "=", "\t", "\r\n", "D=\"", "%h", "é"}
	sum := sha256.New()
	for range 30 {
		text := "[Service]\nEnvironment="
		for range 4 + random.IntN(16) {
			text += pieces[random.IntN(len(pieces))]
		}
		archive := &txtar.Archive{Files: []txtar.File{
			{Name: "usr/lib/systemd/system/aziot-identityd.service", Data: []byte("[Service]\nExecStart=/bin/true\n")},
			{Name: "etc/systemd/system/aziot-identityd.service.d/a.conf", Data: []byte(text)},
		}}
		dir, _ := layOut(t, archive)
		got := ourReading(t, os.DirFS(dir))
		fmt.Fprintf(sum, "%s\x00%s\x00", text, got)
		if *askSystemd {
			if want := realReading(t, dir); got != want && !strings.Contains(text, "%h") { // a specifier makes a value unknown here
				t.Errorf("%q\nour reading:\n%s\nsystemd:\n%s", text, got, want)
			}
		}
	}
	const want = "c0a81a1c74d02545"
	if got := fmt.Sprintf("%x", sum.Sum(nil)[:8]); got != want {
		t.Errorf("the readings changed: sum %s, and not %s; compare them with systemd (.ci/systemd), then write the new sum here", got, want)
	}
}
