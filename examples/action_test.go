//go:build unix

package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The keys of an action that ours uses; decoding is strict.
type githubAction struct {
	Name, Description, Author string
	Inputs                    map[string]struct{ Description, Default string }
	Outputs                   map[string]struct{ Description, Value string }
	Runs                      struct {
		Using string
		Steps []struct {
			Name, ID, If, Shell, Run, Uses string
			Env, With                      map[string]string
		}
	}
}

var actionExpression = regexp.MustCompile(`\$\{\{ ([a-z.-]+) \}\}`)

// githubActionJob runs our action as the runner of GitHub does, and returns the
// file that it would upload to code scanning.
func githubActionJob(t *testing.T, a *agent, inputs map[string]string) (sarif string) {
	t.Helper()
	var action githubAction
	strict(t, read(t, "../.github/actions/edgeproxy/action.yml"), &action)
	values := map[string]string{"github.token": "secret"}
	for name, input := range action.Inputs {
		values["inputs."+name] = input.Default
	}
	for name, value := range inputs {
		if _, ok := action.Inputs[name]; !ok {
			t.Fatalf("the action has no input %s", name)
		}
		values["inputs."+name] = value
	}
	expand := func(text string) string {
		return actionExpression.ReplaceAllStringFunc(text, func(e string) string {
			name := actionExpression.FindStringSubmatch(e)[1]
			value, ok := values[name]
			if !ok && !strings.HasPrefix(name, "steps.") {
				t.Errorf("%s is not defined", e)
			}
			return value
		})
	}
	path, summary, output := filepath.Join(a.temp, "_path"), filepath.Join(a.temp, "_summary"), filepath.Join(a.temp, "_output")
	a.env = append(a.env, "GITHUB_ACTIONS=true", "GITHUB_PATH="+path, "GITHUB_STEP_SUMMARY="+summary, "GITHUB_OUTPUT="+output, "RUNNER_TEMP="+a.temp,
		"RUNNER_OS=Linux", "RUNNER_ARCH=X64")
	for _, step := range action.Runs.Steps {
		if step.Uses != "" {
			if values["inputs.upload-sarif"] == "true" {
				sarif = expand(step.With["sarif_file"])
			}
			continue
		}
		if a.failed {
			continue
		}
		if strings.Contains(step.Run, "${{") || step.Shell != "bash" {
			t.Errorf("step %q: the text of inputs is a part of the script", step.Name)
		}
		write(t, path, "")
		write(t, summary, "")
		write(t, output, "")
		var env []string
		for name, value := range step.Env {
			env = append(env, name+"="+expand(value))
		}
		a.script(step.Name, step.Run, env...)
		for line := range strings.Lines(read(t, output)) {
			name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			values["steps."+step.ID+".outputs."+name] = value
		}
		a.path = append(strings.Fields(read(t, path)), a.path...)
		a.summary += read(t, summary)
	}
	return sarif
}

// TestGitHubAction runs the action with the program on the PATH.
func TestGitHubAction(t *testing.T) {
	files := map[string]string{"a b/deployment.json": read(t, "scaffold.json"), "right.json": read(t, "behind-proxy.json")}
	tests := []struct {
		inputs map[string]string
		failed bool
		rules  []string
	}{
		{nil, true, []string{"EP101"}},
		{map[string]string{"paths": "right.json\n"}, false, nil},
		{map[string]string{"paths": "right.json\na b\n", "fail-on": "never"}, false, []string{"EP101"}},
		{map[string]string{"flags": "--exclude=a b/**\n--severity=EP203=off"}, false, nil},
		{map[string]string{"paths": "$(touch hacked)\n`touch hacked`\n\"; touch hacked; \""}, true, nil},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.inputs), func(t *testing.T) {
			a := job(t, repository{files: files}, "bash", "--noprofile", "--norc", "-eo", "pipefail")
			a.path = []string{bin}
			inputs := map[string]string{"upload-sarif": "true"}
			for name, value := range test.inputs {
				inputs[name] = value
			}
			sarif := githubActionJob(t, a, inputs)
			var rules []string
			if sarif != "" {
				_, rules = findings(t, "", sarif)
			}
			if a.failed != test.failed || !slices.Equal(rules, test.rules) || slices.Contains(rules, "EP101") != strings.Contains(a.summary, "EP101") {
				t.Errorf("failed %t, rules %q, summary %s\n%s", a.failed, rules, a.summary, a.log.String())
			}
			if _, err := os.Stat(filepath.Join(a.repo, "hacked")); err == nil {
				t.Error("the text of an input was run")
			}
		})
	}
}

