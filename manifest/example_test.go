package manifest_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// deployment is what a scaffold makes: edgeAgent has no env, so that the
// device loses its proxy with this deployment.
const deployment = `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "systemModules": {
          "edgeAgent": {
            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-agent:1.5"
            }
          },
          "edgeHub": {
            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-hub:1.5"
            },
            "env": {
              "https_proxy": { "value": "http://user:password@old.example.com:8080" }
            }
          }
        },
        "modules": {
          "blob": {
            "settings": {
              "image": "mcr.microsoft.com/azure-blob-storage:latest",
              "createOptions": "{\"Env\":[\"HTTPS_PROXY=http://10.0.0.8:3128\"]}"
            }
          }
        }
      }
    }
  }
}
`

// The modules of a deployment, and the settings that each of them has on the
// device, wherever in the manifest they stand.
func ExampleParse() {
	doc, err := manifest.Parse([]byte(deployment))
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range doc.Deployments() {
		fmt.Println(d.Kind, "deployment")
		for _, m := range d.Modules() {
			fmt.Println(m.Name, m.Image())
			for _, v := range m.Lookup("https_proxy") {
				fmt.Printf("  %s=%s from %s\n", v.Name, secret.Address(v.Value), v.Source)
			}
		}
	}
	// Output:
	// base deployment
	// edgeAgent mcr.microsoft.com/azureiotedge-agent:1.5
	// edgeHub mcr.microsoft.com/azureiotedge-hub:1.5
	//   https_proxy=http://***@old.example.com:8080 from env
	// blob mcr.microsoft.com/azure-blob-storage:latest
	//   HTTPS_PROXY=http://10.0.0.8:3128 from createOptions.Env
}

// Set the proxy of edgeAgent and edgeHub. The document itself does not change;
// the new text is in the result, with a list of what was done.
func ExampleDocument_Apply() {
	doc, err := manifest.Parse([]byte(deployment))
	if err != nil {
		log.Fatal(err)
	}
	proxy, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		log.Fatal(err)
	}
	res, err := doc.Apply(manifest.Proxy{URL: proxy}, manifest.Targets{})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range res.Changes {
		fmt.Println(c)
	}
	fmt.Println(len(res.Bytes()) > len(doc.Bytes()))
	// Output:
	// edgeAgent: add https_proxy = "http://proxy.example.com:3128"
	// edgeAgent: add UpstreamProtocol = "AmqpWs"
	// edgeHub: change https_proxy from "http://***@old.example.com:8080" to "http://proxy.example.com:3128"
	// edgeHub: add UpstreamProtocol = "AmqpWs"
	// true
}

// A layered deployment has no system modules, so that its modules are chosen
// by name or pattern. What is added looks like what is there.
func ExampleTargets() {
	doc, err := manifest.Parse([]byte(`{
  "content": {
    "modulesContent": {
      "$edgeAgent": {
        "properties.desired.modules.blob-a": {
          "settings": { "image": "registry.example.com/blob:1" },
          "env": {
            "LOG": { "value": "info" }
          }
        },
        "properties.desired.modules.sensor": {
          "settings": { "image": "registry.example.com/sensor:1" }
        }
      }
    }
  }
}
`))
	if err != nil {
		log.Fatal(err)
	}
	proxy, err := manifest.ParseProxyURL("${PROXY_URL}") // a tool fills it in later
	if err != nil {
		log.Fatal(err)
	}
	res, err := doc.Apply(
		manifest.Proxy{URL: proxy, UpstreamProtocol: manifest.KeepProtocol, NoProxy: "edgeHub"},
		manifest.Targets{Modules: []string{"blob*"}},
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s", res.Bytes())
	// Output:
	// {
	//   "content": {
	//     "modulesContent": {
	//       "$edgeAgent": {
	//         "properties.desired.modules.blob-a": {
	//           "settings": { "image": "registry.example.com/blob:1" },
	//           "env": {
	//             "LOG": { "value": "info" },
	//             "https_proxy": { "value": "${PROXY_URL}" },
	//             "no_proxy": { "value": "edgeHub" }
	//           }
	//         },
	//         "properties.desired.modules.sensor": {
	//           "settings": { "image": "registry.example.com/sensor:1" }
	//         }
	//       }
	//     }
	//   }
	// }
}

// Where a value stands: its pointer, its position, and its bytes. It stands in
// the JSON string of createOptions here.
func ExampleNode_Span() {
	doc, err := manifest.Parse([]byte(deployment))
	if err != nil {
		log.Fatal(err)
	}
	blob := doc.Deployments()[0].Module("blob")
	for _, v := range blob.Lookup("https_proxy") {
		span := v.Node.Span()
		fmt.Println(v.Node.Pointer())
		fmt.Println(doc.Position(span.Start), "to", doc.Position(span.End))
		fmt.Printf("%s\n", doc.Bytes()[span.Start:span.End])
	}
	// Output:
	// /modulesContent/$edgeAgent/properties.desired/modules/blob/settings/createOptions/Env/0
	// 24:43 to 24:79
	// \"HTTPS_PROXY=http://10.0.0.8:3128\"
}

// Errors have types, so that a program can tell what is wrong from whom to ask.
func ExampleEditError() {
	proxy, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		log.Fatal(err)
	}
	apply := func(text string, options manifest.Proxy, targets manifest.Targets) error {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			return err
		}
		options.URL = proxy
		_, err = doc.Apply(options, targets)
		return err
	}
	explain := func(err error) {
		var syntax *manifest.SyntaxError
		var edit *manifest.EditError
		var existing *manifest.ExistingError
		var unknown *manifest.UnknownModuleError
		switch {
		case errors.As(err, &syntax):
			fmt.Printf("no JSON, line %d: %s\n", syntax.Line, syntax.Msg)
		case errors.As(err, &edit):
			fmt.Printf("%s, line %d: %s\n", edit.Pointer, edit.Position.Line, edit.Msg)
		case errors.As(err, &existing):
			fmt.Printf("%s has %s\n", existing.Module, existing.Old)
		case errors.As(err, &unknown):
			fmt.Printf("%s is none of %q\n", unknown.Name, unknown.Known)
		case errors.Is(err, manifest.ErrNoDeployment):
			fmt.Println("no manifest")
		}
	}
	explain(apply("{\n  \"modulesContent\": {\n", manifest.Proxy{}, manifest.Targets{}))
	explain(apply("{\n  \"modulesContent\": null\n}", manifest.Proxy{}, manifest.Targets{}))
	explain(apply(deployment, manifest.Proxy{Existing: manifest.Fail}, manifest.Targets{}))
	explain(apply(deployment, manifest.Proxy{}, manifest.Targets{Modules: []string{"bolb"}}))
	explain(apply("[]", manifest.Proxy{}, manifest.Targets{}))
	// Output:
	// no JSON, line 3: the file ends too early: the '{' opened at 2:21 is never closed
	// /modulesContent, line 2: "modulesContent" is null: expected an object
	// edgeHub has "http://***@old.example.com:8080"
	// bolb is none of ["blob" "edgeAgent" "edgeHub"]
	// no manifest
}
