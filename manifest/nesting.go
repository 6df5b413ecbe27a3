package manifest

import "fmt"

// maxNested is how many deployments may stand inside one another. No tool writes even
// two. Each deployment is judged with all that stands in it: without a bound the time
// would grow with the square of the text.
const maxNested = 8

// checkNesting makes sure that deployments do not stand too deep inside one
// another. They are in the order of the text.
func (d *Document) checkNesting() error {
	var ends []int32 // of the deployments around
	for _, dep := range d.deployments {
		n := dep.Content
		if !n.Exists() {
			n = dep.desired // of a twin
		}
		for len(ends) > 0 && ends[len(ends)-1] <= n.Place() {
			ends = ends[:len(ends)-1]
		}
		if len(ends) == maxNested {
			p := d.Position(n.MemberSpan().Start)
			return &SyntaxError{Offset: p.Offset, Line: p.Line, Column: p.Column,
				Msg: fmt.Sprintf("more than %d deployments inside one another: no tool writes that; keep each in a file of its own", maxNested)}
		}
		ends = append(ends, n.After())
	}
	return nil
}
