package manifest

import (
	"bytes"
	"cmp"
	"slices"
)

// search adds the deployments that stand in no known wrapper: it looks at every
// object of the document.
func (f *finder) search() {
	known := slices.Clone(f.found)
	slices.SortFunc(known, func(a, b *Deployment) int { return cmp.Compare(a.place(), b.place()) })
	added := map[Node]bool{}
	isNew := func(content Node) bool {
		_, isKnown := slices.BinarySearchFunc(known, content.Place(), func(d *Deployment, i int32) int { return cmp.Compare(d.place(), i) })
		return content.Exists() && !isKnown && !added[content]
	}
	for n := range f.doc.Objects() {
		if !mayTell(n) {
			continue
		}
		if desired, root := twinAt(n); desired.Exists() {
			if around := root.Parent(); !desired.KeyIs(desiredKey, false) || !around.Exists() || isNew(around) {
				f.addTwin(root, desired) // otherwise the properties are those of a module in a deployment
			}
		} else if content := contentAt(n); isNew(content) {
			added[content] = true
			f.add(content, content, BareMap)
		}
	}
	if root := f.doc.Root(); len(f.found) == 0 && isAgentDesired(root) {
		f.addTwin(root, root)
	}
}

// mayTell reports whether the key of n may be one that twinAt and contentAt look for.
// These two are slow, and the last byte of the key rules out nearly all values.
func mayTell(n Node) bool {
	key := n.RawKey()
	switch {
	case key == nil:
		return false
	case len(key) == 0 || n.KeyEscaped():
		return true
	}
	switch key[len(key)-1] {
	case 't', 'T', 'd', 'D', 'b', '$', '}':
		return true
	}
	return false
}

// twinAt recognises the desired properties of edgeAgent's twin by their key and
// by systemModules in them. root is the object that holds the whole twin.
//
// The forms are {"properties": {"desired": …}}, as the service has it, and
// {"desired": …}, as people cut it out. Names of PascalCase are those of bulk
// exports. The form {"properties.desired": …} is the agent's part of a modules
// content, in a file or under a name of its own.
func twinAt(n Node) (desired, root Node) {
	none := Node{}
	switch above := n.Parent(); {
	case n.KeyIs("desired", true) && n.Fold("systemModules").Exists():
		if above.KeyIs("properties", true) {
			above = above.Parent()
		}
		return n, above
	case n.KeyIs(desiredKey, false) && n.Fold("systemModules").Exists() && !isOfContent(above):
		return n, above
	}
	return none, none
}

// isOfContent reports whether n is a member of a modules content, by its key or by the
// key of the object around it.
func isOfContent(n Node) bool {
	content := n.Parent()
	return content.KeyIs("modulesContent", false) || content.KeyIs("moduleContent", false) ||
		n.RawKey() != nil && (isLikeAgentTwin(n.KeyBytes()) || n.KeyIs(hubTwin, false))
}

// isAgentDesired recognises the desired properties of edgeAgent by themselves.
func isAgentDesired(n Node) bool {
	system := n.Fold("systemModules")
	return system.Fold(EdgeAgent).Kind() == Object || system.Fold(EdgeHub).Kind() == Object
}

// contentAt recognises a modules content by n. n may be its member $edgeAgent or
// $edgeHub, a member that was meant to be $edgeAgent, the properties.desired of a
// member with system modules, or the modules content itself, by its key.
func contentAt(n Node) Node {
	switch {
	case !n.HasKey():
	case isRuntimeTwin(n), isLikeAgentTwin(n.KeyBytes()) && setsDesired(n):
		return n.Parent()
	case n.KeyIs(desiredKey, false) && n.Fold("systemModules").Exists():
		return n.Parent().Parent()
	case n.KeyIs("modulesContent", false):
		for c := range n.Children() {
			if setsDesired(c) {
				return n
			}
		}
	}
	return Node{}
}

// isRuntimeTwin recognises the member $edgeAgent or $edgeHub that sets desired
// properties.
func isRuntimeTwin(n Node) bool {
	return (n.KeyIs(agentTwin, false) || n.KeyIs(hubTwin, false)) && setsDesired(n)
}

// isLikeAgentTwin reports whether a key is $edgeAgent as a tool or a person may have
// damaged it: a $ too few or too many, a backslash before it, other letters, or nothing
// at all.
func isLikeAgentTwin(key []byte) bool {
	name := bytes.Trim(key, `$\{}`)
	return len(key) == 0 || bytes.EqualFold(name, []byte(EdgeAgent))
}

// setsDesired reports whether a member of a modules content sets desired
// properties.
func setsDesired(n Node) bool {
	for c := range n.Children() {
		if bytes.HasPrefix(c.KeyBytes(), []byte(desiredKey)) {
			return true
		}
	}
	return false
}
