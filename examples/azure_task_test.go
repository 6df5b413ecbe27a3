//go:build unix

package examples_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/starter"
)

// TestAzureTasks holds the pipeline with our tasks to what the tasks declare.
// That the tasks do what they say is tested beside them (cmd/azure-task).
func TestAzureTasks(t *testing.T) {
	var pipeline azurePipeline
	strict(t, read(t, "azure-task.yml"), &pipeline)
	var steps []azureStep
	for _, stage := range pipeline.Stages {
		for _, job := range stage.Jobs {
			steps = append(steps, job.Steps...)
			steps = append(steps, job.Strategy.RunOnce.Deploy.Steps...)
		}
	}
	used := map[string]bool{}
	for _, step := range steps {
		name, version, _ := strings.Cut(step.Task, "@")
		if !strings.HasPrefix(name, "Edgeproxy") {
			continue
		}
		used[name] = true
		declared := azureTask(t, name)
		if version != "0" || declared.Version.Major != 0 {
			t.Errorf("%s is not of the version %d", step.Task, declared.Version.Major)
		}
		inputs := map[string]bool{}
		for _, input := range declared.Inputs {
			inputs[input.Name] = true
			if input.Required && input.DefaultValue == "" && step.Inputs[input.Name] == "" {
				t.Errorf("%s lacks its input %s", step.Task, input.Name)
			}
		}
		for name := range step.Inputs {
			if !inputs[name] {
				t.Errorf("%s has no input %s", step.Task, name)
			}
		}
	}
	if len(used) != 2 {
		t.Errorf("the pipeline uses %v", used)
	}
}

// taskJSON is what we need of a task's declaration.
type taskJSON struct {
	Name    string
	Version struct{ Major, Minor, Patch int }
	Inputs  []struct {
		Name, DefaultValue string
		Required           bool
	}
}

func azureTask(t *testing.T, name string) (task taskJSON) {
	t.Helper()
	decode(t, read(t, "../cmd/azure-task/"+name+"/task.json"), &task)
	return task
}

// TestVersionsAgree: the newest release of the changelog is the version of the
// action, of the tasks and of the hooks that the README shows.
func TestVersionsAgree(t *testing.T) {
	newest := regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)\]`).FindStringSubmatch(read(t, "../CHANGELOG.md"))
	if newest == nil {
		t.Fatal("the changelog has no release")
	}
	version := newest[1]
	var action githubAction
	strict(t, read(t, "../.github/actions/edgeproxy/action.yml"), &action)
	if got := action.Inputs["version"].Default; got != "v"+version {
		t.Errorf("the action uses %s: expected v%s", got, version)
	}
	var extension, pack, editor struct{ Version string }
	decode(t, read(t, "../cmd/vscode/package.json"), &editor)
	if editor.Version != version {
		t.Errorf("the extension for VS Code is %s: expected %s", editor.Version, version)
	}
	decode(t, read(t, "../cmd/azure-task/vss-extension.json"), &extension)
	decode(t, read(t, "../cmd/azure-task/package.json"), &pack)
	if extension.Version != version || pack.Version != version {
		t.Errorf("the extension for Azure Pipelines is %s and %s: expected %s", extension.Version, pack.Version, version)
	}
	if starter.Release != "v"+version {
		t.Errorf("init writes hooks of %s: expected v%s", starter.Release, version)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s+rev: (\S+)`).FindAllStringSubmatch(read(t, "../README.md"), -1) {
		if m[1] != "v"+version {
			t.Errorf("the README shows the hooks of %s: expected v%s", m[1], version)
		}
	}
}
