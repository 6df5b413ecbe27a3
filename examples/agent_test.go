//go:build unix

package examples_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// agent runs the steps of one job. What the agents of Azure Pipelines and of
// GitHub have in common stands here.
type agent struct {
	t    *testing.T
	repo string // the checkout
	temp string
	bash []string // the command that runs a script, without the script's file
	env  []string // of all scripts

	path     []string // folders that scripts have put before PATH
	failed   bool
	failures []string // names of the steps that failed
	ran      []string // names of the steps that ran
	log      strings.Builder
	summary  string // Markdown for the page of the run
}

// repository is what a pipeline runs for, by the names of files.
type repository struct {
	files map[string]string
	main  map[string]string // as they are on the branch base, where they differ
	base  string            // the branch of the origin; main if it is empty
}

// job is an agent for a job of a repository.
func job(t *testing.T, r repository, bash ...string) *agent {
	t.Helper()
	// As on an agent, the folder is the same for each job and empty at its
	// start. For the build cache, too, it matters that it is the same.
	a := &agent{t: t, repo: t.TempDir(), temp: filepath.Join(bin, "temp"), bash: bash}
	if err := os.RemoveAll(a.temp); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(a.repo, ".edgeproxy.yaml"), "") // which the pipelines name
	for name, text := range r.files {
		write(t, filepath.Join(a.repo, name), text)
	}
	for name, text := range r.main {
		write(t, filepath.Join(a.repo, name), text)
	}
	commit(t, a.repo)
	if r.base != "" {
		git(t, a.repo, "update-ref", "refs/remotes/origin/"+r.base, "HEAD")
		git(t, a.repo, "update-ref", "-d", "refs/remotes/origin/main")
	}
	for name := range r.main {
		write(t, filepath.Join(a.repo, name), r.files[name])
	}
	// The step that installs edgeproxy gets it from here.
	a.env = append(cleanEnv(), "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url.file://"+origin(t)+".insteadOf",
		"GIT_CONFIG_VALUE_0=https://github.com/iotedge-tools/edgeproxy")
	return a
}

// script runs a script and returns what it printed.
func (a *agent) script(name, text string, env ...string) string {
	a.t.Helper()
	file := filepath.Join(a.temp, "script.sh")
	write(a.t, file, text)
	cmd := exec.Command(a.bash[0], append(a.bash[1:len(a.bash):len(a.bash)], file)...)
	cmd.Dir = a.repo
	path := append(slices.Clone(a.path), os.Getenv("PATH"))
	cmd.Env = append(append(slices.Clone(a.env), env...), "PATH="+strings.Join(path, string(os.PathListSeparator)))
	out, code := combined(a.t, cmd)
	fmt.Fprintf(&a.log, "-- %s\n%s(exit code %d)\n", name, out, code)
	a.ran = append(a.ran, name)
	if code != 0 {
		a.failed, a.failures = true, append(a.failures, name)
	}
	return out
}

// said fails the test unless the log holds a text.
func (a *agent) said(text string) {
	a.t.Helper()
	if !strings.Contains(a.log.String(), text) {
		a.t.Errorf("no step says %q:\n%s", text, a.log.String())
	}
}

// findings reads the reports of a job: the failed tests of JUnit and the rules
// of the results in SARIF, each sorted.
func findings(t *testing.T, junit, sarif string) (failed, rules []string) {
	t.Helper()
	if junit != "" {
		var suites struct {
			Cases []struct {
				Name    string    `xml:"name,attr"`
				Failure *struct{} `xml:"failure"`
			} `xml:"testsuite>testcase"`
		}
		if err := xml.Unmarshal([]byte(read(t, junit)), &suites); err != nil {
			t.Fatal(err)
		}
		for _, c := range suites.Cases {
			if c.Failure != nil {
				failed = append(failed, c.Name)
			}
		}
	}
	var log struct {
		Version string
		Runs    []struct{ Results []struct{ RuleID string } }
	}
	decode(t, read(t, sarif), &log)
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Errorf("%s is no SARIF log of one run", sarif)
	}
	for _, r := range log.Runs[0].Results {
		rules = append(rules, r.RuleID)
	}
	slices.Sort(failed)
	slices.Sort(rules)
	return failed, rules
}

// origin is a repository with this checkout as it is, on the branch main.
func origin(t *testing.T) string {
	t.Helper()
	dir, err := makeOrigin()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var makeOrigin = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(bin, "origin") // removed with bin
	for _, name := range []string{"cmd", "examples", "lint", "manifest", "schemas", "go.mod", "go.sum"} {
		from, to := filepath.Join("..", name), filepath.Join(dir, name)
		if text, err := os.ReadFile(from); err == nil {
			if err := os.WriteFile(to, text, 0o644); err != nil {
				return "", err
			}
		} else if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			return "", err
		}
	}
	return dir, commitAll(dir)
})

func commit(t *testing.T, dir string) {
	t.Helper()
	if err := commitAll(dir); err != nil {
		t.Fatal(err)
	}
}

// head is the commit that a repository is at.
func head(t *testing.T, dir string) string { return git(t, dir, "rev-parse", "HEAD") }

// git runs git in a folder and returns what it prints.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = dir, cleanEnv()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %s: %v", args[0], err)
	}
	return strings.TrimSpace(string(out))
}

// commitAll makes a repository of a folder, with everything in one commit.
func commitAll(dir string) error {
	for _, args := range [][]string{
		{"init", "-q", "-b", "main"}, {"add", "-A"},
		{"-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--no-verify", "-m", "test"},
		{"update-ref", "refs/remotes/origin/main", "HEAD"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, cleanEnv()
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("git %s: %w: %s", args[0], err, out)
		}
	}
	return nil
}

// proxies lists the values of https_proxy in a deployment that a strict reader
// of JSON with modulesContent on top accepts, which AzureIoTEdge@2 is.
func proxies(t *testing.T, file string) (values []string) {
	t.Helper()
	var doc struct{ ModulesContent map[string]json.RawMessage }
	decode(t, read(t, file), &doc)
	for _, m := range regexp.MustCompile(`"https_proxy":\s*\{\s*"value":\s*"([^"]*)"`).FindAllStringSubmatch(string(doc.ModulesContent["$edgeAgent"]), -1) {
		values = append(values, m[1])
	}
	return values
}
