//go:build unix

package examples_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// The keys of a pipeline that the examples use. Decoding is strict: an unknown
// key is a mistake.
type (
	azurePipeline struct {
		Trigger   any
		Variables []struct{ Group, Name, Value string }
		Pool      any
		Stages    []azureStage
	}
	azureStage struct {
		Stage     string
		DependsOn string `yaml:"dependsOn"`
		Condition string
		Jobs      []azureJobOf
	}
	azureJobOf struct {
		Job, Deployment, Environment string
		Steps                        []azureStep
		Strategy                     struct {
			RunOnce struct {
				Deploy struct{ Steps []azureStep }
			} `yaml:"runOnce"`
		}
	}
	azureTemplate struct {
		Parameters []azureParameter
		Steps      []azureStep
	}
	azureParameter struct {
		Name, Type, Default string
		Values              []string
	}
	azureStep struct {
		Checkout, Bash, Task string
		FetchDepth           string `yaml:"fetchDepth"`
		DisplayName          string `yaml:"displayName"`
		Condition            string
		Env, Inputs          map[string]string
	}
)

// azureTasks are the tasks with their inputs; those that a task cannot do
// without are marked.
var azureTasks = map[string]map[string]bool{
	"GoTool@0": {"version": true},
	"PublishTestResults@2": {"testResultsFormat": true, "testResultsFiles": true, "searchFolder": false,
		"testRunTitle": false, "failTaskOnMissingResultsFile": false},
	"PublishBuildArtifacts@1": {"PathtoPublish": true, "ArtifactName": true},
	"AzureIoTEdge@2": {"action": true, "deploymentFilePath": true, "connectedServiceNameARM": true, "iothubname": true,
		"deploymentid": true, "priority": true, "deviceOption": true, "targetcondition": true},
}

// azureAgent behaves as the agent of Azure Pipelines does.
type azureAgent struct {
	*agent
	vars    map[string]string
	secrets map[string]string // defined, but not in the environment of scripts
	issues  int               // task.logissue
	junit   string
	sarif   string
	deploys []string // the manifests that were deployed
}

// azureJob is an agent for one job. Its scripts run as the task Bash@3 runs them:
// without -e.
func azureJob(t *testing.T, r repository, vars, secrets map[string]string) *azureAgent {
	t.Helper()
	a := &azureAgent{agent: job(t, r, "bash", "--noprofile", "--norc"), secrets: secrets}
	a.vars = map[string]string{
		"TF_BUILD":                       "True",
		"Agent.TempDirectory":            a.temp,
		"Build.SourcesDirectory":         a.repo,
		"Build.ArtifactStagingDirectory": t.TempDir(),
		"Build.BuildId":                  "4711",
		"Build.SourceBranch":             "refs/heads/main",
		"edgeproxyCommit":                head(t, origin(t)),
	}
	for name, value := range vars {
		a.vars[name] = value
	}
	return a
}

var azureMacro = regexp.MustCompile(`\$\(([^()]+)\)`)

// expand replaces the macros $(name) whose variable is defined; the agent
// leaves the others as they are.
func (a *azureAgent) expand(text string) string {
	return azureMacro.ReplaceAllStringFunc(text, func(macro string) string {
		name := macro[2 : len(macro)-1]
		if secret, ok := a.secrets[name]; ok {
			return secret
		}
		if value, ok := a.vars[name]; ok {
			return a.expand(value)
		}
		return macro
	})
}

// environment is what a script of a step finds: the variables with their names
// in capitals, and what the step itself sets.
func (a *azureAgent) environment(step azureStep) (env []string) {
	for name := range a.vars {
		env = append(env, strings.ToUpper(strings.NewReplacer(".", "_", " ", "_").Replace(name))+"="+a.expand("$("+name+")"))
	}
	for name, value := range step.Env {
		env = append(env, name+"="+a.expand(value))
	}
	return env
}

