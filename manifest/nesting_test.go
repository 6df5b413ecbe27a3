package manifest

import (
	"errors"
	"strings"
	"testing"
)

// nested is a deployment with so many others inside one another in it.
func nested(n int) string {
	const open = `{"$edgeAgent": {"properties.desired": {"x": `
	return strings.Repeat(open, n) + `{"x": 1}` + strings.Repeat(`}}}`, n)
}

func TestNestedDeployments(t *testing.T) {
	doc, err := Parse([]byte(nested(maxNested)))
	if err != nil || len(doc.Deployments()) != maxNested {
		t.Errorf("%d deployments inside one another: %v", maxNested, err)
	}
	_, err = Parse([]byte(nested(maxNested + 1)))
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || !strings.Contains(err.Error(), "more than 8 deployments inside one another") {
		t.Errorf("one more: %v", err)
	}
	side := "[" + strings.Repeat(nested(1)+",", 50) + nested(1) + "]"
	if doc, err := Parse([]byte(side)); err != nil || len(doc.Deployments()) != 51 {
		t.Errorf("side by side: %v", err)
	}
}
