package remarks

import (
	"bytes"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/project/starter"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Init says what init has read, written and left as it was.
func Init(c *console.Console, plan *starter.Plan, written []atomicfile.Change) {
	c.Notef("edgeproxy: read %s", report.Plural(plan.Manifests, "manifest"))
	if plan.Manifests == 0 {
		c.Notef("edgeproxy: no manifest was found here: expected the top of a repository with deployment manifests")
	}
	for _, list := range plan.Sites {
		initSites(c, plan.Folder, list)
	}
	for _, file := range written {
		c.Notef("edgeproxy: wrote %s", file.Name)
	}
	hook := false
	for _, file := range written {
		hook = mustName(c, file) || hook
	}
	for _, name := range plan.Kept {
		c.Notef("edgeproxy: kept %s", name)
	}
	for _, name := range plan.Others {
		flag := map[string]string{".pre-commit-config.yaml": "--pre-commit", "azure-pipelines.yml": "--azure", ".github": "--github"}[name]
		c.Notef("edgeproxy: %s is here: %s adds edgeproxy to it", name, flag)
	}
	initNext(c, plan, hook)
}

// mustName says of a file that somebody must write the commit of edgeproxy into it, and
// whether it holds the hook.
func mustName(c *console.Console, file atomicfile.Change) (hook bool) {
	hook = bytes.Contains(file.New, []byte("rev: "+starter.Release))
	switch {
	case hook:
		c.Notef("edgeproxy: %s: write the commit of edgeproxy into it, in place of the tag, which can be moved: a comment there says how to find it", file.Name)
	case bytes.Contains(bytes.ToLower(file.New), []byte("commit: ''")):
		c.Notef("edgeproxy: %s: write the commit of edgeproxy into it, or its runs will fail: a comment there says how to find the commit", file.Name)
	}
	return hook
}

// initNext says what to do after init.
func initNext(c *console.Console, plan *starter.Plan, hook bool) {
	next := "next"
	if filepath.Clean(plan.Folder) != "." {
		next += ", in " + paths.Shown(plan.Folder)
	}
	if hook {
		c.Notef("edgeproxy: %s: \"pre-commit install\" makes git run the hook before each commit", next)
	}
	if plan.Manifests > 0 {
		c.Notef("edgeproxy: %s: \"edgeproxy lint\" checks the manifests", next)
		c.Notef("edgeproxy: if it finds much: \"edgeproxy lint --baseline baseline.json --write-baseline\" accepts what is there today; then give --baseline to the hook and the pipeline, too")
	}
	for _, list := range plan.Sites {
		if list.Manifest != "" {
			c.Notef("edgeproxy: %s: %q checks the sites", next, list.Command())
		}
	}
}

// initSites says what init knows of a list of sites in a folder.
func initSites(c *console.Console, folder string, list *starter.Sites) {
	shown := func(name string) string { return paths.Shown(filepath.Join(folder, filepath.FromSlash(name))) }
	made := ", whose manifests are not here"
	if list.Out != "" {
		made = ", whose manifests are in " + shown(list.Out)
	}
	c.Notef("edgeproxy: found %s: a list of %s%s", shown(list.List), report.Plural(list.Number, "site"), made)
	if list.OneProxy != "" {
		c.Errorf("edgeproxy: %s: warning: proxy.url is expected of all sites of %s: take it out, because each site has its own", list.OneProxy, shown(list.List))
	}
	if list.Manifest == "" {
		c.Errorf("edgeproxy: %s: warning: it names no manifest, and nothing shows from which manifest those of its sites are made, so no pipeline checks the sites: a list in YAML can name the manifest (manifest: FILE)", shown(list.List))
	}
}
