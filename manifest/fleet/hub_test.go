package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// TestManyProperties: the time for a hub grows with the number of properties that its
// conditions read. A quadratic way to find them would need much longer.
func TestManyProperties(t *testing.T) {
	const n = 30_000
	var texts [2]strings.Builder
	for i := range n {
		fmt.Fprintf(&texts[i%2], "tags.a%d.b='x' OR properties.reported.a%d='x' OR ", i, i)
	}
	var deployments []*fleet.Deployment
	for i := range texts {
		d := &fleet.Deployment{ID: fmt.Sprint(i)}
		d.SetCondition(texts[i].String() + "tags.a0.b='x' OR tags.a0='x'")
		deployments = append(deployments, d)
	}
	hub := fleet.NewHub(deployments)
	if got := len(hub.Paths()); got != 2*n+1 {
		t.Fatalf("%d properties, want %d", got, 2*n+1)
	}
	for record, want := range map[string]int{
		`{"deviceId":"d","tags":{"a7":{"b":"x"}},"properties":{"reported":{}}}`:         1,
		`{"deviceId":"d","tags":{"a0":{"b":"x"}},"properties":{"reported":{}}}`:         2,
		`{"deviceId":"d","tags":{},"properties":{"reported":{"a29999":"x","a1":"y"}}}`:  1,
		`{"deviceId":"d","tags":{"a7":"x"},"properties":{"reported":{"a1":{"b":"x"}}}}`: 0,
	} {
		records, err := fleet.NewSource(strings.NewReader(record)).Next()
		if err != nil {
			t.Fatal(err)
		}
		d, err := hub.Extractor().Device(records, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(hub.Chooser().Choose(d).Now.Matched); got != want {
			t.Errorf("%s matches %d deployments, want %d", record, got, want)
		}
	}
}
