package remarks

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/starter"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Init says what init has read, written and left as it was.
func Init(c *console.Console, plan *starter.Plan, written []atomicfile.Change) {
	c.Notef("edgeproxy: read %s", report.Plural(plan.Manifests, "manifest"))
	for _, list := range plan.Sites {
		initSites(c, list)
	}
	for _, file := range written {
		c.Notef("edgeproxy: wrote %s", file.Name)
	}
	for _, file := range written {
		if bytes.Contains(bytes.ToLower(file.New), []byte("commit: ''")) {
			c.Notef("edgeproxy: %s: write the commit of edgeproxy into it; its runs fail without it: a comment there says how to find it", file.Name)
		}
	}
	for _, name := range plan.Kept {
		c.Notef("edgeproxy: kept %s", name)
	}
	for _, name := range plan.Others {
		flag := map[string]string{".pre-commit-config.yaml": "--pre-commit", "azure-pipelines.yml": "--azure", ".github": "--github"}[name]
		c.Notef("edgeproxy: %s is here: %s adds edgeproxy to it", name, flag)
	}
	if plan.Manifests > 0 {
		c.Notef("edgeproxy: next: \"edgeproxy lint\" checks the manifests; \"edgeproxy lint --baseline baseline.json --write-baseline\" accepts what it finds today")
	}
	for _, list := range plan.Sites {
		if list.Manifest != "" {
			c.Notef("edgeproxy: next: %q checks the sites", list.Command())
		}
	}
}

// initSites says what init knows of a list of sites.
func initSites(c *console.Console, list *starter.Sites) {
	made := ", whose manifests are not here"
	if list.Out != "" {
		made = ", whose manifests are in " + list.Out
	}
	c.Notef("edgeproxy: found %s: a list of %s%s", list.List, report.Plural(list.Number, "site"), made)
	if list.Manifest == "" {
		c.Errorf("edgeproxy: %s: warning: it names no manifest from which those of its sites are made, and several are here: no pipeline checks the sites; name it in a list of YAML: manifest: FILE", list.List)
	}
}
