package project_test

import (
	"errors"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// readable makes a folder with a manifest, a file that is none, and one that cannot be read.
func readable(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	writeText(t, "in/behind.json", fixture(t, "behind.json"))
	writeText(t, "in/package.json", `{"name": "other"}`)
	writeText(t, "broken.json", `{"modulesContent": `)
}

// TestOverviews: what can be read is there, beside the errors about the others.
func TestOverviews(t *testing.T) {
	readable(t)
	all, err := project.Input{}.Overviews([]string{"in"}, "")
	if err != nil || len(all) != 1 || all[0].Name != "in/behind.json" || len(all[0].Deployments) == 0 {
		t.Errorf("%+v, %v", all, err)
	}
	all, err = project.Input{}.Overviews([]string{"broken.json", "in"}, "")
	expectError(t, err, "broken.json")
	if len(all) != 1 {
		t.Errorf("%d files, beside one that is broken", len(all))
	}
	writeText(t, "empty/package.json", "{}")
	var none *project.NoManifestError
	if _, err := (project.Input{}).Overviews([]string{"empty"}, ""); !errors.As(err, &none) {
		t.Errorf("a folder without manifests: %v", err)
	}
	all, err = project.Input{}.Overviews([]string{"in"}, "no-device")
	if err == nil || all != nil {
		t.Errorf("%+v of a device that does not exist, %v", all, err)
	}
}

// TestEndpoints: there is a list if all files can be read, and no list otherwise.
func TestEndpoints(t *testing.T) {
	readable(t)
	list, err := project.Input{}.Endpoints([]string{"in"}, endpoints.Options{})
	if err != nil || len(list.Endpoints()) == 0 {
		t.Errorf("%+v, %v", list, err)
	}
	list, err = project.Input{}.Endpoints([]string{"in", "broken.json", "none.json"}, endpoints.Options{})
	expectError(t, err, "broken.json")
	expectError(t, err, "none.json")
	if list != nil {
		t.Error("a list, although two files cannot be read")
	}
	writeText(t, "empty/package.json", "{}")
	var none *project.NoManifestError
	if _, err := (project.Input{}).Endpoints([]string{"empty"}, endpoints.Options{}); !errors.As(err, &none) {
		t.Errorf("a folder without manifests: %v", err)
	}
}

// TestInForce: a file need not exist, and a folder is none.
func TestInForce(t *testing.T) {
	readable(t)
	set, err := project.InForce("in/later.json", "")
	if err != nil || set.Found {
		t.Errorf("%+v, %v", set, err)
	}
	writeText(t, "other.yaml", "proxy:\n  url: http://proxy.example.com:3128\n")
	set, err = project.InForce("in/later.json", "other.yaml")
	if err != nil || !set.Found || set.Options().Expect.URL.Reveal() != "http://proxy.example.com:3128" {
		t.Errorf("%+v, %v", set, err)
	}
	_, err = project.InForce("in", "")
	expectError(t, err, "such as in/deployment.json")
	if _, err = project.InForce("", ""); !errors.Is(err, project.ErrEmptyName) {
		t.Errorf("no name: %v", err)
	}
}

// TestDiffers: a preview of fixes differs where a manifest lacks the proxy.
func TestDiffers(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	opts := project.Options{Mode: project.PreviewFixes, Proxy: proxyURL(t, "http://proxy.example.com:3128"), NoConfig: true}
	if !mustLint(t, opts, "a.json").Differs() {
		t.Error("the proxy that is missing makes no difference")
	}
	opts.Mode = project.Check
	if mustLint(t, opts, "a.json").Differs() {
		t.Error("a run that prepares no fixes differs")
	}
}
