package check

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// stablePointer is the pointer to a value with the names of elements in the place of their
// numbers, such as "/id=line-2/content" for "/0/content": an element that is inserted
// before does not change it. It is empty if no element on the way has a name.
func stablePointer(n manifest.Node) string {
	var way []string
	named := false
	for at := n; at.Parent().Exists(); at = at.Parent() {
		switch at.Parent().Kind() {
		case manifest.Object:
			way = append(way, jsontree.EscapePointer(at.Key()))
		case manifest.Array:
			name := elementName(at)
			if name == "" {
				pointer := at.Pointer()
				name = pointer[strings.LastIndexByte(pointer, '/')+1:]
			} else {
				named = true
			}
			way = append(way, jsontree.EscapePointer(name))
		}
	}
	if !named {
		return ""
	}
	var b strings.Builder
	for i := len(way) - 1; i >= 0; i-- {
		b.WriteString("/" + way[i])
	}
	return b.String()
}

// elementName names an element of an array by what tells it from the others: the id of
// a deployment, of a device or of its module, the name of a resource, or the variable
// that an element of createOptions.Env sets. The name holds a "=", which no number
// does.
func elementName(n manifest.Node) string {
	if n.Kind() == manifest.String {
		name, _, found := strings.Cut(n.Text(), "=")
		if !found || !isVariableName(name) {
			return ""
		}
		return name + "="
	}
	var names []string
	for _, key := range [...]string{"id", "deviceId", "moduleId", "name"} {
		if id := n.Get(key); id.Kind() == manifest.String && id.Text() != "" {
			names = append(names, key+"="+id.Text())
		}
	}
	return strings.Join(names, ",")
}

// isVariableName reports whether a text is a usual name of a variable, so that it
// cannot be a part of an address.
func isVariableName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
}