func (a *azureAgent) run(steps []azureStep) {
	a.t.Helper()
	for _, step := range steps {
		switch step.Condition {
		case "", "succeeded()":
			if a.failed {
				continue
			}
		case "succeededOrFailed()":
		case "and(succeededOrFailed(), eq(variables['edgeproxyReports'], 'written'))":
			if a.vars["edgeproxyReports"] != "written" {
				continue
			}
		default:
			a.t.Fatalf("condition %q of a step: the test does not know it", step.Condition)
		}
		switch {
		case step.Checkout == "self":
		case step.Task != "":
			a.task(step)
		case strings.HasPrefix(step.Bash, "set -euo pipefail\n"):
			a.obey(a.script(step.DisplayName, a.expand(step.Bash), a.environment(step)...))
		default:
			a.t.Errorf("a step does nothing, or goes on after a command that fails: %+v", step)
		}
	}
}

var azureCommand = regexp.MustCompile(`##vso\[([a-z]+\.[a-z]+)([^\]]*)\](.*)`)

// obey runs the logging commands in the output of a script.
func (a *azureAgent) obey(output string) {
	a.t.Helper()
	for _, c := range azureCommand.FindAllStringSubmatch(output, -1) {
		switch c[1] {
		case "task.prependpath":
			a.path = append([]string{c[3]}, a.path...)
		case "task.uploadsummary":
			a.summary = read(a.t, c[3])
		case "task.setvariable":
			a.vars[strings.TrimPrefix(c[2], " variable=")] = c[3]
		case "task.logissue":
			a.issues++
		default:
			a.t.Errorf("unexpected command %s", c[0])
		}
	}
}

// task checks a task's inputs and does what matters of it.
func (a *azureAgent) task(step azureStep) {
	a.t.Helper()
	known, ok := azureTasks[step.Task]
	if !ok {
		a.t.Fatalf("unknown task %s", step.Task)
	}
	in := map[string]string{}
	for name, value := range step.Inputs {
		if _, ok := known[name]; !ok {
			a.t.Errorf("%s has no input %q", step.Task, name)
		}
		in[name] = a.expand(value)
		if azureMacro.MatchString(in[name]) {
			a.t.Errorf("%s: variable in %q is not defined", step.Task, in[name])
		}
	}
	for name, required := range known {
		if required && in[name] == "" {
			a.t.Errorf("%s lacks its input %q", step.Task, name)
		}
	}
	a.ran = append(a.ran, step.Task)
	switch step.Task {
	case "PublishTestResults@2":
		a.junit = filepath.Join(in["searchFolder"], in["testResultsFiles"])
	case "PublishBuildArtifacts@1":
		files, err := filepath.Glob(filepath.Join(in["PathtoPublish"], "*"))
		if err != nil || len(files) != 1 || filepath.Ext(files[0]) != ".sarif" || in["ArtifactName"] != "CodeAnalysisLogs" {
			a.t.Errorf("artifact %s holds %q, want CodeAnalysisLogs with one *.sarif", in["ArtifactName"], files)
			return
		}
		a.sarif = files[0]
	case "AzureIoTEdge@2":
		if in["action"] != "Deploy to IoT Edge devices" || in["deviceOption"] != "Multiple Devices" {
			a.t.Errorf("action %q, deviceOption %q", in["action"], in["deviceOption"])
		}
		if !regexp.MustCompile(`^[a-z0-9:+%_#*?!(),=@;'-]{1,128}$`).MatchString(in["deploymentid"]) || !strings.Contains(in["deploymentid"], a.vars["Build.BuildId"]) {
			a.t.Errorf("deployment ID %q is not one of this run alone that a hub takes", in["deploymentid"])
		}
		a.deploys = append(a.deploys, in["deploymentFilePath"])
	}
}

