package starter

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// deployment is a manifest whose edgeAgent and whose module of a name have an env.
func deployment(agent, name, env string) string {
	return `{"modulesContent":{"$edgeAgent":{"properties.desired":{"schemaVersion":"1.1","runtime":{"type":"docker","settings":{}},
"systemModules":{"edgeAgent":{"type":"docker","settings":{"image":"a"},"env":` + agent + `},"edgeHub":{"type":"docker","status":"running","restartPolicy":"always","settings":{"image":"b"}}},
"modules":{"` + name + `":{"type":"docker","status":"running","restartPolicy":"always","settings":{"image":"c"},"env":` + env + `}}}}}}`
}

func variable(name, value string) string { return `{"` + name + `":{"value":"` + value + `"}}` }

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func makePlan(t *testing.T, o Options) map[string]string {
	t.Helper()
	plan, err := Make(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range plan.Files {
		files[f.Name] = f.Text
	}
	return files
}

// settings parses a configuration.
func settings(t *testing.T, text string) *config.Config {
	t.Helper()
	c, err := config.Parse(config.FileName, []byte(text), lint.DefaultRules())
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return c
}

// TestConfiguration: what the manifests agree on stands in the configuration, which
// is valid whatever they hold.
func TestConfiguration(t *testing.T) {
	proxy, other := variable("https_proxy", "http://10.0.0.8:3128"), variable("https_proxy", "http://10.0.0.9:3128")
	tests := []struct {
		name  string
		files map[string]string
		lines []string
	}{
		{"nothing is here", nil, []string{"  # url: http://proxy.example.com:3128", `  # modules: ["blob*"]`, "  upstream-protocol: AmqpWs"}},
		{"most win", map[string]string{"a.json": deployment(proxy, "x", "{}"), "b/b.json": deployment(proxy, "blob", proxy), "c.json": deployment(other, "y", "{}")},
			[]string{"  url: http://10.0.0.8:3128 # of 2 of 3 edgeAgents here", `  modules: ["blob"]`}},
		{"they do not agree", map[string]string{"a.json": deployment(proxy, "x", "{}"), "b.json": deployment(other, "blob", proxy), "c.json": deployment("{}", "y", "{}")},
			[]string{"  # 2 edgeAgents here have 2 proxies: see \"overrides\" below\n", "# overrides:\n", `  modules: ["blob"]`}},
		{"a password stays out", map[string]string{"a.json": deployment(variable("https_proxy", "http://u:hunter2@10.0.0.8:3128"), "x", "{}")},
			[]string{"  url: ${PROXY_URL} # instead of the address of 1 of 1 edgeAgents here"}},
		{"a token stays out", map[string]string{"a.json": deployment(variable("https_proxy", "http://hunter2@10.0.0.8:3128"), "x", "{}")},
			[]string{"  url: ${PROXY_URL} # instead of the address of 1 of 1 edgeAgents here"}},
		{"a placeholder", map[string]string{"a.json": deployment(variable("https_proxy", "${PROXY}"), "x", "{}")}, []string{"  url: ${PROXY} # of 1 of 1 edgeAgents here"}},
		{"hostile names", map[string]string{"a.json": deployment(proxy, `a\": [}\n# \u001b##vso[`, proxy), "b.json": deployment(proxy, "true", proxy)}, []string{`  modules: ["true"]`}},
		{"a protocol", map[string]string{"a.json": deployment(variable("UpstreamProtocol", "MqttWs"), "x", "{}")}, []string{"  upstream-protocol: MqttWs"}},
		{"broken manifests", map[string]string{"a.json": `{"modulesContent": {"$edgeAgent"`}, []string{"  # url: http://proxy.example.com:3128"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := makePlan(t, Options{Folder: folder(t, test.files)})[config.FileName]
			for _, line := range test.lines {
				if !strings.Contains(text, line) {
					t.Errorf("no %q in\n%s", line, text)
				}
			}
			if strings.Contains(text, "hunter2") || strings.Contains(text, "\x1b") {
				t.Errorf("the configuration holds what it must not:\n%s", text)
			}
			settings(t, text)
		})
	}
}

// TestProxyOption: an address that is given wins, and none with a password.
func TestProxyOption(t *testing.T) {
	for _, value := range []string{"http://proxy.example.com:3128", "${PROXY_URL}", "#{PROXY_URL}#"} {
		url, err := manifest.ParseProxyURL(value)
		if err != nil {
			t.Fatal(err)
		}
		c := settings(t, makePlan(t, Options{Folder: t.TempDir(), Proxy: url})[config.FileName])
		if got := c.Proxy.URL.Value; got.Reveal() != value {
			t.Errorf("%s: the configuration says %v", value, got)
		}
	}
	for _, value := range []string{"http://u:hunter2@proxy.example.com:3128", "http://token@proxy.example.com:3128", "http://token:@proxy.example.com:3128"} {
		url, err := manifest.ParseProxyURL(value)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Make(context.Background(), Options{Folder: t.TempDir(), Proxy: url}); !errors.Is(err, ErrPassword) {
			t.Errorf("a user: %v", err)
		}
	}
}

// TestNothingIsOverwritten: what exists is kept, and what it lacks is told.
func TestNothingIsOverwritten(t *testing.T) {
	mine := map[string]string{".edgeproxy.yaml": "mine", ".pre-commit-config.yaml": "repos: []\n", "azure-pipelines.yml": "steps: []\n", ".github/workflows/edgeproxy.yml": "mine"}
	o := Options{Folder: folder(t, mine), PreCommit: true, Azure: true, GitHub: true}
	plan, err := Make(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var planned, snippets []string
	for _, f := range plan.Files {
		planned = append(planned, f.Name)
	}
	for _, s := range plan.Snippets {
		snippets = append(snippets, s.File)
	}
	if diff := cmp.Diff([]string{".azure/edgeproxy-steps.yml"}, planned); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{".pre-commit-config.yaml", "azure-pipelines.yml"}, snippets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{".edgeproxy.yaml", ".github/workflows/edgeproxy.yml"}, plan.Kept); diff != "" {
		t.Error(diff)
	}

	plan, err = Make(context.Background(), Options{Folder: o.Folder}) // its workflow is there already
	if diff := cmp.Diff([]string{".pre-commit-config.yaml", "azure-pipelines.yml"}, plan.Others); err != nil || diff != "" {
		t.Error(err, diff)
	}
	plan, err = Make(context.Background(), Options{Folder: folder(t, map[string]string{".github/workflows/other.yml": "x: 1\n"})})
	if diff := cmp.Diff([]string{".github"}, plan.Others); err != nil || diff != "" {
		t.Error(err, diff)
	}

	// What was planned and added by hand is there the next time.
	first := makePlan(t, Options{Folder: t.TempDir(), PreCommit: true, Azure: true, GitHub: true})
	again, err := Make(context.Background(), Options{Folder: folder(t, first), PreCommit: true, Azure: true, GitHub: true})
	if err != nil || len(again.Files) > 0 || len(again.Snippets) > 0 || len(again.Kept) != len(first) {
		t.Errorf("the second time: %+v, %v", again, err)
	}
	if plain, err := Make(context.Background(), Options{Folder: folder(t, first)}); err != nil || len(plain.Others) > 0 {
		t.Errorf("without flags: %+v, %v", plain, err)
	}
}

// TestPipelines: they are YAML, name the folder of the manifests, and this release.
func TestPipelines(t *testing.T) {
	dir := folder(t, map[string]string{
		"deploy to/edge's/a.json":   deployment("{}", "x", "{}"),
		"deploy to/edge's/b/b.json": deployment("{}", "x", "{}"),
	})
	files := makePlan(t, Options{Folder: dir, PreCommit: true, Azure: true, GitHub: true})
	if len(files) != 5 {
		t.Errorf("%d files", len(files))
	}
	for name, text := range files {
		var any map[string]any
		if err := yaml.Unmarshal([]byte(text), &any); err != nil {
			t.Errorf("%s: %v in\n%s", name, err, text)
		}
	}
	const folder = `'deploy to/edge'\''s'`
	if text := files[".github/workflows/edgeproxy.yml"]; !strings.Contains(text, "\n            "+folder+"\n") {
		t.Errorf("the workflow does not lint %s:\n%s", folder, text)
	}
	var pipeline struct {
		Steps []struct {
			Template   string
			Parameters map[string]string
		}
	}
	if err := yaml.Unmarshal([]byte(files["azure-pipelines.yml"]), &pipeline); err != nil || len(pipeline.Steps) != 2 || pipeline.Steps[1].Parameters["manifests"] != folder {
		t.Errorf("the pipeline: %+v, %v", pipeline, err)
	}
	if text := files[".pre-commit-config.yaml"]; !strings.Contains(text, "rev: "+Release) {
		t.Errorf("the hook is not of %s: %s", Release, text)
	}
}
