package check

import (
	"slices"
	"testing"
)

func TestNamed(t *testing.T) {
	rules := []Rule{{ID: "EP101", Name: "agent-proxy-missing"}, {ID: "EP102", Name: "agent-proxy-blank"}, {ID: "EP201", Name: "ep1"}, {ID: "X", Name: "own"}}
	for word, want := range map[string][]string{
		"EP101": {"EP101"}, "ep102": {"EP102"}, "Agent-Proxy-Blank": {"EP102"}, "own": {"X"}, "x": {"X"},
		"EP2": {"EP201"}, "ep2": {"EP201"}, "EP": nil, "EP10": nil, "EP3": nil, "": nil,
		"EP1": {"EP201"}, // a name beats a group
	} {
		if got := Named(word, rules); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", word, got, want)
		}
	}
	if got := Named("EP1", rules[:2]); !slices.Equal(got, []string{"EP101", "EP102"}) {
		t.Errorf("the group has %q", got)
	}
}
