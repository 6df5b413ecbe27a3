package manifest

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Setting is a variable to be set in a module's env. It is printed as a Var is.
type Setting struct {
	Name  string // in its canonical spelling
	Value string `json:"-"` // may hold a password

	bare bool // Value is a placeholder to be written without quotes
}

// json is the value as it is written into the document.
func (s Setting) json() string {
	if s.bare {
		return s.Value
	}
	return jsontree.Quote(s.Value)
}

// isWritten reports whether n, the value of an entry of env, has the value of the
// setting.
func (s Setting) isWritten(n Node) bool {
	if s.bare {
		return n.Kind() == Placeholder && n.Text() == s.Value
	}
	return n.Kind() == String && s.is(n.Text())
}

// is reports whether the runtime reads a value as that of the setting: case does not
// matter in the name of a protocol.
func (s Setting) is(value string) bool {
	return value == s.Value || s.Name == ProtocolVar && text.EqualFold(value, s.Value)
}

// SetEnv plans the edits that set variables in the module's env. A variable
// that is there in another spelling is kept and gets the same value, and the
// canonical spelling is added beside it, so that no reader of either sees an
// old value. For UpstreamProtocol one spelling is enough, because all its readers
// ignore case. A variable that has the wanted value already does not change.
//
// It fails with an *EditError if a value on the way is of the wrong kind, if
// a key on the way stands twice, or if createOptions.Env sets the variable to
// something else, which would beat env on the device.
func (m *Module) SetEnv(settings []Setting) ([]Edit, []Change, error) {
	if err := m.checkWay(); err != nil {
		return nil, nil, err
	}
	var plan envPlan
	for _, s := range settings {
		if !utf8.ValidString(s.Value) {
			s.Value = string([]rune(s.Value)) // what is not UTF-8 becomes U+FFFD
		}
		if err := plan.set(m, s); err != nil {
			return nil, nil, err
		}
	}
	if len(plan.added) > 0 {
		plan.edits = append(plan.edits, m.addToEnv(plan.added)...)
	}
	return plan.edits, plan.changes, nil
}

// envPlan collects what has to be done to one env.
type envPlan struct {
	edits   []Edit
	changes []Change
	added   []jsontree.Member
	pointer string // to env, once it is needed
}

// checkOptions makes sure that createOptions.Env does not set the variable to
// something else, as far as can be told.
func (m *Module) checkOptions(s Setting) error {
	for _, v := range m.Lookup(s.Name) {
		if v.Source == FromCreateOptions && !s.is(v.Value) {
			return m.errorAt(v.Node, "createOptions.Env of module %q sets %s, which beats env on the device: remove it there, then apply again", m.Name, v.Name)
		}
	}
	return m.checkHiddenEnv()
}

// checkKept makes sure that a proxy that is kept counts on the device:
// createOptions.Env must not clear another spelling of it, as far as can be told.
func (m *Module) checkKept() error {
	for _, v := range m.Lookup(ProxyVar) {
		if v.Source == FromCreateOptions && !v.set() {
			return m.errorAt(v.Node, "createOptions.Env of module %q clears %s, so that the proxy that is to be kept may not count on the device: remove it there, then apply again", m.Name, v.Name)
		}
	}
	return m.checkHiddenEnv()
}

// checkHiddenEnv makes sure that createOptions can be read, if they may hold an Env list.
func (m *Module) checkHiddenEnv() error {
	if m.envless {
		return nil
	}
	options := m.CreateOptions()
	if options.HidesEnv() {
		return m.errorAt(options.unread(), "createOptions of module %q may hold an Env list that beats env on the device, and cannot be read: write one JSON object, then apply again", m.Name)
	}
	return nil
}

