package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// workflow is what the tests look at in a workflow of GitHub.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []struct {
			Uses, Run string
			With      map[string]any
		}
	}
}

// TestWorkflows keeps the tools of others away from the right to write to the
// repository: a job that has it checks nothing out and runs nothing but
// programs of the machine, actions are pinned by commit, and no checkout leaves
// its credentials behind.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	pinned := regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40}$`)
	foreign := regexp.MustCompile(`\.ci/|\b(npm|npx|go|pip|apt|apt-get|node|curl|wget)\b`)
	writers := 0
	for _, file := range files {
		var w workflow
		if err := yaml.Unmarshal([]byte(readText(t, file)), &w); err != nil {
			t.Fatal(err)
		}
		if canWrite(w.Permissions) || w.Permissions == nil {
			t.Errorf("%s: all jobs may write", file)
		}
		for name, job := range w.Jobs {
			writes := canWrite(job.Permissions)
			if writes {
				writers++
			}
			for _, step := range job.Steps {
				if step.Uses != "" && !pinned.MatchString(step.Uses) {
					t.Errorf("%s: %s: %s is not pinned by commit", file, name, step.Uses)
				}
				isCheckout := strings.HasPrefix(step.Uses, "actions/checkout@")
				if isCheckout && step.With["persist-credentials"] != false {
					t.Errorf("%s: %s: the checkout keeps its credentials", file, name)
				}
				if writes && (isCheckout || foreign.MatchString(step.Run)) {
					t.Errorf("%s: %s may write to the repository, and runs %s%s", file, name, step.Uses, step.Run)
				}
			}
		}
	}
	if writers == 0 {
		t.Error("no job makes the release: this test has lost its subject")
	}
}

func canWrite(permissions map[string]string) bool {
	for _, right := range permissions {
		if strings.Contains(right, "write") {
			return true
		}
	}
	return false
}

// TestPackageScripts keeps npm from running what packages bring.
func TestPackageScripts(t *testing.T) {
	files, err := filepath.Glob("../../.ci/*")
	if err != nil {
		t.Fatal(err)
	}
	installs := 0
	for _, file := range files {
		for line := range strings.Lines(readText(t, file)) {
			if strings.Contains(line, "npm install") || strings.Contains(line, "npm ci") {
				installs++
				if !slices.Contains(strings.Fields(line), "--ignore-scripts") {
					t.Errorf("%s: npm without --ignore-scripts: %s", file, line)
				}
			}
		}
	}
	if installs == 0 {
		t.Error("nothing is installed: this test has lost its subject")
	}
}
