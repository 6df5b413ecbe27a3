package examples_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestReadmeHooks makes sure that the configuration of pre-commit in the README
// is one, and that its hooks exist.
func TestReadmeHooks(t *testing.T) {
	block := regexp.MustCompile("(?s)```yaml\n( *repos:.*?)```").FindStringSubmatch(read(t, "../README.md"))
	if block == nil {
		t.Fatal("the README shows no configuration of pre-commit")
	}
	var config struct {
		Repos []struct {
			Repo, Rev string
			Hooks     []struct {
				ID     string
				Stages []string
			}
		}
	}
	if err := yaml.UnmarshalWithOptions([]byte(block[1]), &config, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID string }
	if err := yaml.Unmarshal([]byte(read(t, "../.pre-commit-hooks.yaml")), &hooks); err != nil {
		t.Fatal(err)
	}
	if len(config.Repos) != 1 || len(config.Repos[0].Hooks) == 0 || config.Repos[0].Rev == "" || !strings.HasSuffix(config.Repos[0].Repo, "/edgeproxy") {
		t.Fatalf("%+v", config)
	}
	for _, h := range config.Repos[0].Hooks {
		if !slices.Contains(hooks, struct{ ID string }{h.ID}) {
			t.Errorf("there is no hook %q", h.ID)
		}
	}
}
