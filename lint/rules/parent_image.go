package rules

import (
	"regexp"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// parentForm is how an image of the parent device looks to edgeAgent, which refuses the
// whole deployment for any other image that begins with '$' (NestedEdgeParentUrlParser.cs).
var parentForm = regexp.MustCompile(`\$upstream:[1-9]`)

// namesParent reports whether an image means the parent device, however it is spelt.
func namesParent(image string) bool {
	const parent = "$upstream"
	return len(image) >= len(parent) && strings.EqualFold(image[:len(parent)], parent)
}

// wrongParentForm reports whether an image of a deployment means the parent device and
// does not have the form, such as $UPSTREAM:443/a, which is no shell variable here. In
// a template some tool may fill it in.
func wrongParentForm(p *check.Pass, image string) bool {
	image = strings.TrimSpace(image)
	return !p.Template() && namesParent(image) && !parentForm.MatchString(image)
}
