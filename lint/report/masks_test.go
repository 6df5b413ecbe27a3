package report_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// TestMasks: addresses among the arguments are hidden in messages, names of files
// with an '@' are not.
func TestMasks(t *testing.T) {
	for arg, hidden := range map[string]bool{
		"deployment@press-4.json": false, "@types/a.json": false, "deployment.json": false,
		"http://user:s3cret@proxy:3128": true, "user:s3cret@proxy": true, "s3cret@proxy:3128": true, "//s3cret@proxy": true,
		"--proxy-url=http://user:s3cret@proxy:3128": true,
	} {
		message := report.MasksOf([]string{"apply", arg}).Hide("no such thing: " + arg)
		if got := message != "no such thing: "+arg; got != hidden {
			t.Errorf("%s became %q", arg, message)
		}
	}
}
