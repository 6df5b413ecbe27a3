package fleet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Effective is the manifest that several deployments make for a device.
type Effective struct {
	Stack []*Deployment // from the lowest to the highest; the first is the base
	Bytes []byte        // a deployment manifest: {"modulesContent": {…}}
	Notes []string      // the parts of layers that IoT Hub does not apply, or may apply in another way; without passwords

	origins []origin
}

// origin says which deployment a part of the bytes comes from. It ends where the next one
// starts.
type origin struct {
	start int
	from  *Deployment
}

// Origin is the deployment that the byte at an offset comes from.
func (e *Effective) Origin(offset int) *Deployment {
	i, found := slices.BinarySearchFunc(e.origins, offset, func(o origin, at int) int { return o.start - at })
	if !found {
		i--
	}
	if i < 0 {
		return e.Stack[0]
	}
	return e.origins[i].from
}

const desiredKey = "properties.desired"

// Merge computes the manifest that a stack of deployments makes: see Choice.Stack. The
// stack must not be empty. Key by key, as IoT Hub does it: "properties.desired" replaces
// all desired properties of a module, "properties.desired.PATH" sets what stands at a path.
// System modules are set by the base alone, as the documentation says: see SetsSystem.
func Merge(stack []*Deployment) *Effective { return merge(stack, false) }

// MergeSystem computes the manifest that a stack makes if IoT Hub lets layered deployments
// set system modules.
func MergeSystem(stack []*Deployment) *Effective { return merge(stack, true) }

func merge(stack []*Deployment, system bool) *Effective {
	e := &Effective{Stack: stack}
	m := merger{effective: e, system: system, content: &object{}, set: map[string]*Deployment{}}
	for i, d := range stack {
		for module := range d.Manifest.Content.Children() {
			for part := range module.Children() {
				m.add(d, i > 0, module.Key(), part)
			}
		}
	}
	w := writer{e: e}
	w.text(`{"modulesContent": `, stack[0])
	w.object(m.content)
	w.text("}\n", stack[0])
	return e
}

// merger adds the parts of deployments to a modules content.
type merger struct {
	effective *Effective
	system    bool // layers may set system modules
	content   *object
	set       map[string]*Deployment // the layer that has set a path, by module and path
}

// add adds one member of what a deployment says about a module.
func (m *merger) add(d *Deployment, layer bool, module string, part manifest.Node) {
	below, deep := strings.CutPrefix(part.Key(), desiredKey+".")
	if !deep && part.Key() != desiredKey {
		return
	}
	path := []string{module, desiredKey}
	if deep {
		path = append(path, strings.Split(below, ".")...)
	}
	if layer && isSystem(module, part.Key()) {
		m.note(d, part, "sets a system module: the documentation says that a layered deployment cannot do that, and not what IoT Hub does then")
		if !m.system {
			return
		}
	}
	if layer {
		m.noteNested(d, part, path)
	}
	m.content.put(path, part, d)
}

// noteNested notes a path above or below a path that another layer sets: the result is
// not documented.
func (m *merger) noteNested(d *Deployment, part manifest.Node, path []string) {
	key := strings.Join(path, "\x00")
	for other, from := range m.set {
		if from != d && (strings.HasPrefix(key, other+"\x00") || strings.HasPrefix(other, key+"\x00")) && len(path) > 2 {
			m.note(d, part, fmt.Sprintf("lies above or below what layer %q sets: it is not documented how IoT Hub merges the two", secret.Name(from.ID)))
			break
		}
	}
	m.set[key] = d
}

func (m *merger) note(d *Deployment, part manifest.Node, text string) {
	m.effective.Notes = append(m.effective.Notes, fmt.Sprintf("%q of layer %q %s", secret.Name(part.Key()), secret.Name(d.ID), text))
}

// object is an object of the merged manifest.
type object struct {
	members []*member
	byKey   map[string]*member
}

// member is a member of it: a value of a deployment, or an object that was merged.
type member struct {
	key   string
	from  *Deployment
	value manifest.Node
	below *object // nil for a value
}

// at finds a member, and adds it if there is none.
func (o *object) at(key string, from *Deployment) *member {
	if m := o.byKey[key]; m != nil {
		return m
	}
	m := &member{key: key, from: from, below: &object{}}
	if o.byKey == nil {
		o.byKey = map[string]*member{}
	}
	o.members, o.byKey[key] = append(o.members, m), m
	return m
}

// put sets what stands at a path.
func (o *object) put(path []string, value manifest.Node, from *Deployment) {
	m := o.at(path[0], from)
	if len(path) == 1 {
		m.value, m.below, m.from = value, nil, from
		return
	}
	if m.below == nil {
		m.open()
	}
	m.below.put(path[1:], value, from)
}

// open makes an object of a value, to set members in it. A value of another kind is
// dropped.
func (m *member) open() {
	m.below = &object{}
	if m.value.Kind() != manifest.Object {
		return
	}
	for c := range m.value.Children() {
		m.below.put([]string{c.Key()}, c, m.from)
	}
}

// isSystem reports whether a key of a module sets system modules.
func isSystem(module, key string) bool {
	below, deep := strings.CutPrefix(key, desiredKey+".")
	first, _, _ := strings.Cut(below, ".")
	return module == AgentTwin && (key == desiredKey || deep && strings.EqualFold(first, "systemModules"))
}

// SetsSystem reports whether d is a layered deployment that sets system modules, such
// as "properties.desired.systemModules.edgeAgent.env". The documentation says that a
// layer cannot do that, but not what IoT Hub does with such a layer.
func (d *Deployment) SetsSystem() bool {
	if d.Kind != manifest.Layered {
		return false
	}
	for part := range d.Manifest.Agent().Children() {
		if isSystem(AgentTwin, part.Key()) {
			return true
		}
	}
	return false
}

// SetSame reports whether two deployments set the same key of the same module.
func SetSame(a, b *Deployment) bool {
	for module := range a.Manifest.Content.Children() {
		other := b.Manifest.Content.Get(module.Key())
		for part := range module.Children() {
			if strings.HasPrefix(part.Key(), desiredKey) && other.Get(part.Key()).Exists() {
				return true
			}
		}
	}
	return false
}
