// Package schemas holds the JSON Schemas of the documents that edgeproxy reads
// and writes, in draft-07, the draft that editors support best.
//
//	text, err := schemas.Read("deployment")
//	for _, name := range schemas.Names() {
//		fmt.Println(name)
//	}
//
// There are these schemas:
//
//   - deployment: a base deployment manifest
//   - layered: a layered deployment
//   - template: a base or layered deployment with placeholders
//   - configuration: a deployment as IoT Hub keeps it, or an array of them
//   - config: the configuration file .edgeproxy.yaml
//   - sites: the list of sites for "edgeproxy apply --sites"
//   - report: what "edgeproxy lint --format json" prints
//
// Each schema is complete in itself. Its $id is a name, never an address to
// fetch. The first four accept whatever the IoT Edge runtime takes, unknown
// members and other-cased names included, and refuse only what makes the
// runtime refuse the deployment.
//
// Where a value may have several forms (anyOf), the first is the form that people
// should write: a message says what is wrong by the first form.
//
// The package does not validate, so a program can import it for the texts alone.
package schemas

import (
	"embed"
	"fmt"
	"strings"
)

// The first four are bundled from the folder source, whose shared.json holds
// the definitions that they have in common.
//
//go:generate go test -run ^TestBundles$ -update

//go:embed *.json
var files embed.FS

// Names lists the schemas in alphabetical order.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // the root of an embedded file system is always there
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".json")
	}
	return names
}

// Read returns the text of the schema with the given name, one of Names. The error for
// another name lists them all.
func Read(name string) ([]byte, error) {
	text, err := files.ReadFile(name + ".json")
	if err != nil {
		return nil, fmt.Errorf("unknown schema %q: the schemas are %s", name, strings.Join(Names(), ", "))
	}
	return text, nil
}
