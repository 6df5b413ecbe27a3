package fleet_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

// TestUnreadVerdicts: where a tag is not in the input, a verdict other than unknown is the
// verdict for each value that the tag may have.
func TestUnreadVerdicts(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	certain, unknown := 0, 0
	for range 400 {
		var now, then []string
		for i := range 1 + r.IntN(5) {
			now = append(now, randomDeployment(r, fmt.Sprint("d", i), i+1))
		}
		if r.IntN(4) > 0 {
			then = append(then, randomDeployment(r, []string{"new", "d0"}[r.IntN(2)], 0))
		}
		got := verdictOf(t, now, then, "deviceId,tags.a\nd,x\n") // tags.b is no column
		if got == fleet.Unknown {
			unknown++
			continue
		}
		certain++
		for _, b := range []string{"", "x", "y", "z"} {
			if want := verdictOf(t, now, then, "deviceId,tags.a,tags.b\nd,x,"+b+"\n"); want != got {
				t.Fatalf("verdict %v, but %v if tags.b is %q, with\n%q\nand new %q", got, want, b, now, then)
			}
		}
	}
	if certain < 100 || unknown < 30 {
		t.Errorf("%d certain and %d unknown verdicts: the test sees too little of one of them", certain, unknown)
	}
}

func randomDeployment(r *rand.Rand, id string, created int) string {
	conditions := []string{"*", "tags.a='x'", "tags.a='y'", "tags.b='x'", "tags.b='y'", "tags.a='x' AND tags.b='x'", "is_defined(tags.b)"}
	proxies := []string{"", proxyA, proxyB}
	protocols := []string{"AmqpWs", "AmqpWs", "AmqpWs", "Amqp"}
	return deployment(id, conditions[r.IntN(len(conditions))], r.IntN(3), created, proxies[r.IntN(3)], protocols[r.IntN(4)])
}

// verdictOf is the verdict for the only device.
func verdictOf(t *testing.T, now, then []string, devices string) fleet.Verdict {
	t.Helper()
	p, _ := plan(t, now, then, devices, 1)
	for v, n := range p.Report().Verdicts {
		if n == 1 {
			return fleet.Verdict(v)
		}
	}
	t.Fatal("no verdict")
	return fleet.Unknown
}
