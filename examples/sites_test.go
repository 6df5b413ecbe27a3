package examples_test

import (
	"context"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// TestSites: both lists of sites can be made as they are, and nothing is to be said of
// them.
func TestSites(t *testing.T) {
	env := map[string]string{"BUILD": "77", "PLANT_B_PROXY": "http://10.2.0.4:3128"}
	for _, list := range []string{"sites.yaml", "sites.csv"} {
		in := project.SitesInput{List: list, Manifest: "scaffold.json", Getenv: func(name string) string { return env[name] }, NoConfig: true}
		res, err := project.CompareSites(context.Background(), project.SiteOptions{SitesInput: in, Out: t.TempDir()}, nil)
		if err != nil || len(res.Files) != 4 || res.Deployments != 4 || len(res.Notes) > 0 {
			t.Errorf("%s: %+v, error %v", list, res, err)
		}
		linted, err := project.LintSites(context.Background(), in, project.Options{NoConfig: true})
		if err != nil || linted.Fails() {
			t.Errorf("%s: %+v, error %v", list, linted, err)
		}
	}
}
