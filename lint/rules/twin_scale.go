package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// twinScale weighs the desired properties of one module as IoT Hub does. On the way it
// reports faults of single keys and values (EP503).
type twinScale struct {
	pass    *check.Pass
	module  string
	update  bool // the document is a twin: it may be an update, in which null deletes
	size    int
	parents map[string]bool // keys of layered paths that are counted already
}

func (s *twinScale) addPart(part check.Desired) {
	depth := len(part.Path)
	if depth > maxTwinDepth+1 { // the keys further down do not matter
		s.reportDepth(part.Node)
		part.Path = part.Path[:maxTwinDepth+1]
	}
	for i, key := range part.Path {
		path := strings.Join(part.Path[:i+1], ".")
		if !s.parents[path] {
			s.parents[path] = true
			s.addKey(part.Node, []byte(key))
		}
	}
	s.addValue(part.Node, depth)
}

// addValue weighs a value. depth is the number of objects around it that
// count, the desired properties themselves left out.
func (s *twinScale) addValue(n manifest.Node, depth int) {
	switch n.Kind() {
	case manifest.Number:
		s.size += 8
		if isTooLarge(n.Raw()) {
			s.report(check.At(n), fmt.Sprintf("the value of %q is %s: expected a whole number between -(2^52-1) and 2^52-1", valueKey(n), n.Raw()),
				"IoT Hub refuses the deployment; write the number as a text")
		}
	case manifest.Null:
		if n.KeySpan().Len() > 0 && !s.update {
			s.report(check.At(n), fmt.Sprintf("the value of %q is null: expected a value, or no such member", valueKey(n)),
				"IoT Hub refuses null in a deployment: it stands for a deletion, which only an update of a twin can ask for; remove the member")
		}
	case manifest.Bool:
		s.size += 4
	case manifest.Placeholder:
		s.size += len(n.Raw())
	case manifest.String:
		size := twinBytes(plain(n.Raw(), n.Text))
		s.size += size
		if size > maxValueBytes && !(s.pass.Template() && s.isCreateOptions(n)) {
			s.report(check.At(n), fmt.Sprintf("the value of %q holds %d bytes: expected at most %d", valueKey(n), size, maxValueBytes),
				"IoT Hub refuses longer values; split createOptions into createOptions, createOptions01 and so on")
		}
	case manifest.Array:
		for c := range n.Children() {
			s.addValue(c, depth)
		}
	case manifest.Object:
		s.addObject(n, depth)
	}
}

func (s *twinScale) addObject(n manifest.Node, depth int) {
	if s.isCreateOptions(n) { // a template: a tool makes it a text
		s.size += blackBytes(n.Raw())
		return
	}
	if depth == maxTwinDepth+1 {
		s.reportDepth(n)
	}
	for c := range n.Children() {
		key := c.KeyBytes()
		if len(key) == 0 && c.KeySpan().Len() == 0 || depth == 0 && isTwinMetadata(string(key)) {
			continue
		}
		s.addKey(c, key)
		s.addValue(c, depth+1)
	}
}

func (s *twinScale) reportDepth(n manifest.Node) {
	s.report(check.AtKey(n), fmt.Sprintf("%q stands deeper than IoT Hub allows: expected at most %d levels of objects", n.Key(), maxTwinDepth),
		"IoT Hub refuses the deployment; make the settings flatter, or put them into a text")
}

// addKey weighs a key, or one of those that the key of a layered deployment joins.
func (s *twinScale) addKey(n manifest.Node, text []byte) {
	s.size += twinBytes(text)
	fault := keyFault(text)
	if fault == "" {
		return
	}
	key := string(text)
	if isUnfilledKey(key) || isSystemName(key) && s.pass.Explains("EP508") || s.module == "$edgeAgent" && standsInModule(n) && s.pass.Explains("EP513") {
		return
	}
	s.report(check.AtKey(n), fmt.Sprintf("key %q %s, which IoT Hub does not accept", key, fault),
		"IoT Hub refuses the deployment: a key of a twin is at most 1 KB and holds no control character, \".\", \"$\", \"#\" or blank")
}

// valueKey is the key of a value, or of the array that it stands in.
func valueKey(n manifest.Node) string {
	for n.Parent().Kind() == manifest.Array {
		n = n.Parent()
	}
	return n.Key()
}

func (s *twinScale) report(f check.Finding, message, help string) {
	f.Module, f.Severity, f.Message, f.Help = s.module, check.Error, message, help
	s.pass.Report(f)
}

// isTwinMetadata recognises the keys that the service adds to desired properties and
// does not count.
func isTwinMetadata(key string) bool { return key == "$metadata" || key == "$version" }

// isCreateOptions reports whether a value is createOptions of a module, or a part of it.
func (s *twinScale) isCreateOptions(n manifest.Node) bool {
	const name = "createOptions"
	key := n.KeyBytes()
	return len(key) >= len(name) && strings.EqualFold(string(key[:len(name)]), name) && strings.EqualFold(n.Parent().Key(), "settings")
}

// isUnfilledKey reports whether a key holds a placeholder. $name is no placeholder
// here: IoT Hub refuses such a key.
func isUnfilledKey(key string) bool {
	if len(key) > 1 && key[0] == '$' && 'a' <= key[1] && key[1] <= 'z' {
		key = key[1:]
	}
	_, _, ok := placeholder.Find(key)
	return ok
}
