package config

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// ProxyURL is what a Loosening says of a proxy's address, and NestedHelp what helps where
// a nested configuration has no effect.
const (
	ProxyURL   = "url"
	NestedHelp = "list its folder under delegate: in the file at the root or, outside of a repository, run edgeproxy in that folder"
)

// Loosening is a setting that hides findings which the defaults would report.
type Loosening struct {
	What   string // such as "EP203 off"
	Origin string // "FILE:LINE"
}

// Loosened lists what the settings turn off or make milder than it is by
// default, in the order of the rules.
func (s Settings) Loosened(rules []check.Rule) []Loosening {
	var all []Loosening
	if s.Proxy.Required.Origin != "" && !s.Proxy.Required.Value {
		all = append(all, Loosening{"no proxy required", s.Proxy.Required.Origin})
	}
	if s.FailOn.Origin != "" && s.FailOn.Value == check.Off {
		all = append(all, Loosening{"fail-on never", s.FailOn.Origin})
	}
	if s.Template.Origin != "" {
		all = append(all, Loosening{"placeholders in a template", s.Template.Origin})
	}
	for _, r := range rules {
		set, ok := s.Rules[r.ID]
		switch {
		case !ok || set.Value >= r.Severity:
		case set.Value == check.Off:
			all = append(all, Loosening{r.ID + " off", set.Origin})
		default:
			all = append(all, Loosening{fmt.Sprintf("%s %s only", r.ID, set.Value), set.Origin})
		}
	}
	return all
}
