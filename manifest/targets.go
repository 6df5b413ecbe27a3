package manifest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Targets chooses modules beside edgeAgent and edgeHub, which are always
// targets of a base deployment. A layered deployment has no system modules:
// only its own modules can be chosen.
type Targets struct {
	Modules []string // names, or patterns of path.Match such as "blob*"; each must match a module
	Also    []string // names and patterns of modules that may be missing: those that a configuration names for many documents
	All     bool     // every module
}

// choice is Targets made ready for use.
type choice struct {
	all        bool
	must, also patterns
}

// patterns are names, and patterns of them.
type patterns struct {
	names map[string]bool
	globs []string // those that are more than a name
}

func (t Targets) choice() choice {
	return choice{t.All, patternsOf(t.Modules), patternsOf(t.Also)}
}

func patternsOf(list []string) patterns {
	p := patterns{names: map[string]bool{}}
	for _, pattern := range list {
		p.names[pattern] = true // a name may look like a pattern
		if strings.ContainsAny(pattern, `*?[\`) {
			p.globs = append(p.globs, pattern)
		}
	}
	return p
}

func (p patterns) take(name string) bool {
	return p.names[name] || slices.ContainsFunc(p.globs, func(glob string) bool { return matches(glob, name) })
}

// takes reports whether a module is a target. Of the system modules only
// edgeAgent and edgeHub exist. A layer that sets single variables of a module
// may leave the proxy to another one, unless somebody has named the module.
func (c choice) takes(m *Module) bool {
	if m.System {
		return m.Name == EdgeAgent || m.Name == EdgeHub
	}
	if c.all && m.Partial() && len(m.layer.variables) == 0 {
		return false // only settings are set here, and what env it has is not known
	}
	return c.all || c.must.take(m.Name) || !m.Partial() && c.also.take(m.Name)
}

// matches reports whether a name matches a pattern. A bad pattern matches nothing.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// checkTargets makes sure that every name that must match a module does, and that
// all patterns are valid.
func (d *Document) checkTargets(t Targets) error {
	for _, pattern := range t.Also {
		if _, err := path.Match(pattern, ""); err != nil && !d.hasModule(pattern) {
			return badPattern(pattern, err)
		}
	}
	for _, pattern := range t.Modules {
		if d.hasModule(pattern) {
			continue
		}
		if _, err := path.Match(pattern, ""); err != nil {
			return badPattern(pattern, err)
		}
		var known []string
		for _, dep := range d.deployments {
			for _, m := range dep.list.modules {
				known = append(known, m.Name)
			}
		}
		slices.Sort(known)
		return &UnknownModuleError{pattern, slices.Compact(known)}
	}
	return nil
}

func badPattern(pattern string, err error) error {
	return fmt.Errorf(`module pattern %q: %w: a "[" has no "]", or a "\" stands at the end; expected a name, or a pattern such as "blob*"`, pattern, err)
}

// hasModule reports whether some module's name is the pattern or matches it.
func (d *Document) hasModule(pattern string) bool {
	for _, dep := range d.deployments {
		if dep.Module(pattern) != nil || dep.System(pattern) != nil {
			return true
		}
		if slices.ContainsFunc(dep.list.modules, func(m *Module) bool { return matches(pattern, m.Name) }) {
			return true
		}
	}
	return false
}
