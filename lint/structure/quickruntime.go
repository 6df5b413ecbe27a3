package structure

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// The shapes of values that only the runtime defines.

// moduleObject is the shape of a module. A plain module is always right.
type moduleObject struct{ object }

func (m *moduleObject) accepts(w walk, n manifest.Node) bool {
	return w.doc.IsPlainModule(n) || m.object.accepts(w, n)
}

// imageName is the shape of an image: in a deployment a name with a tag or a
// digest at most, in a template any text.
type imageName struct{}

func (imageName) accepts(w walk, n manifest.Node) bool {
	if w.template || n.Kind() != manifest.String {
		return filled(isText).accepts(w, n)
	}
	raw := n.Raw()
	name := raw[1 : len(raw)-1]
	if i := bytes.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	before, tag, tagged := bytes.Cut(name, []byte(":"))
	return bytes.IndexByte(name, '\\') < 0 && len(bytes.TrimLeft(before, " ")) > 0 &&
		(!tagged || len(tag) > 0 && bytes.IndexByte(tag, ':') < 0)
}

// options is the shape of createOptions: a text, or in a template an object.
type options struct{}

func (options) accepts(w walk, n manifest.Node) bool {
	if !w.template || n.Kind() != manifest.Object {
		return (isText | isNull).accepts(w, n)
	}
	env := n.Get("Env")
	for item := range env.Children() {
		if !isText.accepts(w, item) {
			return false
		}
	}
	return !env.Exists() || env.Kind() == manifest.Array || (isText|isNull).accepts(w, env)
}

// hub is the shape of the desired properties of edgeHub: in schema version 1.0
// a route is a plain text.
type hub struct{ *object }

func (h hub) accepts(w walk, n manifest.Node) bool {
	if !h.object.accepts(w, n) {
		return false
	}
	version := n.Get("schemaVersion").Raw()
	if bytes.IndexByte(version, '\\') >= 0 {
		return false
	}
	if !bytes.HasPrefix(version, []byte(`"1.0`)) {
		return true
	}
	for route := range n.Get("routes").Children() {
		if route.Kind() == manifest.Object {
			return false
		}
	}
	return true
}

// route is the shape of a route: a text, or an object with more.
type route struct{}

func (route) accepts(w walk, n manifest.Node) bool {
	if n.Kind() == manifest.Object {
		return routeObject.accepts(w, n)
	}
	return filled(isText|isNull).accepts(w, n)
}
