package rules

// The rules' examples are whole deployments that differ in one place, so that
// a test can lint them and people see what matters as a difference.

// proxyEnv is an env as it should be.
const proxyEnv = `"env": {
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              },
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`

// proxyValue is an env of a module with a given proxy.
func proxyValue(url string) string {
	return `"env": {
              "https_proxy": {
                "value": "` + url + `"
              },
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`
}

// protocolValue is an env with the usual proxy and a given UpstreamProtocol.
func protocolValue(protocol string) string {
	return `"env": {
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              },
              "UpstreamProtocol": {
                "value": "` + protocol + `"
              }
            }`
}

// proxyOnly is an env with the usual proxy and no UpstreamProtocol.
const proxyOnly = `"env": {
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`

// deployment is a base deployment. agent and hub are the members that follow
// settings in the system modules, modules the ordinary modules, all as text.
func deployment(agent, hub, modules string) string {
	return deploymentOf(systemModule{members: agent}, systemModule{members: hub}, modules)
}

// systemModule is what the examples vary in a system module. The zero value is
// a module without env.
type systemModule struct {
	tag           string // of the image; "" for 1.5
	createOptions string // as JSON text; "" for "{}"
	members       string // what follows settings
}

func deploymentOf(agent, hub systemModule, modules string) string {
	if modules != "" {
		modules = "\n" + modules + "\n        "
	}
	return `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "schemaVersion": "1.1",
        "runtime": {
          "type": "docker",
          "settings": {}
        },
        "systemModules": {
          "edgeAgent": {
            "type": "docker",
` + agent.settings("agent") + `
          },
          "edgeHub": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
` + hub.settings("hub") + `
          }
        },
        "modules": {` + modules + `}
      }
    },
    "$edgeHub": {
      "properties.desired": {
        "schemaVersion": "1.1",
        "routes": {},
        "storeAndForwardConfiguration": {
          "timeToLiveSecs": 7200
        }
      }
    }
  }
}
`
}

func (m systemModule) settings(name string) string {
	if m.tag == "" {
		m.tag = "1.5"
	}
	if m.createOptions == "" {
		m.createOptions = `"{}"`
	}
	text := `            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-` + name + `:` + m.tag + `",
              "createOptions": ` + m.createOptions + `
            }`
	if m.members != "" {
		text += ",\n            " + m.members
	}
	return text
}

// module is an ordinary module for deployment. members follow settings.
func module(name, image, members string) string {
	text := `          "` + name + `": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "settings": {
              "image": "` + image + `",
              "createOptions": "{}"
            }`
	if members != "" {
		text += ",\n            " + members
	}
	return text + "\n          }"
}
