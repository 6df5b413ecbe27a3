package edit_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

// TestRemoveLines: variables go with their line if nothing else is in it. What stays of a
// line is no Environment= without a value: that would take other variables away.
func TestRemoveLines(t *testing.T) {
	const dropIn = "etc/systemd/system/docker.service.d/http-proxy.conf"
	for before, want := range map[string]string{
		"[Service]\nEnvironment=\"HTTPS_PROXY=http://old:1\" \"HTTP_PROXY=http://old:1\"\nA=b\n":                         "[Service]\nA=b\n",
		"[Service]\nEnvironment=\"HTTPS_PROXY=http://old:1\" \\\n \"HTTP_PROXY=http://old:1\" \\\n NO_PROXY=localhost\n": "[Service]\n",
		"[Service]\nEnvironment=HTTPS_PROXY=http://old:1 FOO=bar HTTP_PROXY=http://old:1\n":                              "[Service]\nEnvironment=FOO=bar \n",
		"[Service]\nEnvironment=HTTPS_PROXY=http://old:1\nEnvironment=HTTP_PROXY=http://old:1\n":                         "[Service]\n",
		"[Service]\nEnvironment=FOO=bar\n": "[Service]\nEnvironment=FOO=bar\n",
	} {
		fsys := fstest.MapFS{
			"usr/lib/systemd/system/docker.service": {Data: []byte("[Service]\nEnvironment=KEPT=1\n")},
			dropIn:                                  {Data: []byte(before)},
		}
		plan, err := edit.Remove(fsys)
		if err != nil {
			t.Fatal(err)
		}
		got := before
		for _, f := range plan.Files {
			if f.Path == dropIn {
				got = string(f.New)
			}
		}
		if got != want {
			t.Errorf("%q\nbecomes %q\nwant    %q", before, got, want)
		}
	}
}

// TestUnsetTwice: what UnsetEnvironment= takes away is written once.
func TestUnsetTwice(t *testing.T) {
	var fsys fs.FS = fstest.MapFS{
		"etc/aziot/config.toml":                      {Data: []byte("hostname = \"h\"\n")},
		"etc/systemd/system/docker.service.d/a.conf": {Data: []byte("[Service]\nUnsetEnvironment=https_proxy\n")},
	}
	set := settings(t, "http://proxy.example.com:3128")
	for run := range 2 {
		plan, err := edit.Set(fsys, set)
		if err != nil {
			t.Fatal(err)
		}
		if run == 1 && len(plan.Files) > 0 {
			t.Errorf("the second run writes %s", files(plan))
		}
		fsys = after(fsys, plan)
	}
}

// TestRemoveLinked: a file that a link leads to stays, without the lines: else the link
// would lead to nothing.
func TestRemoveLinked(t *testing.T) {
	made := fstest.MapFS{"etc/aziot/config.toml": {Data: []byte("hostname = \"h\"\n")}}
	plan, err := edit.Set(made, settings(t, "http://proxy.example.com:3128", func(s *edit.Settings) { s.Apt = true }))
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range plan.Files {
		moved := "srv/" + strings.ReplaceAll(f.Path, "/", "-")
		fsys[moved] = &fstest.MapFile{Data: f.New, Mode: 0o600}
		fsys[f.Path] = &fstest.MapFile{Data: []byte("/" + moved), Mode: fs.ModeSymlink | 0o777}
	}
	back, err := edit.Remove(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Files) != len(plan.Files) {
		t.Errorf("changes %s, want all of %s", files(back), files(plan))
	}
	for _, f := range back.Files {
		if f.New == nil || strings.Contains(string(f.New), "proxy.example.com") {
			t.Errorf("%s becomes %q", f.Path, f.New)
		}
		fsys["srv/"+strings.ReplaceAll(f.Path, "/", "-")].Data = f.New
	}
	if again, err := edit.Remove(fsys); err != nil || len(again.Files) > 0 || len(again.Notes) > 0 {
		t.Errorf("a second time: %v, %s, notes %q", err, files(again), again.Notes)
	}
}

// TestRemoveKeeps: a proxy that stays in force is named with its place.
func TestRemoveKeeps(t *testing.T) {
	plan, err := edit.Remove(fstest.MapFS{
		"etc/aziot/config.toml":                             {Data: []byte("[agent.config]\ncreateOptions = { Env = [\"https_proxy=http://u:p%40ss@h:1\"] }\n")},
		"usr/lib/systemd/system/aziot-identityd.service":    {Data: []byte("[Service]\nEnvironment=https_proxy=http://u:p%%40ss@h:1\n")},
		"run/systemd/system/docker.service.d/a.conf":        {Data: []byte("[Service]\nEnvironment=HTTP_PROXY=http://u:p%%40ss@h:1\n")},
		"etc/systemd/system/docker.service.d/override.conf": {Data: []byte("[Service]\nEnvironment=https_proxy=http://u:p%%40ss@h:1\n")},
		"usr/lib/systemd/system/aziot-edged.service":        {Data: []byte("[Service]\nEnvironment=A=b\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"etc/aziot/config.toml:2:25: edgeAgent still gets https_proxy from here: this command does not change it",
		"usr/lib/systemd/system/aziot-identityd.service:2:25: aziot-identityd still gets https_proxy from here: this command does not change it",
		"run/systemd/system/docker.service.d/a.conf:2:24: docker still gets HTTP_PROXY from here: this command does not change it",
	}
	if diff := cmp.Diff(want, plan.Notes); diff != "" {
		t.Error(diff)
	}
}
