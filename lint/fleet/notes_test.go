package fleet_test

import (
	"strings"
	"testing"
)

// TestNotes: what a reader should know stands beside the numbers.
func TestNotes(t *testing.T) {
	const device = `{"deviceId":"d","tags":{},"properties":{"reported":{}}}` + "\n"
	base := deployment("a", "*", 1, 1, proxyA, "AmqpWs")
	layer := `{"id":"l","targetCondition":"*","priority":2,"content":{"modulesContent":{"$edgeAgent":{"properties.desired.systemModules.edgeAgent.env":{}}}}}`
	for name, test := range map[string]struct {
		deployments []string
		devices     string
		want        []string
	}{
		"none":              {[]string{base}, device, nil},
		"a device twice":    {[]string{base}, device + device + device, []string{"in the input more than once, and counted each time: 1 device"}},
		"no Edge device":    {[]string{base}, device + `{"deviceId":"x","capabilities":{"iotEdge":false}}`, []string{"left out, because they are no IoT Edge devices: 1"}},
		"twin of edgeAgent": {[]string{base}, device + `{"deviceId":"x","moduleId":"$edgeAgent"}`, []string{"left out, because they stand among the devices: twins of $edgeAgent, 1; give them in a file of their own"}},
		"an ID twice":       {[]string{base, strings.Replace(base, `"priority":1`, `"priority":2`, 1)}, device, []string{`several deployments have the ID "a": IoT Hub has one of each`}},
		"a system module":   {[]string{base, layer}, device, []string{`"properties.desired.systemModules.edgeAgent.env" of layer "l" sets a system module: the documentation says that a layered deployment cannot do that, and not what IoT Hub does then`}},
	} {
		p, _ := plan(t, test.deployments, nil, test.devices, 1)
		if got := p.Report().Notes; strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("%s: notes %q, want %q", name, got, test.want)
		}
	}
}
