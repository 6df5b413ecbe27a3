package config

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Keep keeps the stricter settings of an earlier configuration in force, and notes in
// Undone each setting that f would have loosened. The origin is that of the later
// setting; it is empty where a setting has only been removed.
func (f *InForce) Keep(before *InForce, rules []check.Rule) {
	note := func(origin, format string, args ...any) {
		f.Undone = append(f.Undone, Loosening{fmt.Sprintf(format, args...), origin})
	}
	for _, r := range rules {
		now, was := f.Severity(r), before.Severity(r)
		if now < was {
			note(f.Rules[r.ID].Origin, "%s is %s here, and was %s", r.ID, now, was)
			f.Rules[r.ID] = Setting[check.Severity]{was, cmp.Or(before.Rules[r.ID].Origin, byDefault)}
		}
	}
	if f.Excluded.Origin != "" && before.Excluded.Origin == "" {
		note(f.Excluded.Origin, "files are excluded here, and were not")
		f.Excluded = Setting[string]{}
	}
	if f.Template.Origin != "" && before.Template.Origin == "" {
		note(f.Template.Origin, "files are templates here, whatever their names, and were not")
		f.Template = Setting[string]{}
	}
	f.keepFailOn(before, note)
	f.keepProxy(before.Proxy, note)
	for i := range f.scopes {
		f.Undone = append(f.Undone, f.scopes[i].keep(before)...)
	}
}

// keepProxy does the same for the expectations about the proxy.
func (f *InForce) keepProxy(was Proxy, note func(origin, format string, args ...any)) {
	p := &f.Proxy
	if need(p.Required) < need(was.Required) {
		note(p.Required.Origin, "a proxy is %s here, and was %s", needNames[need(p.Required)], needNames[need(was.Required)])
		p.Required = was.Required
	}
	switch url := p.URL.Value; {
	case url == was.URL.Value:
	case url.IsZero():
		note("", "no proxy.url is set here, and one was")
		p.URL = was.URL
	case url.Placeholder():
		note(p.URL.Origin, "proxy.url lets another placeholder pass than before")
		p.URL = was.URL
	}
	switch protocol := p.UpstreamProtocol; {
	case protocol.Value == was.UpstreamProtocol.Value:
	case protocol.Origin == "":
		note("", "no proxy.upstream-protocol is set here, and one was")
		p.UpstreamProtocol = was.UpstreamProtocol
	case protocol.Value.Placeholder():
		note(protocol.Origin, "proxy.upstream-protocol lets another placeholder pass than before")
		p.UpstreamProtocol = was.UpstreamProtocol
	}
	if was.Inspecting.Value && !p.Inspecting.Value {
		note(p.Inspecting.Origin, "the proxy does not inspect TLS here, and did before")
		p.Inspecting = was.Inspecting
	}
	for _, name := range was.Modules.Value {
		if !slices.Contains(p.Modules.Value, name) {
			note(p.Modules.Origin, "module %s needs no proxy here, and did before", yamlfile.Show(name))
			p.Modules = Setting[[]string]{append(slices.Clone(p.Modules.Value), name), was.Modules.Origin}
		}
	}
}

var needNames = [...]string{"not required", "expected by default", "required"}

// need is how much a configuration asks for a proxy, as an index of needNames.
func need(required Setting[bool]) int {
	switch {
	case required.Origin == "":
		return 1
	case required.Value:
		return 2
	}
	return 0
}

// keep disables the entries that the earlier configurations did not have for the
// file, and lists them.
func (s *scope) keep(before *InForce) []Loosening {
	var fresh []Loosening
	s.blocked = make([]bool, len(s.usage.Config.Ignore))
	for i := range s.usage.Config.Ignore {
		e := &s.usage.Config.Ignore[i]
		if !matches(e.Path, s.path) || s.usage.expired(e) || before.ignores(e) {
			continue
		}
		s.blocked[i] = true
		fresh = append(fresh, Loosening{"findings of " + e.Rule + " are ignored here, and were not, or not for so long", e.Origin})
	}
	return fresh
}

// ignores reports whether an entry for the file covers what e covers, and for as long.
func (f *InForce) ignores(e *Ignore) bool {
	for _, s := range f.scopes {
		for i := range s.usage.Config.Ignore {
			old := &s.usage.Config.Ignore[i]
			lasts := old.Until.IsZero() || !e.Until.IsZero() && !old.Until.Before(e.Until)
			if old.Rule == e.Rule && within(e.Pointer, old.Pointer) && matches(old.Path, s.path) && lasts {
				return true
			}
		}
	}
	return false
}

// Alone is the configuration in force for a file if there is no other.
func (u *Usage) Alone(path string) *InForce {
	return merge([]layer{{u, path, true}}, nil)
}

// LoosenedFinding is the finding of EP902, with its default severity, about a setting
// that was stricter at a revision. files is the number of files that it concerns. The
// span of the finding is of src, the configuration that x is in.
func LoosenedFinding(x Loosening, files int, revision string, src []byte) check.Finding {
	f := check.Finding{
		Rule: "EP902", Name: "configuration-loosened", Severity: check.Error,
		Message: fmt.Sprintf("%s (%d files checked; compared with %s)", x.What, files, revision),
		Help: "this run keeps the stricter setting of the earlier version; if the gate is to be loosened, let somebody with the right to do so merge this change " +
			"of the configuration by itself, with EP902 off",
	}
	if files == 1 {
		f.Message = fmt.Sprintf("%s (1 file checked; compared with %s)", x.What, revision)
	}
	if line, err := strconv.Atoi(x.Origin[strings.LastIndexByte(x.Origin, ':')+1:]); err == nil {
		text, start := manifest.NewLines(src).Line(line)
		f.Span = manifest.Span{Start: start + len(text) - len(bytes.TrimLeft(text, " ")), End: start + len(text)}
	}
	return f
}
