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
	for _, list := range plan.Sites {
		initSites(c, plan.Folder, list)
	}
	for _, file := range written {
		c.Notef("edgeproxy: wrote %s", file.Name)
	}
	for _, file := range written {
		if bytes.Contains(bytes.ToLower(file.New), []byte("commit: ''")) {
			c.Notef("edgeproxy: %s: write the commit of edgeproxy into it, or its runs will fail: a comment there says how to find the commit", file.Name)
		}
	}
	for _, name := range plan.Kept {
		c.Notef("edgeproxy: kept %s", name)
	}
	for _, name := range plan.Others {
		flag := map[string]string{".pre-commit-config.yaml": "--pre-commit", "azure-pipelines.yml": "--azure", ".github": "--github"}[name]
		c.Notef("edgeproxy: %s is here: %s adds edgeproxy to it", name, flag)
	}
	next := "next"
	if filepath.Clean(plan.Folder) != "." {
		next += ", in " + paths.Shown(plan.Folder)
	}
	if plan.Manifests > 0 {
		c.Notef("edgeproxy: %s: \"edgeproxy lint\" checks the manifests; \"edgeproxy lint --baseline baseline.json --write-baseline\" accepts what it finds today; then give --baseline to the hook and the pipeline, too", next)
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