// runPipeline runs the stages of azure-pipelines.yml and returns the agent of
// each; nil for a stage that was skipped.
func runPipeline(t *testing.T, r repository, vars, secrets map[string]string) (check, deploy *azureAgent) {
	t.Helper()
	var pipeline azurePipeline
	strict(t, read(t, "azure-pipelines.yml"), &pipeline)
	defined := map[string]string{"IotHub": "plant-hub"}
	for _, v := range pipeline.Variables {
		if v.Name != "" && v.Value != "" { // those without are for the user to give
			defined[v.Name] = v.Value
		}
	}
	for name, value := range vars {
		defined[name] = value
	}
	if !strings.Contains(read(t, "azure-pipelines.yml"), "- name: edgeproxyCommit\n    value: ''\n") {
		t.Error("the pipeline does not pin edgeproxy")
	}
	if len(pipeline.Stages) != 2 || len(pipeline.Stages[0].Jobs) != 1 || len(pipeline.Stages[1].Jobs) != 1 {
		t.Fatal("expected two stages of one job each")
	}
	check = azureJob(t, r, defined, nil) // the secret is not mapped there
	check.run(pipeline.Stages[0].Jobs[0].Steps)

	stage := pipeline.Stages[1]
	if stage.DependsOn != pipeline.Stages[0].Stage || stage.Condition != "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))" {
		t.Fatalf("stage %s: the test does not know when it runs", stage.Stage)
	}
	if check.failed || check.vars["Build.SourceBranch"] != "refs/heads/main" {
		return check, nil
	}
	deploy = azureJob(t, r, defined, secrets)
	deploy.run(stage.Jobs[0].Strategy.RunOnce.Deploy.Steps)
	return check, deploy
}

const proxyWithPassword = "http://edge:p%40ss@proxy.example.com:3128"

// placeholders are the files of a repository as azure-pipelines.yml expects it.
func placeholders(t *testing.T) repository {
	t.Helper()
	return repository{files: map[string]string{
		"manifests/deployment.json": strings.ReplaceAll(read(t, "behind-proxy.json"), "http://proxy.example.com:3128", "${PROXY_URL}"),
		".edgeproxy.yaml":           "proxy:\n  url: ${PROXY_URL}\n",
	}}
}

func TestAzurePipeline(t *testing.T) {
	check, deploy := runPipeline(t, placeholders(t), nil, map[string]string{"ProxyUrl": proxyWithPassword})
	if check.failed || deploy == nil || deploy.failed {
		t.Fatalf("the pipeline fails:\n%s", check.log.String())
	}
	if failed, rules := findings(t, check.junit, check.sarif); len(failed)+len(rules)+check.issues > 0 || !strings.Contains(check.summary, "## edgeproxy") {
		t.Errorf("findings %q %q, summary %q", failed, rules, check.summary)
	}
	if len(deploy.deploys) != 1 {
		t.Fatalf("deployed %q", deploy.deploys)
	}
	if got := proxies(t, deploy.deploys[0]); !slices.Equal(got, []string{proxyWithPassword, proxyWithPassword}) {
		t.Errorf("deployed with the proxies %q", got)
	}
	if deploy.issues > 0 {
		t.Errorf("the check before the deployment complains of the proxy that the pipeline has filled in:\n%s", deploy.log.String())
	}
	if strings.Contains(check.log.String()+deploy.log.String(), "p%40ss") {
		t.Errorf("the log holds the password:\n%s", deploy.log.String())
	}
}

// TestAzurePipelineRefuses: a manifest that takes the proxy away stops the
// pipeline, and every report says why.
func TestAzurePipelineRefuses(t *testing.T) {
	r := placeholders(t)
	r.files["manifests/fallback/deployment.json"] = read(t, "scaffold.json")
	check, deploy := runPipeline(t, r, nil, map[string]string{"ProxyUrl": proxyWithPassword})
	if !check.failed || deploy != nil {
		t.Fatal("the pipeline goes on")
	}
	check.said("sourcepath=" + filepath.Join(check.repo, "manifests/fallback/deployment.json") + ";linenumber=13;columnnumber=11;code=EP101;]")
	failed, rules := findings(t, check.junit, check.sarif)
	if diff := cmp.Diff([][]string{{"EP101 agent-proxy-missing"}, {"EP101"}}, [][]string{failed, rules}); diff != "" || check.issues != 1 {
		t.Errorf("%d issues, reports %s", check.issues, diff)
	}
	if !strings.Contains(check.summary, "EP101") {
		t.Errorf("summary %s", check.summary)
	}
}

