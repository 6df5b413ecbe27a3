package sites_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/sites"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// TestErrorPlace holds errors to name a place only where the list came from a file.
func TestErrorPlace(t *testing.T) {
	err := &sites.Error{Sites: []string{"plant-a"}, What: "its output is empty"}
	if got, want := err.Error(), `site "plant-a": its output is empty`; got != want {
		t.Errorf("without a file: %q, want %q", got, want)
	}
	err.At = sites.Place{File: "sites.yaml", Position: text.Position{Line: 2, Column: 9}}
	if got, want := err.Error(), `sites.yaml:2:9: site "plant-a": its output is empty`; got != want {
		t.Errorf("of a file: %q, want %q", got, want)
	}
}