// set plans one variable.
func (p *envPlan) set(m *Module, s Setting) error {
	if err := m.checkOptions(s); err != nil {
		return err
	}
	spellings, exact := 0, false
	for entry := range m.Env().Children() {
		if !entry.KeyIs(s.Name, true) {
			if setsSecretly(entry, s.Name) {
				return m.errorAt(entry, "an entry of env of module %q has \"=\" in its name and sets %s a second time: remove it, then apply again", m.Name, s.Name)
			}
			continue
		}
		if twin, ok := m.dep.doc.twin(entry, false); ok {
			return m.errorAt(twin.Second, "variable %q stands twice in env, first at %s: remove one of them", entry.Key(), m.position(twin.First))
		}
		if err := p.update(m, entry, s); err != nil {
			return err
		}
		spellings++
		exact = exact || entry.Key() == s.Name
	}
	switch {
	case spellings == 0 && s.bare: // it stands in another place of the module
		return m.errorAt(m.Node, "%s of module %q stands where the runtime does not read it, and is a placeholder without quotes: move it into env, as an object with \"value\"", s.Name, m.Name)
	case spellings == 0, !exact && s.Name != ProtocolVar:
		p.add(m, s)
	}
	return nil
}

// setsSecretly reports whether an entry of env is called NAME= or NAME=value.
// The daemon joins name and value by "=", so that the container gets NAME twice.
func setsSecretly(n Node, name string) bool {
	before, _, found := bytes.Cut(n.KeyBytes(), []byte("="))
	return found && text.EqualFold(string(before), name)
}

// add plans a new entry.
func (p *envPlan) add(m *Module, s Setting) {
	if p.pointer == "" {
		p.pointer = m.Env().Pointer()
		if p.pointer == "" {
			p.pointer = m.Node.Pointer() + "/env"
		}
	}
	p.added = append(p.added, m.dep.doc.envMember(s))
	p.changes = append(p.changes, Change{
		Module: secret.Name(m.Name), Variable: s.Name, New: newSecret(s.Value), Added: true,
		Pointer: secret.Pointer(p.pointer) + "/" + jsontree.EscapePointer(s.Name),
	})
}

// update plans the new value of an entry that is there.
func (p *envPlan) update(m *Module, entry Node, s Setting) error {
	if entry.Kind() != Object {
		return m.errorAt(entry, "variable %q of module %q is %s: expected an object, {\"value\": …}", entry.Key(), m.Name, entry.Kind())
	}
	old := entry.Fold("value")
	switch old.Kind() {
	case Object, Array:
		return m.errorAt(old, "the value of variable %q of module %q is %s: expected a string", entry.Key(), m.Name, old.Kind())
	case Missing:
		in := jsontree.AtEnd(entry, m.entryStyle())
		p.edits = append(p.edits, in.Edits([]jsontree.Member{{Key: "value", Value: s.json()}})...)
	default:
		if twin, ok := m.dep.doc.twin(old, true); ok {
			return m.errorAt(twin.Second, "%s", m.twinMessage(twin))
		}
		if s.isWritten(old) {
			return nil
		}
		p.edits = append(p.edits, Edit{Span: old.Span(), Text: s.json()})
	}
	p.changes = append(p.changes, Change{
		Module: secret.Name(m.Name), Variable: entry.Key(), Pointer: secret.Pointer(entry.Pointer()),
		Old: newSecret(envVar(entry.Key(), entry).written()), New: newSecret(s.Value),
	})
	return nil
}

// envMember is the member of env that sets a variable, as compact JSON. It is kept,
// because the next module probably gets the same one.
func (d *Document) envMember(s Setting) jsontree.Member {
	m, known := d.members[s]
	if !known {
		m = jsontree.Member{Key: s.Name, Value: compact([]jsontree.Member{{Key: "value", Value: s.json()}})}
		if d.members == nil {
			d.members = map[Setting]jsontree.Member{}
		}
		d.members[s] = m
	}
	return m
}

// compact is the object with these members as compact JSON.
func compact(members []jsontree.Member) string {
	object := `{}`
	for _, m := range members {
		// A key is escaped, and marked by a colon so that sjson does not take
		// a number for the index of an array.
		next, err := sjson.SetRaw(object, ":"+gjson.Escape(m.Key), m.Value)
		if err != nil { // sjson has no path to such a key
			comma := strings.Repeat(",", min(1, len(object)-len(`{}`)))
			next = strings.TrimSuffix(object, "}") + comma + jsontree.Quote(m.Key) + ":" + m.Value + "}"
		}
		object = next
	}
	return object
}
