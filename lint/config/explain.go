package config

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// Item is one line of the merged configuration of a file, ready to be printed:
// it holds neither a password nor a control character.
type Item struct {
	Key    string // such as "proxy.url" or "rules.EP203"
	Value  string
	Origin string // "FILE:LINE", or "default"
}

// Explain lists the settings of the file and the ignore entries for it, each
// with the place that it comes from, and what nested files set without effect.
func (f *InForce) Explain() []Item {
	s := f.Settings
	items := f.proxyItems()
	for _, id := range slices.Sorted(maps.Keys(s.Rules)) {
		items = append(items, item("rules."+id, s.Rules[id], s.Rules[id].Value.String()))
	}
	if s.FailOn.Origin != "" {
		items = append(items, item("fail-on", s.FailOn, failName(s.FailOn.Value)))
	}
	if f.Excluded.Origin != "" {
		items = append(items, item("exclude", f.Excluded, yamlfile.Show(f.Excluded.Value)))
	}
	if s.Template.Origin != "" {
		items = append(items, item("templates", s.Template, yamlfile.Quote(s.Template.Value)))
	}
	for _, s := range f.scopes {
		for i := range s.usage.Config.Ignore {
			entry := &s.usage.Config.Ignore[i]
			if !matches(entry.Path, s.path) {
				continue
			}
			summary := entry.summary()
			if s.usage.expired(entry) {
				summary += " (expired: has no effect)"
			}
			items = append(items, Item{"ignore." + entry.Rule, summary, entry.Origin})
		}
	}
	for _, x := range f.Void {
		items = append(items, Item{"no effect", x.What + " (delegate: at the root would allow it)", x.Origin})
	}
	return items
}

// proxyItems lists the settings that are about the proxy.
func (f *InForce) proxyItems() []Item {
	s := f.Proxy
	items := []Item{item("proxy.required", s.Required, strconv.FormatBool(s.Required.Value))}
	if p := s.URL; p.Origin != "" {
		items = append(items, item("proxy.url", p, yamlfile.Printable(p.Value.String())))
	}
	if p := s.UpstreamProtocol; p.Origin != "" {
		items = append(items, item("proxy.upstream-protocol", p, yamlfile.Printable(string(p.Value))))
	}
	if p := s.Modules; p.Origin != "" {
		items = append(items, item("proxy.modules", p, yamlfile.QuoteAll(p.Value)))
	}
	if p := s.NoProxy; p.Origin != "" {
		items = append(items, item("proxy.no-proxy", p, yamlfile.Show(p.Value)))
	}
	if p := s.Inspecting; p.Origin != "" {
		items = append(items, item("proxy.inspecting", p, strconv.FormatBool(p.Value)))
	}
	return items
}

// byDefault is the origin of settings that no line sets.
const byDefault = "default"

func item[T any](key string, s Setting[T], value string) Item {
	return Item{key, value, cmp.Or(s.Origin, byDefault)}
}

// summary is the entry in one line, without its rule and path.
func (e Ignore) summary() string {
	var parts []string
	if e.Pointer != "" {
		parts = append(parts, "at "+yamlfile.Show(e.Pointer))
	}
	reason := yamlfile.Quote(e.Reason)
	_, address, _ := strings.Cut(e.Reason, "://")
	if strings.ContainsAny(address, ":@") {
		reason = yamlfile.Show(e.Reason) // it may hold a password; the address of a ticket is shown as it is
	}
	parts = append(parts, "because "+reason)
	if !e.Until.IsZero() {
		parts = append(parts, "until "+e.Until.Format(dateLayout))
	}
	return strings.Join(parts, " ")
}
