package project_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
			fmt.Sprintf("sites.yaml:%d:25: ", at), "EP206", `(site "plant-a")`,
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
	if strings.Count(got, "EP204") != 1 || !strings.Contains(got, `(sites "a" and "b")`) || !strings.HasPrefix(got, "sites.yaml:2:19: ") {
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

// TestLintSitesWords: a finding whose cause stands in the list names the key there, once
// for all modules that get the value; one about a module of the manifest is the same for
// all sites, whatever their proxies are.
func TestLintSitesWords(t *testing.T) {
	t.Chdir(t.TempDir())
	list := `defaults: { no-proxy: none }
sites:
  a: { proxy-url: http://10.0.0.1, modules: [thermometer] }
  b: { proxy-url: http://10.0.0.2:3128, upstream-protocol: none }
  c: { proxy-url: "http://u:hunter2@10.0.0.3:3128" }
`
	env := `"env": { "https_proxy": { "value": "http://10.9.9.9:3128" }, "no_proxy": { "value": "localhost,edgeHub" } }, "settings": {`
	manifest := strings.Replace(fixture(t, "bare.json"), `"blob1": {`, `"blob1": { `+env+` "image": "x.example.com/y:1" } }, "old": {`, 1)
	res, err := lintSites(t, list, manifest, project.Options{NoConfig: true, Selected: []string{"EP203", "EP204", "EP209", "EP304"}})
	var b strings.Builder
	for _, f := range res.Run.Files {
		for _, d := range f.Findings {
			fmt.Fprintf(&b, "%s:%v %s %s: %s\n", f.Path, d.Start, d.Rule, d.Message, d.Help)
		}
	}
	want := `bare.json:31:57 EP209 https_proxy of module "blob1" is "http://10.9.9.9:3128": expected the proxy of the site (all 3 sites): ` +
		`name the module in "modules" of the list of sites, so that it gets the proxy of each site
sites.yaml:3:19 EP203 https_proxy of edgeAgent names no port: expected http://HOST:PORT (site "a"): ` +
		`the key in the list is "proxy-url"; without a port, port 80 is used; add the port of the proxy, even if it is 80
sites.yaml:4:3 EP304 edgeHub has a proxy, and neither edgeHub nor edgeAgent sets UpstreamProtocol: expected AmqpWs or MqttWs (site "b"): ` +
		`the key in the list is "upstream-protocol"; edgeHub would use AMQP over TCP past the proxy, and has no fallback; set UpstreamProtocol to AmqpWs on both
sites.yaml:5:19 EP204 https_proxy of edgeAgent holds a password in plain text: expected a placeholder (site "c"): ` +
		`write "${NAME}" for the password, or for the whole "proxy-url": it is replaced by the variable of the environment; and change the password, which the repository's history keeps
`
	if diff := cmp.Diff(want, b.String()); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// TestLintSitesIgnored: what stands in the list is ignored by an entry with its path.
func TestLintSitesIgnored(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, ".git/HEAD", "")
	const list = "sites:\n  a: { proxy-url: \"http://localhost:3128\" }\n"
	for path, want := range map[string]string{"sites.yaml": "edgeproxy: let pass", "bare.json": "edgeproxy: let pass", "other.yaml": "sites.yaml:2:19: error EP206"} {
		writeText(t, ".edgeproxy.yaml", `ignore: [{ rule: EP206, path: `+path+`, reason: "known" }]`)
		res, err := lintSites(t, list, "", project.Options{Selected: []string{"EP206"}})
		if got := found(t, res, err); !strings.HasPrefix(got, want) {
			t.Errorf("%s: findings:\n%s", path, got)
		}
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
