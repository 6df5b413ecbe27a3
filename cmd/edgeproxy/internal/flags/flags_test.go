package flags

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
)

// parse adds flags to a command, and reads a command line.
func parse(t *testing.T, add func(*cobra.Command), args ...string) {
	t.Helper()
	cmd := &cobra.Command{Use: "lint", RunE: func(*cobra.Command, []string) error { return nil }}
	add(cmd)
	cmd.SetArgs(args)
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
}

func TestProxy(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	address, password, empty := write("proxy.txt", "http://filed.example.com:1\n"), write("password.txt", "p@ss:word\n"), write("empty.txt", "\n")
	const url = "--proxy-url=http://proxy.example.com:3128"
	for _, test := range []struct {
		args  []string
		stdin string
		env   string
		want  string // the address, or what the error holds
	}{
		{nil, "", "", ""},
		{nil, "", " ", ""},
		{nil, "", "http://env.example.com:1", "http://env.example.com:1"},
		{[]string{url}, "", "http://env.example.com:1", "http://proxy.example.com:3128"},
		{[]string{"--proxy-url-file", address}, "", "", "http://filed.example.com:1"},
		{[]string{"--proxy-url-file", "-"}, "http://piped.example.com:1", "", "http://piped.example.com:1"},
		{[]string{url, "--proxy-user", "edge", "--proxy-password-file", password}, "", "", "http://edge:p%40ss%3Aword@proxy.example.com:3128"},
		{[]string{url, "--proxy-user", "edge", "--proxy-password-file", "-"}, "piped", "", "http://edge:piped@proxy.example.com:3128"},
		{[]string{url, "--proxy-url-file", address}, "", "", "exclude each other"},
		{[]string{url, "--proxy-user", "edge"}, "", "", "need each other"},
		{[]string{"--proxy-user", "edge", "--proxy-password-file", password}, "", "", "no proxy to put the user into"},
		{[]string{url, "--proxy-user", "edge", "--proxy-password-file", empty}, "", "", "its first line is empty"},
		{[]string{url, "--proxy-user", "edge", "--proxy-password-file", filepath.Join(dir, "none")}, "", "", "cannot be read"},
		{[]string{"--proxy-url-file", "-", "--proxy-user", "edge", "--proxy-password-file", "-"}, "http://piped.example.com:1", "", "cannot be both"},
		{[]string{"--proxy-url", "proxy.example.com"}, "", "", "--proxy-url: "},
		{nil, "", "proxy", "environment variable " + ProxyEnv + ": "},
	} {
		var f Proxy
		parse(t, func(cmd *cobra.Command) { f.Add(cmd, "the proxy to set") }, test.args...)
		c := &console.Console{Stdin: strings.NewReader(test.stdin), Stderr: io.Discard, Getenv: func(string) string { return test.env }}
		proxy, err := f.Read(c)
		switch {
		case err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%q: error %v, want %s", test.args, err, test.want)
		case err == nil && proxy.Reveal() != test.want:
			t.Errorf("%q: %s", test.args, proxy)
		}
	}
}

func TestRules(t *testing.T) {
	var f Rules
	parse(t, f.Add, "--select", "EP1, hub-proxy-missing", "--ignore", "EP102", "--severity", "EP103=info,EP1=warning")
	var opts project.Options
	if err := f.Choose(&opts); err != nil {
		t.Fatal(err)
	}
	if opts.Severities["EP102"] != lint.Off || opts.Severities["EP103"] != lint.Info || opts.Severities["EP101"] != lint.Warning {
		t.Errorf("severities %v", opts.Severities)
	}
	if len(opts.Selected) < 3 || opts.Selected[0] != "EP101" {
		t.Errorf("selected %v", opts.Selected)
	}
	for _, args := range [][]string{{"--select", "EP999"}, {"--ignore", "x"}, {"--severity", "EP101"}, {"--severity", "EP101=loud"}, {"--severity", "EP999=off"}} {
		var f Rules
		parse(t, f.Add, args...)
		if err := f.Choose(&project.Options{}); err == nil || !strings.HasPrefix(err.Error(), args[0]) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestReports(t *testing.T) {
	t.Chdir(t.TempDir())
	c := &console.Console{Getenv: func(name string) string { return map[string]string{"TF_BUILD": "True"}[name] }}
	var f Reports
	parse(t, f.Add, "--format", "auto", "--report", "sarif=a.sarif", "--report", "json=b.json")
	if name, write, err := f.Format(c); name != "azure" || write == nil || err != nil {
		t.Errorf("format %s, %v", name, err)
	}
	files, err := f.Files(atomicfile.Disk{})
	if err != nil || len(files) != 2 || files[1].Path != "b.json" {
		t.Errorf("files %v, %v", files, err)
	}
	for _, value := range []string{"sarif", "sarif=", "x=a", "json=-"} {
		f := Reports{files: []string{value}}
		if _, err := f.Files(atomicfile.Disk{}); err == nil {
			t.Errorf("--report %s is accepted", value)
		}
	}
	twice := Reports{files: []string{"json=a", "sarif=./a"}}
	if _, err := twice.Files(atomicfile.Disk{}); err == nil {
		t.Error("two reports go to one file")
	}
}

func TestComparison(t *testing.T) {
	for _, test := range []struct {
		flags    Comparison
		want     project.Options
		accepted bool
	}{
		{Comparison{}, project.Options{}, true},
		{Comparison{Baseline: "b.json", Write: true}, project.Options{Baseline: "b.json"}, true},
		{Comparison{Against: "old.json"}, project.Options{AgainstFile: "old.json"}, true},
		{Comparison{Against: "git:main"}, project.Options{AgainstRevision: "main"}, true},
		{Comparison{Against: "git:"}, project.Options{}, false},
		{Comparison{Write: true}, project.Options{}, false},
		{Comparison{Prune: true}, project.Options{}, false},
	} {
		var got project.Options
		err := test.flags.Set(&got)
		names := func(o project.Options) []string { return []string{o.Baseline, o.AgainstFile, o.AgainstRevision} }
		if diff := cmp.Diff(names(test.want), names(got)); (err == nil) != test.accepted || err == nil && diff != "" {
			t.Errorf("%+v: %v\n%s", test.flags, err, diff)
		}
	}
	var option *project.OptionError
	if err := (&Comparison{Against: "git:"}).Set(&project.Options{}); !errors.As(err, &option) || option.Option != "AgainstRevision" {
		t.Errorf("error %v", err)
	}
}
