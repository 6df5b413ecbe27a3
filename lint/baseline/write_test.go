package baseline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// TestTooLargeToWrite: no file is written that nobody can read.
func TestTooLargeToWrite(t *testing.T) {
	b := New("b.json")
	found := make([]check.Finding, 1000)
	for i := range found {
		found[i] = check.Finding{Rule: "EP101", Pointer: fmt.Sprintf("/%d/", i) + strings.Repeat("x", 100), Severity: check.Error}
	}
	for i := range 200 {
		b.Record(fmt.Sprintf("%d.json", i), found, nil)
	}
	var out strings.Builder
	if n, err := b.WriteTo(&out); err == nil || n != 0 || out.Len() != 0 || !strings.HasPrefix(err.Error(), "b.json: the baseline would be larger than 16 MB") {
		t.Errorf("%d bytes, error %v", out.Len(), err)
	}
	if n := len(b.Entries()); n > 100_000 {
		t.Errorf("it holds %d entries", n)
	}
}
