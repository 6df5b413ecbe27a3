package sites

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// checkCondition reads the target condition of one site.
func checkCondition(text string) (*condition.Condition, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errors.New(`its target condition is empty, so that it would target no device: expected one such as "tags.site='{site}'"`)
	}
	c, err := condition.Parse(text)
	var fault *condition.Error
	switch {
	case errors.As(err, &fault) && fault.Help != "":
		return nil, fmt.Errorf("its target condition: %w: %s", err, fault.Help)
	case err != nil:
		return nil, fmt.Errorf("its target condition: %w", err)
	}
	return c, nil
}

// AnyOf is a target condition that matches a device if one of several conditions does.
// It holds each condition once, in parentheses where needed. A single condition stays
// as it is written. The error is the first *condition.Error.
func AnyOf(texts []string) (string, error) {
	var all []*condition.Condition
	var one string
	seen := map[string]bool{}
	for _, text := range texts {
		c, err := condition.Parse(text)
		if err != nil {
			return "", err
		}
		if form := c.String(); !seen[form] {
			seen[form] = true
			one, all = text, append(all, c)
		}
	}
	if len(all) == 1 {
		return one, nil
	}
	joined, err := condition.Any(all...)
	if err != nil {
		return "", err
	}
	return joined.String(), nil
}
