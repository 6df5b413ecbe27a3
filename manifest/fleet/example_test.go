package fleet_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// A new deployment with a higher priority takes the proxy from the device whose tags its
// target condition matches.
func Example() {
	const existing = `{"id": "plants", "priority": 10, "targetCondition": "tags.site='plant-a'", "content": {"modulesContent": {
		"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"env": {"https_proxy": {"value": "http://10.1.0.4:3128"}}}}}}}}}`
	const candidate = `{"id": "line-2", "priority": 20, "targetCondition": "tags.line='2'", "content": {"modulesContent": {
		"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {}}}}}}}`
	const twins = `{"deviceId": "a-1", "tags": {"site": "plant-a", "line": "1"}}
{"deviceId": "a-2", "tags": {"site": "plant-a", "line": "2"}}`

	var deployments []*fleet.Deployment
	for _, text := range []string{existing, candidate} {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			log.Fatal(err)
		}
		d, err := fleet.New(doc.Deployments()[0], fleet.Given{})
		if err != nil {
			log.Fatal(err)
		}
		deployments = append(deployments, d)
	}
	deployments[1].New = true
	hub := fleet.NewHub(deployments)
	extractor, chooser := hub.Extractor(), hub.Chooser()
	source := fleet.NewSource(strings.NewReader(twins))
	for {
		records, err := source.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			log.Fatal(err)
		}
		for i := range records.List {
			device, err := extractor.Device(records, i)
			if err != nil {
				log.Fatal(err)
			}
			choices := chooser.Choose(device)
			fmt.Printf("%s: %s now, %s then\n", device.ID, proxyOf(choices.Now), proxyOf(choices.Then))
		}
	}
	// Output:
	// a-1: http://10.1.0.4:3128 now, http://10.1.0.4:3128 then
	// a-2: http://10.1.0.4:3128 now, no proxy then
}

// proxyOf is the proxy of edgeAgent in the manifest that a device gets.
func proxyOf(choice *fleet.Choice) string {
	base, certain := choice.Base()
	if base == nil || !certain {
		return "no proxy that is known"
	}
	doc, err := manifest.Parse(fleet.Merge(choice.Stack(base)).Bytes)
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range doc.Deployments()[0].Modules() {
		if found := m.Lookup(manifest.ProxyVar); m.Name == manifest.EdgeAgent && len(found) > 0 {
			return found[0].Value
		}
	}
	return "no proxy"
}
