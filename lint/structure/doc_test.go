package structure_test

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func Example() {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {
  "type": "docker", "status": "runing", "restartPolicy": "always", "settings": {"image": "registry.example.com/m:1"}}}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range doc.Deployments() {
		for _, f := range structure.Faults(doc, d) {
			fmt.Printf("%s: %s is %s: expected %s\n", doc.Position(f.Node.Span().Start), f.Node.Key(), f.Is, f.Want)
		}
	}
	// Output:
	// 2:31: status is "runing": expected "running" or "stopped"
}