// TestGitHubActionOfPullRequest: a pull request is compared with its base.
func TestGitHubActionOfPullRequest(t *testing.T) {
	const manifest = "deployment.json"
	a := job(t, repository{base: "release/1", main: map[string]string{manifest: read(t, "behind-proxy.json")},
		files: map[string]string{manifest: read(t, "scaffold.json")}}, "bash", "-eo", "pipefail")
	a.path = []string{bin}
	a.env = append(a.env, "GITHUB_BASE_REF=release/1")
	sarif := githubActionJob(t, a, map[string]string{"against": "pull-request", "upload-sarif": "true"})
	if _, rules := findings(t, "", sarif); !slices.Contains(rules, "EP105") {
		t.Errorf("findings %q\n%s", rules, a.log.String())
	}
}

// TestGitHubActionInstalls: the release is fetched by GitHub's program, and used
// only if that knows that our workflow has built it.
func TestGitHubActionInstalls(t *testing.T) {
	t.Setenv("PATH", pathWithoutUs(t))
	for _, verified := range []string{"0", "1"} {
		a := job(t, repository{files: map[string]string{"deployment.json": read(t, "behind-proxy.json")}}, "bash", "-eo", "pipefail")
		tools := t.TempDir()
		write(t, filepath.Join(tools, "gh"), `#!/bin/sh
set -e
echo "gh $*"
[ "$GH_TOKEN" = secret ]
case $1 in
  release) mkdir edgeproxy_0.1.0_linux_amd64; cp "$PROGRAM" edgeproxy_0.1.0_linux_amd64; tar -czf edgeproxy_0.1.0_linux_amd64.tar.gz edgeproxy_0.1.0_linux_amd64; rm -r edgeproxy_0.1.0_linux_amd64 ;;
  attestation) exit $VERIFIED ;;
esac
`)
		if err := os.Chmod(filepath.Join(tools, "gh"), 0o755); err != nil {
			t.Fatal(err)
		}
		a.path = []string{tools}
		a.env = append(a.env, "PROGRAM="+filepath.Join(bin, "edgeproxy"), "VERIFIED="+verified)
		githubActionJob(t, a, map[string]string{"version": "v0.1.0"})
		a.said("gh release download v0.1.0 --repo iotedge-tools/edgeproxy --pattern edgeproxy_0.1.0_linux_amd64.tar.gz --clobber")
		a.said("gh attestation verify edgeproxy_0.1.0_linux_amd64.tar.gz --repo iotedge-tools/edgeproxy")
		if a.failed != (verified == "1") || slices.Contains(a.ran, "Lint the manifests") != (verified == "0") {
			t.Errorf("verified %s: failed %t, ran %q\n%s", verified, a.failed, a.ran, a.log.String())
		}
	}
	a := job(t, repository{}, "bash", "-eo", "pipefail")
	githubActionJob(t, a, map[string]string{"version": "main; rm -rf /"})
	a.said("::error::version: expected a release such as v0.1.0")
}

// pathWithoutUs is PATH without an edgeproxy that is installed here. Of a folder that holds
// one, which may be /usr/bin, the other programs stay.
func pathWithoutUs(t *testing.T) string {
	t.Helper()
	folders := filepath.SplitList(os.Getenv("PATH"))
	for i, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "edgeproxy")); err != nil {
			continue
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		folders[i] = t.TempDir()
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), "edgeproxy") {
				continue
			}
			if err := os.Symlink(filepath.Join(folder, e.Name()), filepath.Join(folders[i], e.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
	return strings.Join(folders, string(os.PathListSeparator))
}

// TestActionsArePinned: an action of others is named by its commit.
func TestActionsArePinned(t *testing.T) {
	files, err := filepath.Glob("../.github/*/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../.github/actions/edgeproxy/action.yml")
	pinned := regexp.MustCompile(`^[\w-]+(/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	uses := regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.*)$`)
	found := 0
	for _, file := range files {
		for _, m := range uses.FindAllStringSubmatch(read(t, file), -1) {
			found++
			if !pinned.MatchString(m[1]) {
				t.Errorf("%s: %s: expected OWNER/NAME@COMMIT # vX.Y.Z", file, m[1])
			}
		}
	}
	if found < 8 {
		t.Errorf("%d actions are used: is the search right?", found)
	}
}
