package edit

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// daemonPath is the configuration of Docker.
const daemonPath = "etc/docker/daemon.json"

// setDaemonJSON plans "proxies" of daemon.json. They win over the environment, so they
// are always set.
func (p *planner) setDaemonJSON() error {
	vars := []variable{{"http-proxy", p.value}, {"https-proxy", p.value}}
	if p.set.NoProxy != "" {
		vars = append(vars, variable{"no-proxy", p.set.NoProxy})
	}
	f := p.file(p.daemonFile())
	switch {
	case p.set.Docker == NoDocker, f == nil && p.set.Docker != DaemonJSON:
		return nil
	case f == nil:
		return p.make(daemonPath, newDaemonJSON(vars), added(vars)...)
	}
	tree, err := jsontree.Parse(f.Source, jsontree.Limits{})
	if err != nil {
		return &PlaceError{Path: f.Path, Message: err.Error()} // the reader has refused it already
	}
	root, proxies := tree.Root(), tree.Root().Get("proxies")
	if root.Kind() != jsontree.Object || proxies.Exists() && proxies.Kind() != jsontree.Object {
		return errorAt(f, root.Span().Start, "the document or its \"proxies\" is no object: dockerd does not start with it")
	}
	d := p.edit(f)
	var missing []jsontree.Member
	for _, v := range vars {
		value, there := jsontree.Quote(v.value), proxies.Get(v.name)
		switch {
		case there.Exists() && (there.Kind() != jsontree.String || there.Text() != v.value):
			d.replace(there.Span(), value, v.replaced())
		case !there.Exists() && p.set.Docker == DaemonJSON:
			missing = append(missing, jsontree.Member{Key: v.name, Value: value})
			d.changes = append(d.changes, v.added())
		}
	}
	if len(missing) > 0 {
		d.edits = append(d.edits, insertProxies(root, missing)...)
	}
	return nil
}

// insertProxies adds members to "proxies" of daemon.json, and "proxies" itself where it is
// missing.
func insertProxies(root jsontree.Node, missing []jsontree.Member) []text.Edit {
	switch proxies := root.Get("proxies"); {
	case proxies.Exists():
		return jsontree.AtEnd(proxies, nil).Edits(missing)
	case root.Len() == 0:
		behind := root.Span().Start + 1
		return []text.Edit{{Span: text.Span{Start: behind, End: behind}, Text: `"proxies": ` + object(missing)}}
	}
	return jsontree.AtEnd(root, nil).Edits([]jsontree.Member{{Key: "proxies", Value: object(missing)}})
}

// daemonFile is the file from which Docker's proxies were read, or that of the packages.
func (p *planner) daemonFile() string {
	for _, f := range p.dev.Files {
		if strings.HasSuffix(f.Path, "/daemon.json") {
			return f.Path
		}
	}
	return daemonPath
}

// object is members as compact JSON.
func object(members []jsontree.Member) string {
	var parts []string
	for _, m := range members {
		parts = append(parts, jsontree.Quote(m.Key)+":"+m.Value)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// newDaemonJSON is a daemon.json that has nothing but proxies.
func newDaemonJSON(vars []variable) []byte {
	var lines []string
	for _, v := range vars {
		lines = append(lines, "    "+jsontree.Quote(v.name)+": "+jsontree.Quote(v.value))
	}
	return []byte("{\n  \"proxies\": {\n" + strings.Join(lines, ",\n") + "\n  }\n}\n")
}
