package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// A deploy tool has got the deployments and the twins from IoT Hub, and refuses a new
// deployment that would take the proxy from devices.
func Example() {
	const existing = `[{"id": "plants", "priority": 10, "targetCondition": "tags.site='plant-a'", "content": {"modulesContent": {
		"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"env": {
			"https_proxy": {"value": "http://10.1.0.4:3128"}, "UpstreamProtocol": {"value": "AmqpWs"}}}}}}}}}]`
	const candidate = `{"id": "line-2", "priority": 20, "targetCondition": "tags.line='2'", "content": {"modulesContent": {
		"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {}}}}}}}`
	const twins = `[{"deviceId": "a-1", "tags": {"site": "plant-a", "line": "1"}},
		{"deviceId": "a-2", "tags": {"site": "plant-a", "line": "2"}}]`

	fmt.Println(mayDeploy(context.Background(), existing, candidate, twins))
	// Output:
	// 1 of 2 devices would lose the proxy, such as a-2
}

// mayDeploy says what is against a deployment; nil for nothing. twins are the pages of
// the answer to the query of all devices.
func mayDeploy(ctx context.Context, existing, candidate string, twins ...string) error {
	var plan fleet.Plan
	for name, text := range map[string]string{"existing": existing, "candidate": candidate} {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		plan.Files = append(plan.Files, fleet.File{Name: name, Doc: doc, New: name == "candidate"})
	}
	var pages []fleet.Input
	for i, page := range twins {
		pages = append(pages, fleet.Input{Name: fmt.Sprintf("page %d", i+1), R: strings.NewReader(page)})
	}
	if err := plan.Read(ctx, pages...); err != nil {
		return err
	}
	r := plan.Report()
	switch lost, unknown := r.Verdicts[fleet.Loses], r.Verdicts[fleet.Unknown]; {
	case lost > 0:
		return fmt.Errorf("%d of %d devices would lose the proxy, such as %s", lost, r.Devices, r.Losses[0].Examples[0])
	case unknown > 0:
		return fmt.Errorf("%d of %d devices could not be judged: %s", unknown, r.Devices, r.Unknown[0].Why[0])
	case r.Devices == 0:
		return errors.New("there are no devices in the answer")
	}
	return nil
}
