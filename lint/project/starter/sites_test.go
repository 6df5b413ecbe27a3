package starter

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// madeSites is a repository in the current folder in which the manifests of a list have
// been made: three sites with proxies of their own, and one without.
func madeSites(t *testing.T, list string) {
	t.Helper()
	t.Chdir(folder(t, map[string]string{
		".git/HEAD":        "",
		"lists/plants.csv": list,
		"deployment.json":  strings.ReplaceAll(deployment("{}", "blob", "{}"), `,"env":{}`, ""),
	}))
	_, err := project.WriteSites(context.Background(), project.SiteOptions{Out: "made", SitesInput: project.SitesInput{List: "lists/plants.csv", Manifest: "deployment.json"}})
	if err != nil {
		t.Fatal(err)
	}
}

const plants = "site,proxy-url,upstream-protocol,modules\na,http://10.0.0.1:3128,,\nb,http://10.0.0.2:3128,MqttWs,blob\nc,http://10.0.0.3:3128,,\noffice,none,,\n"

// TestSites: the configuration fits the manifests of sites. Lint has nothing to say of
// them that it would not say without it, and what apply makes for the sites stays.
func TestSites(t *testing.T) {
	madeSites(t, plants)
	plan, err := Make(context.Background(), Options{Azure: true, GitHub: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []*Sites{{List: "lists/plants.csv", Number: 4, Manifest: "deployment.json", Out: "made",
		files: []string{"made/a.json", "made/b.json", "made/c.json", "made/office.json"}, noProxy: []string{"made/office.json"}}}
	if diff := cmp.Diff(want, plan.Sites, cmp.AllowUnexported(Sites{})); diff != "" {
		t.Error(diff)
	}
	for _, f := range plan.Files {
		if f.Name == config.FileName {
			settings(t, f.Text)
			if err := os.WriteFile(f.Name, []byte(f.Text), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if !strings.HasSuffix(f.Name, "-steps.yml") && !strings.Contains(f.Text, ": edgeproxy apply --check --out made --sites lists/plants.csv --config .edgeproxy.yaml deployment.json\n") {
			t.Errorf("%s does not check the sites:\n%s", f.Name, f.Text)
		}
	}
	res, err := project.Lint(context.Background(), []string{"."}, project.Options{})
	if err != nil || len(res.Run.Files) != 5 || res.Fails() {
		t.Fatalf("%v: %+v", err, res.Run.Files)
	}
	in := project.SitesInput{List: "lists/plants.csv", Manifest: "deployment.json"}
	if res, err := project.CompareSites(context.Background(), project.SiteOptions{Out: "made", SitesInput: in}, nil); err != nil || res.Differ() {
		t.Errorf("the configuration changes what the sites get: %+v, %v", res, err)
	}
}

// TestSitesLater: what a configuration lacks that was there before the sites is told, and
// nothing once it has been added.
func TestSitesLater(t *testing.T) {
	madeSites(t, plants)
	text := "proxy: { url: \"http://10.0.0.1:3128\" }\noverrides:\n"
	for _, want := range []string{"  - proxy: { required: false }\n    paths:\n      - \"deployment.json\"\n      - \"made/office.json\"\n", ""} {
		if err := os.WriteFile(config.FileName, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		plan, err := Make(context.Background(), Options{})
		if err != nil || len(plan.Files) > 0 {
			t.Fatalf("%v: %+v", err, plan)
		}
		got := ""
		for _, s := range plan.Snippets {
			got += s.Text
		}
		if got != want || plan.Sites[0].OneProxy != ".edgeproxy.yaml:1" {
			t.Errorf("got %q, want %q, and one proxy by %q", got, want, plan.Sites[0].OneProxy)
		}
		text += got
	}
}

// TestSitesToBeMade: where the manifests of the sites are not in the repository, the
// pipeline checks what they would get, with the environment that the list needs.
func TestSitesToBeMade(t *testing.T) {
	files := map[string]string{
		"a.json":          deployment("{}", "x", "{}"),
		"b.json":          deployment("{}", "x", "{}"),
		"it's/sites.yaml": "manifest: ../a.json\ndefaults: { proxy-url: \"${NORTH}\" }\nsites: plants.csv\n",
		"it's/plants.csv": "site,proxy-url\np1,\np2,\"http://u:${PASSWORD}@p:1\"\n",
		"other.yaml":      "sites: [a, b]\n",
	}
	plan := makePlan(t, Options{Folder: folder(t, files), Azure: true, GitHub: true})
	command := `edgeproxy lint --sites 'it'\\''s/sites.yaml' --config .edgeproxy.yaml --format auto`
	for name, want := range map[string]string{
		"azure-pipelines.yml":             "\n  - bash: \"" + command + "\"\n    displayName: Check what each site would get\n    env:\n      NORTH: $(NORTH)\n      PASSWORD: $(PASSWORD)\n",
		".github/workflows/edgeproxy.yml": "\n      - run: \"" + command + "\"\n        name: Check what each site would get\n        env:\n          NORTH: ${{ secrets.NORTH }}\n          PASSWORD: ${{ secrets.PASSWORD }}\n",
		config.FileName:                   "    paths:\n      - \"a.json\"\n\n",
	} {
		if !strings.Contains(plan[name], want) {
			t.Errorf("%s: expected %s in\n%s", name, want, plan[name])
		}
	}
	for name, text := range plan {
		var any map[string]any
		if err := yaml.Unmarshal([]byte(text), &any); err != nil {
			t.Errorf("%s: %v in\n%s", name, err, text)
		}
	}
	if settings(t, plan[config.FileName]); strings.Contains(plan[config.FileName], "b.json") {
		t.Errorf("b.json belongs to no list:\n%s", plan[config.FileName])
	}
}

// TestSitesOfAnEnvironment: manifests that were made with an environment of their time are
// not compared with those of another.
func TestSitesOfAnEnvironment(t *testing.T) {
	madeSites(t, plants)
	if err := os.WriteFile("lists/plants.csv", []byte(strings.Replace(plants, "10.0.0.1", "${HOST}", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	plan, err := Make(context.Background(), Options{})
	if err != nil || len(plan.Sites) != 1 || plan.Sites[0].Out != "made" {
		t.Fatalf("%v: %+v", err, plan)
	}
	if got := plan.Sites[0].Command(); got != "edgeproxy lint --sites lists/plants.csv deployment.json" {
		t.Error(got)
	}
}

// TestSitesUnclear: a list that names no manifest is told, and no pipeline guesses one.
func TestSitesUnclear(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": deployment("{}", "x", "{}"), "b.json": deployment("{}", "x", "{}"), "plants.csv": plants})
	plan, err := Make(context.Background(), Options{Folder: dir, Azure: true})
	if err != nil || len(plan.Sites) != 1 || plan.Sites[0].Manifest != "" || plan.Sites[0].Number != 4 {
		t.Fatalf("%v: %+v", err, plan)
	}
	for _, f := range plan.Files {
		if strings.Contains(f.Text, "--sites plants.csv") {
			t.Errorf("%s guesses the manifest:\n%s", f.Name, f.Text)
		}
	}
}

// TestSitesInGroups: sites that share files are compared as they were made.
func TestSitesInGroups(t *testing.T) {
	madeSites(t, strings.Replace(plants, "10.0.0.3", "10.0.0.1", 1))
	if err := os.Remove("made/c.json"); err != nil {
		t.Fatal(err)
	}
	plan, err := Make(context.Background(), Options{})
	if err != nil || len(plan.Sites) != 1 {
		t.Fatalf("%v: %+v", err, plan)
	}
	if got := plan.Sites[0].Command(); got != "edgeproxy apply --check --out made --group --sites lists/plants.csv deployment.json" {
		t.Error(got)
	}
}
