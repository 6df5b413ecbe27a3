package flags

import (
	"errors"
	"io"
	"testing"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func quietConsole() *console.Console {
	return &console.Console{Stderr: io.Discard, Getenv: func(string) string { return "" }}
}

// TestLintOptions: the flags of lint and device check reach the options of a run.
func TestLintOptions(t *testing.T) {
	t.Chdir(t.TempDir())
	var f Lint
	var quiet bool
	parse(t, func(cmd *cobra.Command) { f.Add(cmd, &quiet) }, "--fix", "-q", "--fail-on", "never", "--format", "json", "--report", "sarif=a.sarif",
		"--proxy-url", "http://proxy.example.com:3128", "--exclude", "old/**", "--device", "dev", "--jobs", "3", "--no-config")
	opts, out, err := f.Options(quietConsole(), atomicfile.Disk{})
	if err != nil {
		t.Fatal(err)
	}
	if opts.Mode != project.MakeFixes || opts.FailOn == nil || *opts.FailOn != lint.Off || opts.Proxy.IsZero() || opts.Device != "dev" ||
		opts.Jobs != 3 || !opts.NoConfig || len(opts.Exclude) != 1 || len(opts.Outputs) != 1 || !quiet {
		t.Errorf("options %+v", opts)
	}
	if out.FormatName != "json" || out.Format == nil || len(out.Files) != 1 || out.Files[0].Path != "a.sarif" {
		t.Errorf("output %+v", out)
	}
	var device Lint
	parse(t, func(cmd *cobra.Command) { device.AddDevice(cmd, &quiet) })
	opts, out, err = device.Options(quietConsole(), atomicfile.Disk{})
	if err != nil || opts.Device != "/" || opts.FailOn != nil || opts.Mode != project.Check || out.FormatName != "text" {
		t.Errorf("device check: %+v, %+v, %v", opts, out, err)
	}
}

// TestLintModes: each flag that writes has its mode.
func TestLintModes(t *testing.T) {
	for flag, want := range map[string]project.Mode{"--fix": project.MakeFixes, "--diff": project.PreviewFixes, "--write-baseline": project.RecordBaseline, "--prune-baseline": project.PruneBaseline} {
		var f Lint
		var quiet bool
		parse(t, func(cmd *cobra.Command) { f.Add(cmd, &quiet) }, flag, "--baseline", "b.json")
		if opts, _, err := f.Options(quietConsole(), atomicfile.Disk{}); err != nil || opts.Mode != want || opts.Baseline != "b.json" {
			t.Errorf("%s: mode %v, %v", flag, opts.Mode, err)
		}
	}
}

// TestApplyOptions: the flags of apply reach the options of a run.
func TestApplyOptions(t *testing.T) {
	read := func(args ...string) (project.ApplyOptions, error) {
		var f Apply
		parse(t, f.Add, args...)
		return f.Options(quietConsole())
	}
	opts, err := read("--proxy-url", "http://proxy.example.com:3128", "--upstream-protocol", "auto", "--existing", "keep", "--all-modules", "--no-proxy", "localhost")
	if err != nil || !opts.KeepProtocol || opts.Proxy.URL.IsZero() || opts.Proxy.Existing != manifest.Keep || !opts.Targets.All || opts.Proxy.NoProxy != "localhost" || opts.Remove != nil {
		t.Errorf("%+v, %v", opts, err)
	}
	opts, err = read("--remove", "--no-proxy", "x", "--upstream-protocol", "Amqp")
	if err != nil || opts.Remove == nil || !opts.Remove.NoProxy || opts.Remove.UpstreamProtocol != "Amqp" {
		t.Errorf("--remove: %+v, %v", opts.Remove, err)
	}
	if opts, err = read(); err != nil || opts.KeepProtocol {
		t.Errorf("no flags: %+v, %v", opts, err)
	}
	if _, err = read("--no-config"); !errors.Is(err, project.ErrNoProxy) {
		t.Errorf("neither a proxy nor a configuration: %v", err)
	}
	if _, err = read("--upstream-protocol", "Amqp"); err == nil {
		t.Error("apply sets a protocol that needs another port")
	}
}

// TestApplyPlaces: several results, a folder and standard input need a place.
func TestApplyPlaces(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		flags Apply
		names []string
		ok    bool
	}{
		{Apply{}, []string{"-"}, true},
		{Apply{}, []string{"."}, false},
		{Apply{}, []string{"a.json", "b.json"}, false},
		{Apply{Check: true}, []string{"a.json", "b.json"}, true},
		{Apply{Diff: true}, []string{"-"}, true},
		{Apply{Write: true}, []string{"-"}, false},
	} {
		if err := test.flags.CheckFiles(project.Find(test.names)); (err == nil) != test.ok {
			t.Errorf("%+v %q: %v", test.flags, test.names, err)
		}
	}
}
