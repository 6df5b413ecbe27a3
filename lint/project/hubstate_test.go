package project_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// TestDeploymentsOfLargeExport: of an export of a hub's state with many devices the
// deployments are read, and no other file may be larger than the limit.
func TestDeploymentsOfLargeExport(t *testing.T) {
	t.Chdir(t.TempDir())
	devices := strings.Repeat(`"d": {"twin": {}}, `, 1000) + `"last": {}`
	writeText(t, "state.json", `{"configurations": {"admDeployments": {}, "edgeDeployments": {"a": {"id": "a", "content": `+fixture(t, "bare.json")+`}}}, "devices": {`+devices+`}}`)
	writeText(t, "other.json", `{"devices": {`+devices+`}}`)
	in := project.Input{MaxSize: 4000}
	for name, deployments := range map[string]int{"state.json": 1, "other.json": 0} {
		found := project.FindNamed([]string{name})
		doc, err := in.Deployments(found.Files[0])
		var tooLarge *project.TooLargeError
		switch {
		case deployments == 0 && !errors.As(err, &tooLarge):
			t.Errorf("%s: error %v", name, err)
		case deployments > 0 && (err != nil || len(doc.Deployments()) != deployments || doc.Deployments()[0].ID != "a"):
			t.Errorf("%s: %v", name, err)
		}
		if _, err := in.Manifest(found.Files[0]); !errors.As(err, &tooLarge) {
			t.Errorf("%s as a manifest: error %v", name, err)
		}
	}
}
