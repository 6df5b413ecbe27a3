package edit_test

import (
	"testing"
	"testing/fstest"

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
