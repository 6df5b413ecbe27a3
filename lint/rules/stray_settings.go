package rules

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// stray is a setting that stands where the runtime does not read it.
type stray struct {
	name      string // the variable, in its canonical spelling
	where     string // for messages
	node      manifest.Node
	inOptions bool // it stands in createOptions
}

// strays lists the proxy settings of a module that stand outside its env, unless the
// environment has the variable: then they do no harm.
func strays(m *check.Module) []stray {
	s := straySearch{proxy: !m.HasProxy(), protocol: len(m.Protocol) == 0}
	if !s.proxy && !s.protocol {
		return nil
	}
	if !m.Plain() {
		s.module(m)
	}
	if mentionsSetting(m.Settings()) && m.CreateOptions().Root.Kind() == manifest.Object {
		s.inOptions = true
		for c := range m.CreateOptions().Root.Children() {
			if !c.KeyFolds("Env") {
				s.options(c, "")
			}
		}
	}
	return s.found
}

// straySearch collects strays.
type straySearch struct {
	proxy, protocol bool // which of the two is looked for
	inOptions       bool
	found           []stray
}

// module looks at the module but for its createOptions.
func (s *straySearch) module(m *check.Module) {
	s.members(m.Node, "beside env")
	s.members(m.Settings(), "under settings")
	for nested := range m.Settings().Children() { // a key may stand there twice
		if nested.KeyFolds("env") {
			s.members(nested, "in env under settings")
		}
	}
	for nested := range m.Env().Children() {
		if nested.KeyFolds("env") && !nested.Fold("value").Exists() {
			s.members(nested, "in an env inside env")
		}
	}
}

// wanted is the setting of a name that is looked for.
func (s *straySearch) wanted(name []byte) (setting string, ok bool) {
	switch {
	case len(name) < len(manifest.ProxyVar): // the shorter of the two
	case s.proxy && bytes.EqualFold(name, []byte(manifest.ProxyVar)):
		return manifest.ProxyVar, true
	case s.protocol && bytes.EqualFold(name, []byte(manifest.ProtocolVar)):
		return manifest.ProtocolVar, true
	}
	return "", false
}

// members looks at the members of an object.
func (s *straySearch) members(obj manifest.Node, where string) {
	for n := range obj.Children() {
		if name, ok := s.wanted(n.KeyBytes()); ok {
			s.found = append(s.found, stray{name, where, n, s.inOptions})
		}
	}
}

// options looks at a member of createOptions and at all that is in it. above
// names the objects around it, with a dot at the end.
func (s *straySearch) options(n manifest.Node, above string) {
	if name, ok := s.wanted(n.KeyBytes()); ok {
		s.found = append(s.found, stray{name, "in " + above + "createOptions", n, true})
		return
	}
	place := above + n.Key()
	if n.Kind() == manifest.Array && listsVariables(n) {
		for item := range n.Children() {
			text, _, _ := strings.Cut(item.Text(), "=")
			if name, ok := s.wanted([]byte(text)); ok && item.Kind() == manifest.String {
				s.found = append(s.found, stray{name, "in " + place + " of createOptions", item, true})
			}
		}
		return
	}
	for c := range n.Children() {
		if name, ok := s.wanted(c.KeyBytes()); ok {
			s.found = append(s.found, stray{name, "in " + place + " of createOptions", c, true})
		} else if n.Kind() == manifest.Object {
			s.options(c, place+".")
		}
	}
}

// listsVariables reports whether a list of createOptions has the name of a list of
// variables. In other lists, such as Cmd, a "https_proxy=…" may be right.
func listsVariables(list manifest.Node) bool {
	return list.KeyFolds("Env") || list.KeyFolds("Labels") || looksLikeEnv(list.Key())
}

// mentionsSetting reports whether the createOptions of settings may name one of
// the settings anywhere: most do not, and need not be read.
func mentionsSetting(settings manifest.Node) bool {
	for member := range settings.Children() {
		raw := member.Raw()
		if member.Kind() != manifest.String && member.Kind() != manifest.Object || len(raw) < len(manifest.ProxyVar) {
			continue
		}
		if namesAt(raw, '_', "_proxy") || namesAt(raw, 'u', manifest.ProtocolVar) || namesAt(raw, 'U', manifest.ProtocolVar) {
			return true
		}
	}
	return false
}

// namesAt reports whether a word stands in a text, in any case. It looks only where the
// given first byte stands. An escape sequence such as \u0075 counts as any word.
func namesAt(text []byte, first byte, word string) bool {
	for from := 0; ; from++ {
		i := bytes.IndexByte(text[from:], first)
		if i < 0 {
			return false
		}
		from += i
		if from > 0 && first == 'u' && text[from-1] == '\\' || len(text)-from >= len(word) && bytes.EqualFold(text[from:from+len(word)], []byte(word)) {
			return true
		}
	}
}