// TestAzurePipelineWithoutSecret: a secret that is not defined must not reach
// the devices as the text of its macro.
func TestAzurePipelineWithoutSecret(t *testing.T) {
	check, deploy := runPipeline(t, placeholders(t), nil, nil)
	if check.failed || deploy == nil || !deploy.failed || len(deploy.deploys) > 0 {
		t.Fatal("it was deployed")
	}
	deploy.said("code=EP207")
}

// TestAzurePipelineCompares: a change that takes something away from what main
// has is refused, even if the result would do by itself.
func TestAzurePipelineCompares(t *testing.T) {
	const manifest, protocol = "manifests/deployment.json", ",\n              \"UpstreamProtocol\": {\n                \"value\": \"AmqpWs\"\n              }"
	r := placeholders(t)
	r.main = map[string]string{manifest: r.files[manifest]}
	r.files[manifest] = strings.Replace(r.files[manifest], protocol, "", 1)
	check, deploy := runPipeline(t, r, nil, nil)
	failed, _ := findings(t, check.junit, check.sarif)
	if !slices.Contains(failed, "EP105 agent-proxy-removed") || deploy != nil {
		t.Errorf("findings %q", failed)
	}
}

// TestAzurePipelineOfPullRequest: a pull request is compared with the branch that
// it is for, here the only one that there is.
func TestAzurePipelineOfPullRequest(t *testing.T) {
	const manifest, protocol = "manifests/deployment.json", ",\n              \"UpstreamProtocol\": {\n                \"value\": \"AmqpWs\"\n              }"
	for _, target := range []string{"refs/heads/release/1", "release/1"} { // of Azure Repos, of GitHub
		r := placeholders(t)
		r.base, r.main = "release/1", map[string]string{manifest: r.files[manifest]}
		r.files[manifest] = strings.Replace(r.files[manifest], protocol, "", 1)
		check, deploy := runPipeline(t, r, map[string]string{"Build.SourceBranch": "refs/pull/7/merge", "System.PullRequest.TargetBranch": target}, nil)
		failed, _ := findings(t, check.junit, check.sarif)
		if !slices.Contains(failed, "EP105 agent-proxy-removed") || deploy != nil {
			t.Errorf("for %s: findings %q\n%s", target, failed, check.log.String())
		}
	}
}

// TestAzurePipelineNeedsCommit: what is not pinned is not built, and the steps
// that always run add no failure to the first.
func TestAzurePipelineNeedsCommit(t *testing.T) {
	for commit, why := range map[string]string{
		"":                       "edgeproxyCommit: expected the 40 hexadecimal digits",
		"main":                   "edgeproxyCommit: expected the 40 hexadecimal digits",
		strings.Repeat("0a", 20): "0a0a0a",
	} {
		check, deploy := runPipeline(t, placeholders(t), map[string]string{"edgeproxyCommit": commit}, nil)
		if diff := cmp.Diff([]string{"Install edgeproxy"}, check.failures); diff != "" || deploy != nil {
			t.Errorf("commit %q: failed steps %s", commit, diff)
		}
		check.said(why)
	}
}

// TestAzurePipelineOfBranch: other branches are checked and not deployed.
func TestAzurePipelineOfBranch(t *testing.T) {
	check, deploy := runPipeline(t, placeholders(t), map[string]string{"Build.SourceBranch": "refs/pull/7/merge"}, nil)
	if check.failed || deploy != nil {
		t.Error("it was deployed")
	}
}

// TestAzureSecret: the secret stands in env and nowhere else.
func TestAzureSecret(t *testing.T) {
	for line := range strings.Lines(read(t, "azure-pipelines.yml")) {
		code, _, _ := strings.Cut(line, " #")
		if strings.Contains(code, "$(ProxyUrl)") && !strings.HasPrefix(strings.TrimSpace(line), "#") && strings.TrimSpace(code) != "EDGEPROXY_PROXY_URL: $(ProxyUrl)" {
			t.Errorf("the secret leaves the environment: %s", line)
		}
	}
}

