//go:build unix

package examples_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The keys of a workflow that the example uses; decoding is strict.
type (
	githubWorkflow struct {
		Name, On    any
		Permissions map[string]string
		Jobs        map[string]struct {
			RunsOn      string `yaml:"runs-on"`
			Permissions map[string]string
			Env         map[string]string
			Steps       []githubStep
		}
	}
	githubStep struct {
		Name, ID, If, Uses, Run string
		Env, With               map[string]string
	}
)

// githubActions are the actions with their inputs.
var githubActions = map[string][]string{
	"actions/checkout@v5":                  {"fetch-depth"},
	"actions/setup-go@v6":                  {"go-version", "cache"},
	"github/codeql-action/upload-sarif@v4": {"sarif_file", "category"},
}

// githubJob runs the job of github-workflow.yml as the runner of GitHub does,
// for a repository, and returns what it uploads.
func githubJob(t *testing.T, r repository, env ...string) (a *agent, sarif string) {
	t.Helper()
	var workflow githubWorkflow
	strict(t, read(t, "github-workflow.yml"), &workflow)
	a = job(t, r, "bash", "-e")
	path, summary, output := filepath.Join(a.temp, "_path"), filepath.Join(a.temp, "_summary"), filepath.Join(a.temp, "_output")
	outputs := ""
	a.env = append(a.env, "GITHUB_ACTIONS=true", "CI=true", "GITHUB_PATH="+path, "GITHUB_STEP_SUMMARY="+summary, "GITHUB_OUTPUT="+output,
		"GITHUB_WORKSPACE="+a.repo, "RUNNER_TEMP="+a.temp)
	for name, value := range workflow.Jobs["lint"].Env {
		a.env = append(a.env, name+"="+value)
	}
	a.env = append(a.env, env...)
	for _, step := range workflow.Jobs["lint"].Steps {
		switch step.If {
		case "":
			if a.failed {
				continue
			}
		case "success() || failure()":
		case "(success() || failure()) && steps.reports.outputs.written == 'true' && github.event.pull_request.head.repo.fork != true":
			if outputs != "reports written=true\n" {
				continue
			}
		default:
			t.Fatalf("condition %q: the test does not know it", step.If)
		}
		if step.Uses != "" {
			inputs, ok := githubActions[step.Uses]
			for name := range step.With {
				if !slices.Contains(inputs, name) || !ok {
					t.Errorf("%s has no input %s", step.Uses, name)
				}
			}
			if file := step.With["sarif_file"]; file != "" {
				sarif = strings.ReplaceAll(file, "${{ runner.temp }}", a.temp)
			}
			continue
		}
		write(t, path, "")
		write(t, summary, "")
		write(t, output, "")
		if !strings.HasPrefix(step.Run, "set -euo pipefail\n") {
			t.Errorf("step %q goes on after a command that fails", step.Name)
		}
		a.script(step.Name, step.Run)
		if text := read(t, output); text != "" {
			outputs += step.ID + " " + text
		}
		a.path = append(strings.Fields(read(t, path)), a.path...)
		a.summary += read(t, summary)
	}
	return a, sarif
}

func TestGitHubWorkflow(t *testing.T) {
	pinned := "EDGEPROXY_COMMIT=" + head(t, origin(t))
	a, sarif := githubJob(t, repository{files: map[string]string{"manifests/deployment.json": read(t, "behind-proxy.json")}}, pinned)
	if _, rules := findings(t, "", sarif); a.failed || len(rules) > 0 || !strings.Contains(a.summary, "no findings") {
		t.Errorf("findings %q, summary %s\n%s", rules, a.summary, a.log.String())
	}

	a, sarif = githubJob(t, repository{files: map[string]string{"manifests/deployment.json": read(t, "scaffold.json")}}, pinned)
	if _, rules := findings(t, "", sarif); !a.failed || !slices.Equal(rules, []string{"EP101"}) || !strings.Contains(a.summary, "EP101") {
		t.Errorf("findings %q, summary %s\n%s", rules, a.summary, a.log.String())
	}
	a.said("::error file=manifests/deployment.json,line=13,endLine=13,col=11,endColumn=22,title=EP101 agent-proxy-missing::")
}

