package project_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

const threePlants = `output: "{site}.json"
sites:
  plant-a: { proxy-url: http://10.1.0.4:3128 }
  plant-b: { proxy-url: "${PLANT_B}" }
  plant-c: { proxy-url: http://10.1.0.4:3128 }
  office: { proxy-url: none }
`

// siteOptions are those of a list in the current folder, with the manifest bare.json.
func siteOptions(t *testing.T, list string) project.SiteOptions {
	t.Helper()
	writeText(t, "sites.yaml", list)
	writeText(t, "bare.json", fixture(t, "bare.json"))
	env := func(name string) string {
		if name == "PLANT_B" {
			return "http://u:hunter2@10.2.0.4:3128"
		}
		return ""
	}
	return project.SiteOptions{Out: "out", SitesInput: project.SitesInput{List: "sites.yaml", Manifest: "bare.json", Getenv: env, NoConfig: true}}
}

func folder(t *testing.T, path string) string {
	t.Helper()
	entries, err := os.ReadDir(path)
	if errors.Is(err, os.ErrNotExist) {
		return "-"
	}
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestWriteSites(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, threePlants)
	before, err := project.CompareSites(context.Background(), opts, nil)
	if err != nil || !before.Differ() || folder(t, "out") != "-" {
		t.Fatalf("%+v, %v: %s", before, err, folder(t, "out"))
	}
	res, err := project.WriteSites(context.Background(), opts)
	if err != nil || res.Sites != 4 || len(res.Files) != 4 || res.Files[1].State != project.SiteNew {
		t.Fatalf("%+v, %v", res, err)
	}
	if got := folder(t, "out"); got != "office.json plant-a.json plant-b.json plant-c.json" {
		t.Errorf("the folder holds %s", got)
	}
	doc, err := manifest.Parse([]byte(fixture(t, "bare.json")))
	if err != nil {
		t.Fatal(err)
	}
	want, err := doc.Apply(manifest.Proxy{URL: proxyURL(t, "http://u:hunter2@10.2.0.4:3128")}, manifest.Targets{})
	if err != nil || readText(t, "out/plant-b.json") != string(want.Bytes()) || readText(t, "out/office.json") != fixture(t, "bare.json") {
		t.Errorf("plant-b.json: %s", readText(t, "out/plant-b.json"))
	}
	// A second run has nothing to do; what differs, or is written for no site, is named.
	if again, err := project.CompareSites(context.Background(), opts, nil); err != nil || again.Differ() {
		t.Errorf("%+v, %v", again, err)
	}
	writeText(t, "out/plant-a.json", fixture(t, "behind.json"))
	writeText(t, "out/old.json", fixture(t, "behind.json"))
	writeText(t, "out/other.json", `{}`)
	writeText(t, "out/README.md", "$edgeAgent")
	var shown []string
	res, err = project.CompareSites(context.Background(), opts, func(f *project.SiteFile, old, text []byte) error {
		shown = append(shown, fmt.Sprintf("%s %t %t", f.Name, string(old) == fixture(t, "behind.json"), strings.Contains(string(text), "10.1.0.4")))
		return nil
	})
	if err != nil || strings.Join(shown, "|") != "out/plant-a.json true true" || strings.Join(res.Stale, "|") != "out/old.json" || !res.Differ() {
		t.Errorf("%q, stale %q, %v", shown, res.Stale, err)
	}
	if res, err := project.WriteSites(context.Background(), opts); err != nil || res.Files[0].State != project.SiteChanged || readText(t, "out/old.json") != fixture(t, "behind.json") {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestStaleWithoutEnding: temporary files of the run are no files of sites, whatever the
// names of those are.
func TestStaleWithoutEnding(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, strings.Replace(threePlants, "{site}.json", "{site}", 1))
	writeText(t, "out/old", fixture(t, "behind.json"))
	if res, err := project.WriteSites(context.Background(), opts); err != nil || strings.Join(res.Stale, "|") != "out/old" {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestGroupedSites(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, "deployment: { id: \"l-{group}\", target-condition: \"tags.site='{site}'\", priority: 3 }\n"+threePlants)
	opts.Grouped = true
	res, err := project.WriteSites(context.Background(), opts)
	if err != nil || res.Deployments != 3 || strings.Join(res.Files[0].Sites, " ") != "plant-a plant-c" || folder(t, "out") != "office.json plant-a.json plant-b.json" {
		t.Fatalf("%+v, %v", res, err)
	}
	if got := readText(t, "out/plant-a.json"); !strings.Contains(got, `"tags.site = 'plant-a' OR tags.site = 'plant-c'"`) {
		t.Errorf("plant-a.json:\n%s", got)
	}
}

// TestLongCondition: how long a target condition may be is not known, and that is said.
func TestLongCondition(t *testing.T) {
	t.Chdir(t.TempDir())
	var list strings.Builder
	list.WriteString("deployment: { id: \"l-{site}\", target-condition: \"tags.site='{site}'\" }\nsites:\n")
	for i := range 100 {
		fmt.Fprintf(&list, "  plant-%d: { proxy-url: none }\n", i)
	}
	opts := siteOptions(t, list.String())
	opts.Grouped = true
	res, err := project.CompareSites(context.Background(), opts, nil)
	if err != nil || len(res.Notes) != 1 || len(res.Notes[0].Sites) != 100 || !strings.HasPrefix(res.Notes[0].Text, "their target condition has 2586 characters") {
		t.Errorf("%v: notes %+v", err, res.Notes)
	}
}

// TestSitesAllOrNothing: if a site fails, or a file cannot be written, no file is.
func TestSitesAllOrNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, threePlants+"  odd: { proxy-url: none, modules: [nosuch] }\n  odd2: { proxy-url: none, modules: [nosuch] }\n")
	_, err := project.WriteSites(context.Background(), opts)
	expectError(t, err, `bare.json: no module "nosuch"`)
	expectError(t, err, `(sites "odd" and "odd2")`)
	if got := folder(t, "out"); got != "-" {
		t.Errorf("the folder holds %s", got)
	}
	opts = siteOptions(t, threePlants)
	if err := os.MkdirAll("out/plant-c.json", 0o755); err != nil {
		t.Fatal(err)
	}
	_, err = project.WriteSites(context.Background(), opts)
	expectError(t, err, "out/plant-c.json: is there already, and is no file")
	if got := folder(t, "out"); got != "plant-c.json" {
		t.Errorf("the folder holds %s", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := project.WriteSites(ctx, opts); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestSitesEnd: where what is made cannot be handed on, nothing more is made.
func TestSitesEnd(t *testing.T) {
	t.Chdir(t.TempDir())
	closed, calls := errors.New("the output is closed"), 0
	_, err := project.CompareSites(context.Background(), siteOptions(t, threePlants), func(*project.SiteFile, []byte, []byte) error {
		calls++
		return closed
	})
	if !errors.Is(err, closed) || calls != 1 {
		t.Errorf("%d calls, error %v", calls, err)
	}
}

// TestSitesRefused: nothing that the run reads is overwritten, nor what is no manifest.
func TestSitesRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, "sites:\n  bare: { proxy-url: none }\n")
	opts.Out = "."
	var over *project.OverwriteError
	if _, err := project.WriteSites(context.Background(), opts); !errors.As(err, &over) || over.Name != "bare.json" {
		t.Errorf("error %v", err)
	}
	opts = siteOptions(t, "sites:\n  package: { proxy-url: none }\n")
	writeText(t, "out/package.json", `{"name": "theirs"}`)
	_, err := project.WriteSites(context.Background(), opts)
	expectError(t, err, "out/package.json: is there already, and is no deployment manifest")
	opts.Out = "bare.json/out"
	_, err = project.WriteSites(context.Background(), opts)
	expectError(t, err, "bare.json: is no folder: expected one for the files of the sites")
	opts.Manifest = ""
	if _, err := project.WriteSites(context.Background(), opts); !errors.Is(err, project.ErrNoSitesManifest) {
		t.Errorf("error %v", err)
	}
	opts.Manifest = "sites.yaml"
	_, err = project.WriteSites(context.Background(), opts)
	expectError(t, err, "sites.yaml:1:1: ")
}

// TestSiteNotes: what there is to say of many sites is said once.
func TestSiteNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	var list strings.Builder
	list.WriteString("deployment: { id: \"l-{site}\", target-condition: \"*\" }\nsites:\n")
	for i := range 102 {
		fmt.Fprintf(&list, "  p%d: { proxy-url: http://10.0.0.%d:3128, modules: [\"nosuch*\"] }\n", i, i)
	}
	res, err := project.CompareSites(context.Background(), siteOptions(t, list.String()), nil)
	if err != nil || len(res.Notes) != 3 {
		t.Fatalf("%v: notes %+v", err, res.Notes)
	}
	for i, want := range []string{`the pattern "nosuch*" matches no module`, `these deployments have the same target condition, "*"`, "102 deployments are 2 more than a hub takes: 100 fit"} {
		if n := res.Notes[i]; !strings.HasPrefix(n.Text, want) || (len(n.Sites) == 102) != (i < 2) {
			t.Errorf("note about %d sites: %s", len(n.Sites), n.Text)
		}
	}
	list.Reset()
	list.WriteString("deployment: { id: \"l-{site}\", target-condition: \"tags.a='{site}' NOT tags.b='1'\" }\n" + threePlants)
	if res, err = project.CompareSites(context.Background(), siteOptions(t, list.String()), nil); err != nil || len(res.Notes) != 1 || len(res.Notes[0].Sites) != 4 || !strings.Contains(res.Notes[0].Text, "write AND NOT") {
		t.Errorf("%v: notes %+v", err, res.Notes)
	}
	opts := siteOptions(t, threePlants)
	writeText(t, "bare.json", `{"id": "one", "content": `+fixture(t, "bare.json")+`, "targetCondition": "*", "priority": 1}`)
	if res, err = project.CompareSites(context.Background(), opts, nil); err != nil || len(res.Notes) != 1 || !strings.Contains(res.Notes[0].Text, `the id "one" of the manifest`) {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestSitesConfiguration: the configuration of the manifest holds for all sites.
func TestSitesConfiguration(t *testing.T) {
	t.Chdir(t.TempDir())
	opts := siteOptions(t, "sites:\n  a: { proxy-url: http://10.1.0.4:3128 }\n")
	opts.NoConfig = false
	writeText(t, ".edgeproxy.yaml", "proxy: { url: \"${P}\", upstream-protocol: MqttWs }\n")
	writeText(t, filepath.Join(".git", "HEAD"), "")
	if _, err := project.WriteSites(context.Background(), opts); err != nil {
		t.Fatal(err)
	}
	if got := readText(t, "out/a.json"); strings.Count(got, `"MqttWs"`) != 2 || strings.Count(got, "10.1.0.4") != 2 {
		t.Errorf("a.json:\n%s", got)
	}
}
