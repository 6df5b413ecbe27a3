package project_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// lintSites lints a list of sites in the current folder with the manifest bare.json.
func lintSites(t *testing.T, list, manifest string, opts project.Options) (*project.Result, error) {
	t.Helper()
	in := siteOptions(t, list).SitesInput
	in.NoConfig = opts.NoConfig
	if manifest != "" {
		writeText(t, "bare.json", manifest)
	}
	return project.LintSites(context.Background(), in, opts)
}

// found are the findings of a run, in the form of the format concise.
func found(t *testing.T, res *project.Result, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.Concise(&b, res.Run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const deploymentOfSites = "deployment: { id: \"l-{site}\", target-condition: \"tags.site='{site}'\", priority: 3 }\n"

// TestLintSites: a finding of the manifest stands at its place there and names the sites
// that have it; one about a site stands in the list.
func TestLintSites(t *testing.T) {
	t.Chdir(t.TempDir())
	manifest := strings.Replace(fixture(t, "bare.json"), `"restartPolicy": "always"`, `"restartPolicy": "aways"`, 1)
	line := 1 + strings.Count(manifest[:strings.Index(manifest, `"aways"`)], "\n")
	list := strings.Replace(threePlants, "http://10.1.0.4", "http://localhost", 1)
	for _, deployment := range []string{"", deploymentOfSites} {
		res, err := lintSites(t, deployment+list, manifest, project.Options{NoConfig: true})
		got := found(t, res, err)
		at := 3 + strings.Count(deployment, "\n")
		for _, want := range []string{
			fmt.Sprintf("bare.json:%d:", line), "EP005", " (all 4 sites)\n",
			fmt.Sprintf("sites.yaml:%d:3: ", at), "EP206", `(site "plant-a")`,
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%q: %s is missing in\n%s", deployment, want, got)
			}
		}
		if strings.Count(got, "EP005") != 1 || strings.Contains(got, "EP204") || strings.Contains(got, "EP101") || !res.Fails() {
			t.Errorf("findings:\n%s", got)
		}
		for _, f := range res.Run.Files {
			for _, d := range f.Findings {
				if d.Rule == "EP005" && (!strings.HasPrefix(d.Pointer, "/modulesContent/$edgeAgent/") || d.Snippet.Text[d.Snippet.Start:d.Snippet.End] != `"aways"`) {
					t.Errorf("%s stands at %q", d.Pointer, d.Snippet.Text)
				}
				if len(d.Fixes) > 0 {
					t.Errorf("%s has a fix, which is for another text", d.Rule)
				}
			}
		}
	}
}

// TestLintSitesPassword: a password in the list is a finding, and one that is filled in
// from the environment is none.
func TestLintSitesPassword(t *testing.T) {
	t.Chdir(t.TempDir())
	list := "sites:\n  a: { proxy-url: \"http://u:hunter2@10.0.0.1:3128\" }\n  b: { proxy-url: \"http://u:hunter2@10.0.0.2:3128\" }\n  c: { proxy-url: \"${PLANT_B}\" }\n"
	res, err := lintSites(t, list, "", project.Options{NoConfig: true})
	got := found(t, res, err)
	if strings.Count(got, "EP204") != 1 || !strings.Contains(got, `(sites "a" and "b")`) || !strings.HasPrefix(got, "sites.yaml:2:3: ") {
		t.Errorf("findings:\n%s", got)
	}
	var b bytes.Buffer
	if err := report.Text(&b, res.Run, report.Options{}); err != nil || strings.Contains(b.String(), "hunter2") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestLintSitesConfiguration: severities and ignore entries are those of the manifest.
func TestLintSitesConfiguration(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".git/HEAD", "")
	manifest := strings.Replace(fixture(t, "bare.json"), `"restartPolicy": "always"`, `"restartPolicy": "aways"`, 1)
	writeText(t, ".edgeproxy.yaml", `ignore: [{ rule: EP005, path: bare.json, pointer: "/modulesContent/$edgeAgent", reason: "known" }]`)
	res, err := lintSites(t, deploymentOfSites+threePlants, manifest, project.Options{})
	if got := found(t, res, err); strings.Contains(got, "error EP005") || res.Fails() {
		t.Errorf("findings:\n%s", got)
	}
}

// TestLintSitesErrors: what cannot be made cannot be checked, and a manifest that cannot
// be read is a finding.
func TestLintSitesErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := lintSites(t, "sites:\n  a: { proxy-url: none, modules: [nosuch] }\n  b: { proxy-url: none, modules: [nosuch] }\n", "", project.Options{NoConfig: true})
	expectError(t, err, `bare.json: no module "nosuch"`)
	expectError(t, err, `(sites "a" and "b")`)
	_, err = lintSites(t, "sites: {}", "", project.Options{NoConfig: true})
	expectError(t, err, "sites.yaml: it lists no site")
	res, err := lintSites(t, threePlants, "{", project.Options{NoConfig: true})
	if got := found(t, res, err); !strings.HasPrefix(got, "bare.json:1:2: error EP001 ") {
		t.Errorf("findings:\n%s", got)
	}
	_, err = lintSites(t, threePlants, "", project.Options{NoConfig: true, Outputs: []string{"sites.yaml"}})
	var over *project.OverwriteError
	if !errors.As(err, &over) {
		t.Errorf("error %v", err)
	}
}
