package fleet

import (
	"strings"
	"testing"
)

// TestLookup: every format that is listed exists, and an unknown one is suggested.
func TestLookup(t *testing.T) {
	for _, name := range Formats() {
		if write, err := Lookup(name); err != nil || write == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Lookup("jsn"); err == nil || !strings.Contains(err.Error(), `did you mean "json"?`) {
		t.Errorf("jsn: %v", err)
	}
}
