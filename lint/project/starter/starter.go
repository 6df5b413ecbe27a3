// Package starter plans the files with which a repository of deployment manifests
// begins to use edgeproxy: the configuration, the hook of pre-commit, a pipeline.
//
//	plan, err := starter.Make(ctx, starter.Options{Folder: ".", PreCommit: true})
//	for _, f := range plan.Files {
//		fmt.Printf("%s: %s\n", f.Name, f.Text) // nobody has such a file yet
//	}
//	for _, s := range plan.Snippets {
//		fmt.Printf("add to %s: %s\n", s.File, s.Text) // it is somebody's already
//	}
//
// The configuration holds what the manifests of the folder agree on. Make reads and
// writes nothing; a file that exists is never in the plan. No password of a manifest is
// in a text of the plan.
package starter

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/examples"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Release is the release of edgeproxy that hooks and pipelines name.
const Release = "v0.1.0"

// Options say what to plan. The zero value plans the configuration of the
// current folder.
type Options struct {
	Folder string            // the top of the repository; "" for the current folder
	Proxy  manifest.ProxyURL // of the devices; zero for what the manifests say

	PreCommit, Azure, GitHub bool // plan these, too
}

// ErrPassword says that a password, or a user that may be a token, would get into a
// file of the repository.
var ErrPassword = errors.New("the address holds a user or a password, which must not get into the repository: expected a placeholder such as ${PROXY_URL}, which a pipeline fills in")

// Plan is what to write, and what to tell.
type Plan struct {
	Folder    string    // as in the options
	Manifests int       // that were found
	Sites     []*Sites  // lists of sites that were found
	Files     []File    // that do not exist yet
	Snippets  []Snippet // for files that exist
	Kept      []string  // names of files that exist, and need nothing
	Others    []string  // names of files that exist without edgeproxy, and that no option asks to extend
}

// File is a file to write.
type File struct {
	Name string // relative to the folder, with slashes
	Text string
}

// Snippet is a text to be added to a file by hand.
type Snippet struct {
	File  string
	Where string // in the file, such as "repos"
	Text  string
}

// Changes are the changes that write the files into the folder. None of them replaces a
// file.
func (p *Plan) Changes(folder string) []atomicfile.Change {
	var all []atomicfile.Change
	for _, file := range p.Files {
		path := filepath.Join(folder, filepath.FromSlash(file.Name))
		all = append(all, atomicfile.Change{Path: path, Name: paths.Shown(path), New: []byte(file.Text), Do: atomicfile.Create, Mode: 0o644})
	}
	return all
}

// Make plans the files for a folder. The error is ErrPassword, that of ctx, or names what
// cannot be read.
func Make(ctx context.Context, o Options) (*Plan, error) {
	if _, _, user := o.Proxy.RevealUser(); user {
		return nil, ErrPassword
	}
	folder := o.Folder
	if folder == "" {
		folder = "."
	}
	s, err := look(ctx, folder)
	if err != nil {
		return nil, err
	}
	p := &planner{folder: folder, plan: Plan{Folder: o.Folder, Manifests: len(s.names), Sites: s.sites}}
	p.configuration(s, o.Proxy)
	if o.PreCommit {
		p.preCommit()
	}
	if o.Azure {
		p.azure(s)
	}
	if o.GitHub {
		p.gitHub(s)
	}
	p.others(o)
	return &p.plan, p.err
}

// Files that other tools read, and by what one tells that they use edgeproxy already.
const (
	hooks    = ".pre-commit-config.yaml"
	pipeline = "azure-pipelines.yml"
	template = ".azure/edgeproxy-steps.yml"
	workflow = ".github/workflows/edgeproxy.yml"

	hooksUse = "iotedge-tools/edgeproxy"
)

// planner adds to a plan.
type planner struct {
	folder string
	plan   Plan
	err    error // of the first file that could not be looked at
}

