package fleet_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestWithoutLoad: who forgets Load, or its error, gets the error of Read or Explain and no
// panic.
func TestWithoutLoad(t *testing.T) {
	const twins = `{"deviceId": "a-1", "tags": {}}`
	doc, err := manifest.Parse([]byte(`{"id": "a", "content": {"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	faulty := fleet.Plan{Files: []fleet.File{{Name: "a.json", Doc: doc}}}
	if got := faulty.Report(); got.Devices != 0 || len(got.Deployments) != 0 {
		t.Errorf("a report of nothing: %+v", got)
	}
	for range 2 {
		var place *fleet.PlaceError
		if err := faulty.Read(t.Context(), fleet.Input{Name: "twins", R: strings.NewReader(twins)}); !errors.As(err, &place) {
			t.Errorf("Read: %v, want a *PlaceError", err)
		}
		if _, err := faulty.Explain(t.Context(), "a-1", fleet.Input{Name: "twins", R: strings.NewReader(twins)}); !errors.As(err, &place) {
			t.Errorf("Explain: %v, want a *PlaceError", err)
		}
	}
	var empty fleet.Plan
	if err := empty.Read(t.Context(), fleet.Input{Name: "twins", R: strings.NewReader(twins)}); err != nil {
		t.Error(err)
	}
	if got := empty.Report().Devices; got != 1 {
		t.Errorf("%d devices, want 1", got)
	}
}