// TestAzureSteps runs the template with its defaults and with other parameters.
func TestAzureSteps(t *testing.T) {
	tests := []struct {
		parameters map[string]string
		failed     bool
		rules      []string
	}{
		{nil, true, []string{"EP101", "EP303", "EP303"}},
		{map[string]string{"failOn": "never"}, false, []string{"EP101", "EP303", "EP303"}},
		{map[string]string{"manifests": "a b/*.json", "flags": "--severity EP303=warning --ignore EP101", "failOn": "warning"}, true, []string{"EP303", "EP303"}},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.parameters), func(t *testing.T) {
			a := azureJob(t, repository{files: map[string]string{
				"a/deployment.json": read(t, "scaffold.json"),
				"b/deployment.json": read(t, "wrong-protocol.json"),
				"package.json":      "{}",
			}}, nil, nil)
			a.run(azureSteps(t, test.parameters))
			_, rules := findings(t, a.junit, a.sarif)
			if diff := cmp.Diff(test.rules, rules); diff != "" || a.failed != test.failed {
				t.Errorf("failed %t, rules %s\n%s", a.failed, diff, a.log.String())
			}
		})
	}
}

// TestAzureStepsOfPullRequest: the template compares a pull request with its target, and
// says what its checkout lacks. A baseline goes into flags.
func TestAzureStepsOfPullRequest(t *testing.T) {
	const manifest, protocol = "manifests/deployment.json", ",\n              \"UpstreamProtocol\": {\n                \"value\": \"AmqpWs\"\n              }"
	r := placeholders(t)
	r.base, r.main = "release/1", map[string]string{manifest: r.files[manifest]}
	r.files[manifest] = strings.Replace(r.files[manifest], protocol, "", 1)
	a := azureJob(t, r, map[string]string{"System.PullRequest.TargetBranch": "refs/heads/release/1"}, nil)
	a.run(azureSteps(t, map[string]string{"manifests": "manifests"}))
	failed, _ := findings(t, a.junit, a.sarif)
	if !slices.Contains(failed, "EP105 agent-proxy-removed") {
		t.Errorf("findings %q\n%s", failed, a.log.String())
	}
	a = azureJob(t, r, map[string]string{"System.PullRequest.TargetBranch": "refs/heads/nosuch"}, nil)
	a.run(azureSteps(t, map[string]string{"manifests": "manifests", "flags": "--baseline baseline.json --write-baseline"}))
	if !a.failed {
		t.Error("nothing was compared, and nothing failed")
	}
	a.said(`git knows no revision "refs/remotes/origin/nosuch"`)
	a = azureJob(t, r, nil, nil)
	a.run(azureSteps(t, map[string]string{"manifests": "manifests", "flags": "--baseline baseline.json --write-baseline"}))
	if a.failed {
		t.Error(a.log.String())
	}
}

var azureExpression = regexp.MustCompile(`\$\{\{ parameters\.(\w+) \}\}`)

// azureSteps expands azure-steps.yml.
func azureSteps(t *testing.T, parameters map[string]string) []azureStep {
	t.Helper()
	text := read(t, "azure-steps.yml")
	var template azureTemplate
	strict(t, text, &template)
	values := map[string]string{}
	given := map[string]string{"commit": head(t, origin(t))}
	maps.Copy(given, parameters)
	parameters = given
	for _, p := range template.Parameters {
		value, given := parameters[p.Name]
		if !given {
			value = p.Default
		}
		if p.Values != nil && !slices.Contains(p.Values, value) || p.Type != "string" {
			t.Errorf("parameter %s does not take %q", p.Name, value)
		}
		if !strings.Contains(text, "${{ parameters."+p.Name+" }}") {
			t.Errorf("parameter %s is not used", p.Name)
		}
		values[p.Name] = value
	}
	expand := func(text string) string {
		return azureExpression.ReplaceAllStringFunc(text, func(expression string) string {
			name := azureExpression.FindStringSubmatch(expression)[1]
			value, ok := values[name]
			if !ok {
				t.Errorf("%s is not declared", expression)
			}
			return value
		})
	}
	for i := range template.Steps {
		step := &template.Steps[i]
		step.Bash = expand(step.Bash)
		for name, value := range step.Inputs {
			step.Inputs[name] = expand(value)
		}
	}
	return template.Steps
}

// strict decodes YAML and fails the test for a key that it does not know.
func strict(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.UnmarshalWithOptions([]byte(text), into, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
}
