package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

// TestRoles: an explanation says what each deployment is for a device, and what it may be
// where that is not known.
func TestRoles(t *testing.T) {
	const unread = "properties.reported.x='1'"
	layer := func(target string, priority int) string {
		return fmt.Sprintf(`{"id":"l","targetCondition":%q,"priority":%d,"content":{"modulesContent":{"$edgeAgent":{"properties.desired.modules.m.env":{}}}}}`, target, priority)
	}
	base := func(id, target string, priority int) string {
		return deployment(id, target, priority, priority, proxyA, "AmqpWs")
	}
	for name, test := range map[string]struct {
		deployments []string
		want        string
	}{
		"plain":                   {[]string{base("a", "*", 1), base("b", "*", 2), layer("*", 3)}, "l is a layer on the base|b is the base|a another base ranks higher"},
		"below":                   {[]string{base("a", "*", 5), layer("*", 5)}, "a is the base|l does nothing: its priority is not above the base's"},
		"alone":                   {[]string{layer("*", 5)}, "l does nothing without a base"},
		"no match":                {[]string{base("a", "tags.a='y'", 5)}, "a "},
		"unclear base":            {[]string{base("a", unread, 5), base("b", "*", 3), base("c", "*", 1), layer("*", 4)}, "a may be the base|l may be a layer on the base|b may be the base|c another base ranks higher"},
		"above either":            {[]string{base("a", unread, 5), base("b", "*", 3), layer("*", 6)}, "l is a layer on the base|a may be the base|b may be the base"},
		"unclear layer":           {[]string{base("a", "*", 5), layer(unread, 6)}, "l may be a layer on the base|a is the base"},
		"unclear base, or no one": {[]string{base("a", unread, 5), layer("*", 6)}, "l may be a layer on the base|a may be the base"},
	} {
		p, _ := plan(t, test.deployments, nil, "", 1)
		e, err := p.Explain(t.Context(), "d", fleet.Input{Name: "d", R: strings.NewReader(`{"deviceId":"d","tags":{"a":"x"}}`)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range e.Deployments {
			got = append(got, a.ID+" "+a.Role)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%s: roles %q, want %q", name, got, test.want)
		}
	}
}
