package rules

import (
	"fmt"
	"strings"
)

// HubFile is the file of the examples of rules about deployments and devices together.
const HubFile = "hub.json"

// hub is the state of an IoT Hub, as "az iot hub state export" writes it: deployments, and
// the device d1 with the tag site.
func hub(deployments ...string) string {
	return `{
  "configurations": {
    "edgeDeployments": {
` + strings.Join(deployments, ",\n") + `
    }
  },
  "devices": {
    "d1": {
      "identity": { "capabilities": { "iotEdge": true } },
      "twin": { "tags": { "site": "plant-a" } }
    }
  }
}
`
}

// base is a base deployment for the site, as a member of edgeDeployments.
func base(id string, priority int) string { return baseWith(id, priority, "AmqpWs") }

// brokenBase is a base deployment whose proxy is not used.
func brokenBase(id string, priority int) string { return baseWith(id, priority, "Amqp") }

func baseWith(id string, priority int, protocol string) string {
	return fmt.Sprintf(`      %q: {
        "id": %q, "targetCondition": "tags.site='plant-a'", "priority": %d, "createdTimeUtc": "2026-01-01T00:00:00Z",
        "content": { "modulesContent": {
          "$edgeAgent": { "properties.desired": {
            "schemaVersion": "1.1",
            "runtime": { "type": "docker", "settings": {} },
            "systemModules": {
              "edgeAgent": {
                "type": "docker",
                "settings": { "image": "mcr.microsoft.com/azureiotedge-agent:1.5" },
                "env": { "https_proxy": { "value": "http://proxy.example.com:3128" }, "UpstreamProtocol": { "value": "%[4]s" } }
              },
              "edgeHub": {
                "type": "docker", "status": "running", "restartPolicy": "always",
                "settings": { "image": "mcr.microsoft.com/azureiotedge-hub:1.5" },
                "env": { "https_proxy": { "value": "http://proxy.example.com:3128" }, "UpstreamProtocol": { "value": "%[4]s" } }
              }
            },
            "modules": {}
          } },
          "$edgeHub": { "properties.desired": { "schemaVersion": "1.1", "routes": {}, "storeAndForwardConfiguration": { "timeToLiveSecs": 7200 } } }
        } }
      }`, id, id, priority, protocol)
}

// layer is a layered deployment for the site, as a member of edgeDeployments.
func layer(id string, priority int) string {
	return fmt.Sprintf(`      %q: {
        "id": %q, "targetCondition": "tags.site='plant-a'", "priority": %d,
        "content": { "modulesContent": { "$edgeAgent": { "properties.desired.modules.camera": {
          "type": "docker", "status": "running", "restartPolicy": "always", "settings": { "image": "example.azurecr.io/camera:1.0" }
        } } } }
      }`, id, id, priority)
}

// many is the base deployment of the site, and layers that match no device.
func many(n int) []string {
	all := []string{base("line", 20)}
	for i := 1; i < n; i++ {
		all = append(all, fmt.Sprintf(`      "spare-%03d": { "id": "spare-%03d", "targetCondition": "tags.site='none'", "priority": 30, "content": { "modulesContent": { "$edgeAgent": {} } } }`, i, i))
	}
	return all
}
