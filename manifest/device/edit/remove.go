package edit

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/overlay"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Remove plans how the device loses its proxy: every spelling of https_proxy in
// [agent.env] and for the daemons; for Docker http_proxy and no_proxy, too; and what Set
// has written beside them. Files that Set has made go. UpstreamProtocol stays where Set
// has not written it, and so does a proxy of apt. The error joins *PlaceError values: of
// files that cannot be read, or of what is in the way.
func Remove(fsys fs.FS) (*Plan, error) {
	p, err := newPlanner(fsys, Settings{})
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{p.removeFromConfigs, p.removeFromUnits, p.removeFromDaemonJSON, p.removeFromApt} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	plan, err := p.plan()
	if err != nil {
		return nil, err
	}
	after := device.Read(overlay.New(fsys, plan.contents()))
	for _, e := range after.Errors {
		return nil, &PlaceError{e.Path, e.Position, "the proxy cannot be removed safely: " + e.Message + ": remove it by hand"}
	}
	plan.Notes = append(plan.Notes, keptProxies(after)...)
	return plan, nil
}

// keptProxies names the proxies that programs still get: from a file of a package, of
// the running system, or of all services, and from createOptions.
func keptProxies(after *device.Device) (notes []string) {
	kept := func(reader string, s device.Setting) {
		notes = append(notes, errorAt(s.File, s.Span.Start, "%s still gets %s from here: this command does not change it", reader, s.Name).Error())
	}
	for _, s := range after.AgentEnv(proxyVar) {
		kept("edgeAgent", s)
	}
	for _, u := range after.Units {
		for _, s := range u.Settings {
			if s.Lost == nil && (text.EqualFold(s.Name, proxyVar) || u.Role == device.Docker && text.EqualFold(s.Name, "http_proxy")) {
				kept(u.Role.String(), s)
			}
		}
	}
	return notes
}

// remove plans to remove a file that Set has made.
func (p *planner) remove(f *device.File) {
	d := p.edit(f)
	d.gone, d.changes = true, []string{"remove the file"}
}

// isLinked reports whether a file is reached through a link. Such a file stays, without its
// lines: the link would lead to nothing.
func isLinked(f *device.File) bool { return f.Real != f.Path }

// removeFromUnits plans the files of the units.
func (p *planner) removeFromUnits() error {
	for _, u := range p.dev.Units {
		var ours []device.Setting
		for _, s := range u.Settings {
			if _, proxy := (&planner{set: Settings{NoProxy: "x"}}).valueFor(u.Role, s.Name); proxy && isOwn(s.File) {
				ours = append(ours, s)
			}
		}
		if f := p.file("etc/systemd/system/" + u.Name + ".d/" + dropInName); f != nil && !isLinked(f) && string(f.Source) == string(newDropIn(u.Name, variablesIn(f))) {
			p.remove(f)
			ours = slices.DeleteFunc(ours, func(s device.Setting) bool { return s.File == f })
		}
		for _, s := range ours {
			if edit, names := withoutAssignment(s, ours); names != "" {
				p.edit(s.File).replace(edit.Span, edit.Text, "remove "+names)
			}
		}
	}
	return nil
}

// variablesIn are the variables that a drop-in sets.
func variablesIn(f *device.File) (vars []variable) {
	for _, o := range unit.Parse(f.Source).Options {
		found, _ := o.Assignments()
		for _, a := range found {
			vars = append(vars, variable{a.Name, a.Value})
		}
	}
	return vars
}

// withoutAssignment is the edit that takes a variable out of a file, and the names of
// the variables that the edit takes out. There are no names if the edit of another
// variable covers this one. An Environment= without an assignment would reset other
// variables, so a line is removed as a whole if all its variables go.
func withoutAssignment(s device.Setting, going []device.Setting) (edit text.Edit, names string) {
	src := s.File.Source
	if s.Via == device.ViaEnvironmentFile {
		found, _ := unit.ParseEnvironment(src)
		for _, a := range found {
			if lines, alone := wholeLines(src, a.Span); a.ValueSpan == s.Span && alone {
				return cut(src, lines), s.Name
			}
		}
		return text.Edit{}, ""
	}
	goes := func(a unit.Assignment) bool {
		return slices.ContainsFunc(going, func(g device.Setting) bool { return g.File == s.File && g.Span == a.ValueSpan })
	}
	for _, o := range unit.Parse(src).Options {
		found, _ := o.Assignments()
		at := slices.IndexFunc(found, func(a unit.Assignment) bool { return a.ValueSpan == s.Span })
		switch {
		case at < 0:
		case slices.ContainsFunc(found, func(a unit.Assignment) bool { return !goes(a) }):
			end := found[at].Span.End
			for end < o.Span.End && (src[end] == ' ' || src[end] == '\t') {
				end++
			}
			return text.Edit{Span: text.Span{Start: found[at].Span.Start, End: end}}, s.Name
		case at == 0:
			var all []string
			for _, a := range found {
				all = append(all, a.Name)
			}
			return cut(src, text.Span{Start: lineStart(src, o.Span.Start), End: lineEnd(src, o.Span.End)}), strings.Join(all, ", ")
		}
	}
	return text.Edit{}, ""
}

// removeFromDaemonJSON plans "proxies" of daemon.json.
func (p *planner) removeFromDaemonJSON() error {
	f := p.file(p.daemonFile())
	if f == nil {
		return nil
	}
	tree, err := jsontree.Parse(f.Source, jsontree.Limits{})
	if err != nil {
		return &PlaceError{Path: f.Path, Message: err.Error()}
	}
	proxies := tree.Root().Get("proxies")
	var gone []jsontree.Node
	var vars []variable
	others := false
	for member := range proxies.Children() {
		if strings.Contains(" http-proxy https-proxy no-proxy ", " "+member.Key()+" ") {
			gone = append(gone, member)
			vars = append(vars, variable{member.Key(), member.Text()})
		} else {
			others = true
		}
	}
	switch {
	case len(gone) == 0:
	case !isLinked(f) && string(f.Source) == string(newDaemonJSON(vars)):
		p.remove(f)
	case others:
		for _, span := range tree.CutOut(proxies, gone) {
			p.edit(f).replace(span, "", "remove the proxies")
		}
	case tree.Root().Len() == 1: // what stands around it in the braces stays
		p.edit(f).replace(proxies.MemberSpan(), "", "remove the proxies")
	default:
		for _, span := range tree.CutOut(tree.Root(), []jsontree.Node{proxies}) {
			p.edit(f).replace(span, "", "remove the proxies")
		}
	}
	return nil
}

// removeFromApt plans the file for apt.
func (p *planner) removeFromApt() error {
	f := p.file(aptPath)
	if f == nil {
		return nil
	}
	var vars []variable
	for _, s := range p.dev.Apt {
		for _, name := range aptNames {
			if s.File == f && s.Name == name.name {
				vars = append(vars, variable{name.value, s.Value})
			}
		}
	}
	switch {
	case string(f.Source) != string(newApt(vars)):
		p.notes = append(p.notes, aptPath+" has more than what \"edgeproxy device write\" puts there: it stays")
	case !isLinked(f):
		p.remove(f)
	case len(vars) > 0: // the comment stays
		p.edit(f).replace(text.Span{Start: lineEnd(f.Source, 0), End: len(f.Source)}, "", "remove the proxies")
	}
	return nil
}