// TestGitHubWorkflowOfPullRequest: a pull request is compared with the branch that
// it is for; what is not pinned is not built, and hides no failure.
func TestGitHubWorkflowOfPullRequest(t *testing.T) {
	const manifest = "manifests/deployment.json"
	r := repository{base: "release/1",
		main:  map[string]string{manifest: read(t, "behind-proxy.json")},
		files: map[string]string{manifest: read(t, "scaffold.json")}}
	a, sarif := githubJob(t, r, "EDGEPROXY_COMMIT="+head(t, origin(t)), "GITHUB_BASE_REF=release/1")
	if _, rules := findings(t, "", sarif); !slices.Contains(rules, "EP105") {
		t.Errorf("findings %q\n%s", rules, a.log.String())
	}

	a, sarif = githubJob(t, r)
	a.said("::error::EDGEPROXY_COMMIT: expected the 40 hexadecimal digits")
	if diff := cmp.Diff([]string{"Install edgeproxy"}, a.failures); diff != "" || sarif != "" {
		t.Errorf("failed steps %s, uploaded %q", diff, sarif)
	}
}

// annotation is what the runner makes of a line that a matcher matches.
type annotation struct {
	File, Severity, Code, Message string
	Line, Column                  int
}

// matcher is one problem matcher.
type matcher struct {
	Owner, Severity string
	Pattern         []struct {
		Regexp                                      string
		File, Line, Column, Severity, Message, Code int
	}
}

// match is the annotation for a line of output, if the matcher matches it. As
// the runner does, it passes over severities other than error, warning and notice.
func (m matcher) match(t *testing.T, line string) (annotation, bool) {
	t.Helper()
	p := m.Pattern[0]
	groups := regexp.MustCompile(p.Regexp).FindStringSubmatch(line)
	if groups == nil {
		return annotation{}, false
	}
	severity := m.Severity
	if p.Severity > 0 {
		severity = groups[p.Severity]
	}
	if !slices.Contains([]string{"error", "warning", "notice"}, severity) {
		t.Errorf("%s: severity %q", m.Owner, severity)
	}
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Error(err)
		}
		return n
	}
	return annotation{groups[p.File], severity, groups[p.Code], groups[p.Message], number(groups[p.Line]), number(groups[p.Column])}, true
}

// TestProblemMatchers reads real output with the matchers: they find what the
// JSON report lists, each finding once, and nothing else.
func TestProblemMatchers(t *testing.T) {
	var matchers struct{ ProblemMatcher []matcher }
	decode(t, read(t, "github-problem-matcher.json"), &matchers)

	dir := t.TempDir()
	for _, name := range manifests(t) {
		write(t, filepath.Join(dir, "plant a", "1:2", name), read(t, name))
	}
	for _, format := range []string{"text", "concise"} {
		t.Run(format, func(t *testing.T) {
			flags := []string{"--severity=EP303=info,EP304=warning", "--proxy-url=http://proxy.example.com:3128", "."}
			out, _ := tool(t, dir, nil, append([]string{"lint", "--format", format}, flags...)...)
			report, _ := tool(t, dir, nil, append([]string{"lint", "--format", "json"}, flags...)...)
			want := expected(t, report, format)

			var got []annotation
			for line := range strings.Lines(out) {
				for _, m := range matchers.ProblemMatcher {
					if a, ok := m.match(t, strings.TrimSuffix(line, "\n")); ok {
						got = append(got, a)
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-report +matched)\n%s", diff)
			}
		})
	}
}

// expected is what the matchers should make of a report in JSON.
func expected(t *testing.T, report, format string) (want []annotation) {
	t.Helper()
	var r struct {
		Findings []struct {
			Rule, Name, Severity, Message, File string
			Start                               struct{ Line, Column int }
		}
	}
	decode(t, report, &r)
	severities := map[string]bool{}
	for _, f := range r.Findings {
		a := annotation{f.File, f.Severity, f.Rule, f.Message, f.Start.Line, f.Start.Column}
		if format == "text" {
			a.Code += " " + f.Name
		}
		if a.Severity == "info" {
			a.Severity = "notice"
		}
		severities[a.Severity] = true
		want = append(want, a)
	}
	if len(severities) != 3 {
		t.Fatalf("the examples give the severities %v only", severities)
	}
	return want
}
