package manifest

import (
	"fmt"
	"testing"
)

// TestVariables: a name counts once, its last value wins, and it keeps the
// place where it came up first; with few names as with many.
func TestVariables(t *testing.T) {
	for _, n := range []int{1, few, few + 1, 10 * few} {
		var vars variables
		for round := range 2 {
			for i := range n {
				vars.put(Var{Name: fmt.Sprint("v", i), Value: fmt.Sprint(round)})
			}
		}
		if len(vars.list) != n {
			t.Fatalf("%d names: %d variables", n, len(vars.list))
		}
		for i, v := range vars.list {
			if v.Name != fmt.Sprint("v", i) || v.Value != "1" {
				t.Errorf("%d names: variable %d is %s = %s", n, i, v.Name, v.Value)
			}
		}
		if indexed := vars.index != nil; indexed != (n > few) {
			t.Errorf("%d names: indexed is %v", n, indexed)
		}
	}
}
