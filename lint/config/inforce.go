package config

import (
	"fmt"
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// InForce is what holds for one file. The zero value sets nothing.
type InForce struct {
	Settings
	Excluded Setting[string] // the glob that excludes the file from searches
	Void     []Loosening     // settings of nested files that have no effect
	Undone   []Loosening     // settings that Keep has taken back
	Found    bool            // there is a configuration

	scopes []scope
}

// scope is a configuration whose ignore entries hold for a file.
type scope struct {
	usage *Usage
	path  string // of the file, relative to the folder of the configuration

	blocked []bool // the entries that are not in force, see Keep; nil for none
}

// Suppress marks the findings of the file that ignore entries cover. It may be
// called from several goroutines.
func (f *InForce) Suppress(findings []check.Finding) {
	for _, s := range f.scopes {
		s.usage.suppress(s.path, findings, s.blocked)
	}
}

// Ignoring is the nearest configuration whose ignore entries hold for the file: its name as
// messages show it, and the path of the file relative to its folder; ok is false if
// there is none.
func (f *InForce) Ignoring() (config, path string, ok bool) {
	if len(f.scopes) == 0 {
		return "", "", false
	}
	return f.scopes[0].usage.Config.File, f.scopes[0].path, true
}

// layer is a configuration on the way from the root to a file.
type layer struct {
	usage *Usage
	path  string // of the file, relative to the folder of the configuration
	free  bool   // it may loosen: the root's, or one of a folder that the root delegates
}

// merge applies configurations, the outermost first. A configuration that is not free
// can only make the others stricter: it may come from anybody who can add a file to
// some folder.
func merge(layers []layer, rules []check.Rule) *InForce {
	out := &InForce{Settings: Settings{Rules: Rules{}}, Found: len(layers) > 0}
	for _, l := range layers {
		own := l.usage.Config.set(l.path)
		excluded := l.usage.Config.excludes(l.path)
		if !l.free {
			if excluded.Origin != "" {
				out.void("exclude", excluded.Origin)
			}
			out.tighten(own, rules)
			out.tightenFailOn(own)
			for _, e := range l.usage.Config.Ignore {
				if matches(e.Path, l.path) {
					out.void("an ignore entry for "+e.Rule, e.Origin)
				}
			}
			continue
		}
		out.Excluded.overlay(excluded)
		out.Proxy.overlay(own.Proxy)
		out.FailOn.overlay(own.FailOn)
		maps.Copy(out.Rules, own.Rules)
		out.Template.overlay(own.Template)
		out.scopes = append(out.scopes, scope{usage: l.usage, path: l.path})
	}
	slices.Reverse(out.scopes) // the reason of the nearest entry counts
	if out.Proxy.Required.Origin == "" {
		out.Proxy.Required.Value = true
	}
	return out
}

// excludes is the glob that excludes a file, if there is one.
func (c *Config) excludes(path string) Setting[string] {
	for _, glob := range c.Exclude {
		if matches(glob.Value, path) {
			return glob
		}
	}
	return Setting[string]{}
}

func (f *InForce) void(what, origin string) { f.Void = append(f.Void, Loosening{what, origin}) }

// tighten takes over the later settings that make f stricter.
func (f *InForce) tighten(own Settings, rules []check.Rule) {
	for _, r := range rules {
		set, ok := own.Rules[r.ID]
		switch now := f.Severity(r); {
		case !ok || set.Value == now:
		case set.Value > now:
			f.Rules[r.ID] = set
		default:
			f.void(fmt.Sprintf("%s: %s", r.ID, set.Value), set.Origin)
		}
	}
	if own.Template.Origin != "" && f.Template.Origin == "" {
		f.void("templates", own.Template.Origin)
	}
	f.tightenProxy(own)
}

// tightenProxy takes over what the later settings demand of the proxy beyond f.
func (f *InForce) tightenProxy(own Settings) {
	p, o := &f.Proxy, own.Proxy
	switch {
	case o.Required.Origin == "" || p.Required.Origin != "" && p.Required.Value == o.Required.Value:
	case o.Required.Value:
		p.Required = o.Required
	default:
		f.void("required: false", o.Required.Origin)
	}
	switch {
	case o.URL.Origin == "" || o.URL.Value == p.URL.Value:
	case p.URL.Origin == "" && !o.URL.Value.Placeholder():
		p.URL = o.URL // a placeholder that is expected would be no finding any more
	default:
		f.void(ProxyURL, o.URL.Origin)
	}
	switch {
	case o.UpstreamProtocol.Origin == "" || o.UpstreamProtocol.Value == p.UpstreamProtocol.Value:
	case p.UpstreamProtocol.Origin == "" && !o.UpstreamProtocol.Value.Placeholder():
		p.UpstreamProtocol = o.UpstreamProtocol
	default:
		f.void("upstream-protocol", o.UpstreamProtocol.Origin)
	}
	if o.NoProxy.Origin != "" && o.NoProxy.Value != p.NoProxy.Value {
		f.void("no-proxy", o.NoProxy.Origin) // EP402 would accept it, whatever it lacks
	}
	switch {
	case o.Inspecting.Origin == "" || o.Inspecting.Value == p.Inspecting.Value:
	case o.Inspecting.Value:
		p.Inspecting = o.Inspecting
	default:
		f.void("inspecting: false", o.Inspecting.Origin)
	}
	if o.Modules.Origin != "" {
		p.Modules = Setting[[]string]{slices.Concat(p.Modules.Value, o.Modules.Value), o.Modules.Origin}
	}
}