// file plans a file, unless there is one.
func (p *planner) file(name, text string) {
	if _, there := p.existing(name); there {
		p.plan.Kept = append(p.plan.Kept, name)
		return
	}
	p.plan.Files = append(p.plan.Files, File{name, text})
}

// existing reads a file of the folder, if it is there.
func (p *planner) existing(name string) (text string, there bool) {
	src, err := os.ReadFile(filepath.Join(p.folder, filepath.FromSlash(name)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && p.err == nil {
		p.err = err
	}
	return string(src), !errors.Is(err, fs.ErrNotExist)
}

// extend plans a file, or a snippet for one that exists and does not have it.
func (p *planner) extend(name, head, where, snippet, mark string) {
	text, there := p.existing(name)
	switch {
	case !there:
		p.plan.Files = append(p.plan.Files, File{name, head + snippet})
	case strings.Contains(text, mark):
		p.plan.Kept = append(p.plan.Kept, name)
	default:
		p.plan.Snippets = append(p.plan.Snippets, Snippet{name, where, snippet})
	}
}

// others lists what exists, does not use edgeproxy yet, and is not asked for.
func (p *planner) others(o Options) {
	if text, there := p.existing(hooks); there && !o.PreCommit && !strings.Contains(text, hooksUse) {
		p.plan.Others = append(p.plan.Others, hooks)
	}
	if text, there := p.existing(pipeline); there && !o.Azure && !strings.Contains(text, template) {
		p.plan.Others = append(p.plan.Others, pipeline)
	}
	if _, err := os.Stat(filepath.Join(p.folder, ".github")); err == nil && !o.GitHub {
		if _, there := p.existing(workflow); !there {
			p.plan.Others = append(p.plan.Others, ".github")
		}
	}
}

func (p *planner) preCommit() {
	p.extend(hooks, "repos:\n", "repos", `  # A tag can be moved: better than the tag is the commit that you have looked at,
  # 40 digits, as this prints them:
  # git ls-remote https://github.com/iotedge-tools/edgeproxy `+Release+`
  # A clone does as well: its path is the repo, and "git -C CLONE rev-parse HEAD"
  # prints the commit.
  - repo: https://github.com/iotedge-tools/edgeproxy
    rev: `+Release+`
    hooks:
      - id: edgeproxy-lint # with a baseline: args: [--baseline, baseline.json]
`, hooksUse)
}

// gitHub plans a workflow.
func (p *planner) gitHub(s survey) {
	text := strings.Replace(examples.GitHubWorkflow, "            manifests\n", "            "+quoteShell(s.folder)+"\n", 1)
	for line := range strings.Lines(siteSteps(s.sites, "run", "name", "${{ secrets.NAME }}")) {
		if strings.HasPrefix(line, "  - ") {
			text += "\n"
		}
		text += "    " + line
	}
	p.file(workflow, text)
}

// azure plans a template of steps, and a pipeline that uses it.
func (p *planner) azure(s survey) {
	p.file(template, examples.AzureSteps)
	p.extend(pipeline, `# Azure Pipelines: check the deployment manifests of this repository. In Azure Repos
# a pull request is checked only if the policy of its target branch requires this
# pipeline (Build validation).
trigger:
  branches:
    include: [main]

pool:
  vmImage: ubuntu-latest

steps:
`, "steps", `  - checkout: self
    fetchDepth: 0 # all branches: a pull request is compared with its target
  - template: `+template+`
    parameters:
      manifests: `+quoteYAML(quoteShell(s.folder))+`
      # More of "edgeproxy lint", such as the findings that are known:
      # flags: --baseline baseline.json
      # 40 digits, as this prints them:
      # git ls-remote https://github.com/iotedge-tools/edgeproxy `+Release+`
      commit: ''
      # A copy of edgeproxy that the agents can reach, instead of GitHub:
      # repository: https://git.example.com/edgeproxy
`+siteSteps(s.sites, "bash", "displayName", "$(NAME)"), template)
}
