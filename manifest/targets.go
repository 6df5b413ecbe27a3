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
	Modules []string // names, or patterns of path.Match such as "blob*"
	All     bool     // every module
}

// choice is Targets made ready for use.
type choice struct {
	all      bool
	names    map[string]bool
	patterns []string // those that are more than a name
}

func (t Targets) choice() choice {
	c := choice{all: t.All, names: map[string]bool{}}
	for _, pattern := range t.Modules {
		c.names[pattern] = true // a name may look like a pattern
		if strings.ContainsAny(pattern, `*?[\`) {
			c.patterns = append(c.patterns, pattern)
		}
	}
	return c
}

// takes reports whether a module is a target. Of the system modules only
// edgeAgent and edgeHub exist.
func (c choice) takes(m *Module) bool {
	if m.System {
		return m.Name == EdgeAgent || m.Name == EdgeHub
	}
	return c.all || c.names[m.Name] || slices.ContainsFunc(c.patterns, func(p string) bool { return matches(p, m.Name) })
}

// matches reports whether a name matches a pattern. A bad pattern matches nothing.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// checkTargets makes sure that every chosen name exists.
func (d *Document) checkTargets(t Targets) error {
	for _, pattern := range t.Modules {
		if d.hasModule(pattern) {
			continue
		}
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf(`module pattern %q: %w: a "[" has no "]", or a "\" stands at the end; expected a name, or a pattern such as "blob*"`, pattern, err)
		}
		var known []string
		for _, dep := range d.deployments {
			for _, m := range dep.modules {
				known = append(known, m.Name)
			}
		}
		slices.Sort(known)
		return &UnknownModuleError{pattern, slices.Compact(known)}
	}
	return nil
}

// hasModule reports whether some module's name is the pattern or matches it.
func (d *Document) hasModule(pattern string) bool {
	for _, dep := range d.deployments {
		if dep.Module(pattern) != nil || dep.System(pattern) != nil {
			return true
		}
		if slices.ContainsFunc(dep.modules, func(m *Module) bool { return matches(pattern, m.Name) }) {
			return true
		}
	}
	return false
}
