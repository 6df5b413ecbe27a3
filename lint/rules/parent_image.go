package rules

import (
	"strings"
)

// parentForm is how an image of the parent device looks to edgeAgent, which refuses the
// whole deployment for any other image that begins with '$' (NestedEdgeParentUrlParser.cs).
var parentForm = pattern(`\$upstream:[1-9]`)

// namesParent reports whether an image means the parent device, however it is spelt. In
// a template, $UPSTREAM may be a variable that some tool fills in.
func namesParent(image string) bool {
	const parent = "$upstream"
	return len(image) >= len(parent) && strings.EqualFold(image[:len(parent)], parent)
}
