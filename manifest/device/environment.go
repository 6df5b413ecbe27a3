package device

import (
	"fmt"
	"path"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// environment collects the variables of a service.
type environment struct {
	settings []Setting
	winners  map[string]int // by name, the last of settings that was not lost when it was put
	problems []Problem
}

// listed is a word of an option that lists things: a name, or the path of a file.
type listed struct {
	text string
	file *File
	span text.Span
}

// readEnvironment finds the variables of the service. systemd puts them together when it
// starts the service: DefaultEnvironment= of system.conf, then PassEnvironment=, then
// Environment=, then the files of EnvironmentFile=, and the later wins; at the end it
// takes away those of UnsetEnvironment= (exec_child, accum_env).
func (u *Unit) readEnvironment(r *root, defaults []Setting) {
	var own environment
	var files, passed, unset []listed
	for _, f := range u.files() {
		parsed := unit.Parse(f.Source)
		own.takeProblems(f, parsed)
		for _, o := range parsed.Options {
			if o.Section != "Service" {
				continue
			}
			switch o.Name {
			case "Environment":
				own.assign(f, o, ViaEnvironment)
			case "EnvironmentFile":
				files = list(files, f, o)
			case "PassEnvironment":
				passed = list(passed, f, o)
			case "UnsetEnvironment":
				unset = list(unset, f, o)
			}
		}
	}
	var all environment
	for _, s := range defaults {
		all.put(s)
	}
	for _, p := range passed {
		all.put(Setting{Name: p.text, Unknown: true, File: p.file, Span: p.span, Via: ViaPassEnvironment})
	}
	for _, s := range own.settings {
		all.put(s)
	}
	all.problems = own.problems
	for _, l := range lastOfEach(files) {
		u.Unread = !all.readFiles(r, l) || u.Unread
	}
	all.unset(unset)
	u.Settings, u.Problems = all.settings, all.problems
}

// takeProblems keeps those problems of a file that concern a proxy.
func (e *environment) takeProblems(f *File, parsed *unit.File) {
	for _, p := range parsed.Problems {
		lost := p.Span
		if p.Kind == unit.BadHeader {
			lost.End = len(f.Source)
		}
		if spansProxy(f, lost) {
			e.problems = append(e.problems, Problem{p, f})
		}
	}
}

// assign takes a line with assignments. An empty one resets what such lines set before.
func (e *environment) assign(f *File, o unit.Option, via Via) {
	if o.Reset() {
		for i := range e.settings {
			if s := &e.settings[i]; s.Lost == nil && s.Via == via {
				s.Lost = &Loss{Reset, f, o.Span}
			}
		}
		return
	}
	assignments, problems := o.Assignments()
	if len(problems) > 0 && spansProxy(f, o.Span) {
		e.problems = append(e.problems, Problem{problems[0], f})
	}
	for _, a := range assignments {
		e.put(settingOf(f, a, via))
	}
}

// settingOf is an assignment as a setting.
func settingOf(f *File, a unit.Assignment, via Via) Setting {
	s := Setting{Name: a.Name, Value: a.Value, Unknown: len(a.Specifiers) > 0, File: f, Span: a.ValueSpan, Via: via}
	if a.Dropped {
		s.Lost = &Loss{Dropped, f, a.Specifiers[0]}
	}
	return s
}

// put adds a setting, which wins over the one of the same name, unless it is lost itself.
func (e *environment) put(s Setting) {
	if s.Lost == nil {
		if i, ok := e.winners[s.Name]; ok && e.settings[i].Lost == nil {
			e.settings[i].Lost = &Loss{Replaced, s.File, s.Span}
		}
		if e.winners == nil {
			e.winners = map[string]int{}
		}
		e.winners[s.Name] = len(e.settings)
	}
	e.settings = append(e.settings, s)
}

// list adds the words of an option that lists things; an empty one empties the list.
func list(before []listed, f *File, o unit.Option) []listed {
	if o.Reset() {
		return nil
	}
	if o.Name == "EnvironmentFile" { // one path, which is not cut into words
		return append(before, listed{o.Value, f, o.ValueSpan})
	}
	texts, spans := o.Words()
	for i := range texts {
		before = append(before, listed{texts[i], f, spans[i]})
	}
	return before
}

// lastOfEach leaves out what is listed again further down: a file that is read twice sets
// what its last reading sets.
func lastOfEach(list []listed) []listed {
	last := map[string]int{}
	for i, l := range list {
		last[l.text] = i
	}
	var kept []listed
	for i, l := range list {
		if last[l.text] == i {
			kept = append(kept, l)
		}
	}
	return kept
}

// readFiles reads the files of one EnvironmentFile=. It is false if one that has to be
// there cannot be read.
func (e *environment) readFiles(r *root, l listed) bool {
	name, optional := strings.CutPrefix(l.text, "-")
	name = strings.Trim(strings.TrimLeft(name, "/"), " ")
	if strings.Contains(name, "%") {
		r.dev.note(l.file.Path, "EnvironmentFile= has a specifier in the path, and is not read")
		return false
	}
	names := []string{name}
	if strings.ContainsAny(name, "*?[") {
		names = matching(r, name)
	}
	read := false
	for _, name := range names {
		f, _ := r.file(name)
		if f == nil {
			continue
		}
		read = true
		assignments, problems := unit.ParseEnvironment(f.Source)
		for _, p := range problems {
			if spansProxy(f, p.Span) {
				e.problems = append(e.problems, Problem{p, f})
			}
		}
		for _, a := range assignments {
			e.put(settingOf(f, a, ViaEnvironmentFile))
		}
	}
	if !read && !optional {
		r.dev.note(l.file.Path, fmt.Sprintf("EnvironmentFile= names %q, which was not found: what it sets is not known", "/"+name))
	}
	return read || optional
}

// matching lists the files that a pattern names. Only the last part may be a pattern.
func matching(r *root, pattern string) []string {
	var found []string
	dir, base := path.Split(pattern)
	for _, name := range r.names(path.Clean(dir)) {
		if ok, _ := path.Match(base, name); ok {
			found = append(found, dir+name)
		}
	}
	return found
}

// unset takes away what UnsetEnvironment= names: a variable, or one with this value.
func (e *environment) unset(names []listed) {
	byName := map[string][]listed{}
	for _, n := range names {
		name, _, _ := strings.Cut(n.text, "=")
		byName[name] = append(byName[name], n)
	}
	for i := range e.settings {
		s := &e.settings[i]
		for _, n := range byName[s.Name] {
			if s.Lost == nil && (n.text == s.Name || n.text == s.Name+"="+s.Value) {
				s.Lost = &Loss{Unset, n.file, n.span}
			}
		}
	}
}
