package manifest

import (
	"fmt"
	"strings"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"
)

// Setting is a variable to be set in a module's env.
type Setting struct {
	Name  string // in its canonical spelling
	Value string
}

// Change is one variable that an edit sets.
type Change struct {
	Module   string
	Variable string // as it is spelt in the document
	Pointer  string // RFC 6901 pointer to the member of env
	Old, New Secret
	Added    bool // the variable was not there before
}

// String describes the change, without passwords.
func (c Change) String() string {
	if c.Added {
		return fmt.Sprintf("%s: add %s = %s", c.Module, c.Variable, c.New)
	}
	return fmt.Sprintf("%s: change %s from %s to %s", c.Module, c.Variable, c.Old, c.New)
}

// Secret is a value that may hold a password. However it is printed, the
// password is left out (law L9).
type Secret struct {
	text *string // a pointer, because fmt prints the address of one inside other values
}

func secret(text string) Secret { return Secret{&text} }

// String is the value without its password, in double quotes.
func (s Secret) String() string { return fmt.Sprintf("%q", RedactProxyURL(s.Reveal())) }

// GoString is String: %#v shows no password either.
func (s Secret) GoString() string { return s.String() }

// MarshalText is the value without its password.
func (s Secret) MarshalText() ([]byte, error) { return []byte(RedactProxyURL(s.Reveal())), nil }

// Reveal is the value as it is, with its password.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// EditError says why a document cannot be edited, and where.
type EditError struct {
	Module   string
	Pointer  string // RFC 6901 pointer to the value that stands in the way
	Position Position
	Msg      string
}

// Error formats the error as "line:column: message (at pointer)".
func (e *EditError) Error() string {
	if e.Pointer == "" {
		return fmt.Sprintf("%s: %s", e.Position, e.Msg)
	}
	return fmt.Sprintf("%s: %s (at %s)", e.Position, e.Msg, e.Pointer)
}

// errorAt makes an EditError about a value.
func (m *Module) errorAt(n Node, format string, args ...any) error {
	return &EditError{
		Module:   m.Name,
		Pointer:  n.Pointer(),
		Position: m.dep.doc.Position(n.MemberSpan().Start),
		Msg:      fmt.Sprintf(format, args...),
	}
}

// SetEnv plans the edits that set variables in the module's env. A variable
// that is there in another spelling is kept and gets the same value, and the
// canonical spelling is added beside it, so that no reader of either sees an
// old value; of UpstreamProtocol one spelling is enough, because all its
// readers ignore case. What has the wanted value already is left alone.
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
		if err := plan.set(m, s); err != nil {
			return nil, nil, err
		}
	}
	if len(plan.added) > 0 {
		plan.edits = append(plan.edits, m.addToEnv(plan.added)...)
	}
	return plan.edits, plan.changes, nil
}

// checkWay makes sure that the module's env can be edited: everything on the
// way from the root is an object and no key stands twice.
func (m *Module) checkWay() error {
	env := m.Env()
	switch {
	case m.Node.Exists() && m.Node.Kind() != Object:
		return m.errorAt(m.Node, "module %q is %s: expected an object", m.Name, m.Node.Kind())
	case !m.Node.Exists() && !env.Exists():
		return m.errorAt(m.dep.Root, "module %q is not in the document", m.Name)
	case env.Exists() && env.Kind() != Object:
		return m.errorAt(env, "env of module %q is %s: expected an object of {\"value\": …} entries", m.Name, env.Kind())
	}
	if m.dep.doc.duplicateMember(m.Node, "env") {
		return m.errorAt(env, "module %q has two members %q: remove one of them", m.Name, "env")
	}
	at := m.Node
	if env.Exists() {
		at = env
	}
	for ; at.Parent().Exists(); at = at.Parent() {
		if twin, ok := m.dep.doc.duplicateOf(at); ok {
			return m.errorAt(at, "key %q stands twice in one object, first at %s: the device takes the last one, other tools the first; remove one of them",
				at.Key(), m.dep.doc.Position(twin.KeySpan().Start))
		}
	}
	return nil
}

// envPlan collects what has to be done to one env.
type envPlan struct {
	edits   []Edit
	changes []Change
	added   []member
}

// set plans one variable.
func (p *envPlan) set(m *Module, s Setting) error {
	for _, v := range m.Lookup(s.Name) {
		if v.Source == FromCreateOptions && v.Value != s.Value {
			return m.errorAt(v.Node, "createOptions.Env of module %q sets %s, which beats env on the device: remove it there, then apply again", m.Name, v.Name)
		}
	}
	var spellings []Node
	exact := false
	for entry := range m.Env().Children() {
		if entry.keyIs(s.Name, true) {
			spellings = append(spellings, entry)
			exact = exact || entry.Key() == s.Name
		}
	}
	for _, entry := range spellings {
		if twin, ok := m.dep.doc.duplicateOf(entry); ok {
			return m.errorAt(entry, "variable %q stands twice in env, first at %s: remove one of them", entry.Key(), m.dep.doc.Position(twin.KeySpan().Start))
		}
		if err := p.update(m, entry, s.Value); err != nil {
			return err
		}
	}
	if !exact && (len(spellings) == 0 || s.Name != ProtocolVar) {
		p.added = append(p.added, envMember(s))
		p.changes = append(p.changes, Change{
			Module: m.Name, Variable: s.Name, New: secret(s.Value), Added: true,
			Pointer: m.envPointer() + "/" + pointerEscape.Replace(s.Name),
		})
	}
	return nil
}

// update plans the new value of an entry that is there.
func (p *envPlan) update(m *Module, entry Node, value string) error {
	if entry.Kind() != Object {
		return m.errorAt(entry, "variable %q of module %q is %s: expected an object, {\"value\": …}", entry.Key(), m.Name, entry.Kind())
	}
	old := entry.Fold("value")
	switch old.Kind() {
	case Object, Array:
		return m.errorAt(old, "the value of variable %q of module %q is %s: expected a string", entry.Key(), m.Name, old.Kind())
	case Missing:
		in := m.dep.doc.insertionAtEnd(entry, m.sample().entry)
		p.edits = append(p.edits, in.edits(m.dep.doc, []member{{"value", quote(value)}})...)
	default:
		if old.Kind() == String && old.Text() == value {
			return nil
		}
		if m.dep.doc.duplicateMember(entry, "value") {
			return m.errorAt(entry, "variable %q of module %q has two members %q: remove one of them", entry.Key(), m.Name, "value")
		}
		p.edits = append(p.edits, Edit{old.Span(), quote(value)})
	}
	p.changes = append(p.changes, Change{
		Module: m.Name, Variable: entry.Key(), Pointer: entry.Pointer(),
		Old: secret(envVar(entry).Value), New: secret(value),
	})
	return nil
}

// envMember is the member of env that sets a variable, as compact JSON.
func envMember(s Setting) member {
	entry, err := sjson.SetRaw(`{}`, "value", quote(s.Value))
	if err != nil {
		entry = `{"value":` + quote(s.Value) + `}`
	}
	return member{s.Name, entry}
}

// compact is the object that holds the members, as compact JSON. Each key is
// escaped, and marked by a colon so that sjson takes a number as a key.
func compact(members []member) string {
	object := `{}`
	for _, m := range members {
		if next, err := sjson.SetRaw(object, ":"+gjson.Escape(m.key), m.value); err == nil {
			object = next
		}
	}
	return object
}

func (m *Module) envPointer() string {
	if env := m.Env(); env.Exists() {
		return env.Pointer()
	}
	return m.Node.Pointer() + "/env"
}

// addToEnv plans the edits that add members to the module's env, or a new env
// right after settings that holds them.
func (m *Module) addToEnv(members []member) []Edit {
	d, sample := m.dep.doc, m.sample()
	if env := m.Env(); env.Exists() {
		in := d.insertionAtEnd(env, sample.env)
		if in.style.values == nil {
			in.style.values = sample.entry
		}
		return in.edits(d, members)
	}
	in := d.insertionAfter(m.Node, m.Settings())
	in.style.values = sample.env
	if sample.env != nil {
		in.style.values.values = sample.entry
	}
	return in.edits(d, []member{{"env", compact(members)}})
}

// sampleEnv is how the env of some module of the deployment is written.
type sampleEnv struct {
	env   *style // its members
	entry *style // the members of its entries
}

// sample reads the style of the module's own entries of env, or else of the
// first module that has some.
func (m *Module) sample() sampleEnv {
	if s := readSample(m.Env()); s.env != nil {
		return s
	}
	if m.dep.sample == nil {
		s := sampleEnv{}
		for _, other := range m.dep.modules {
			if s = readSample(other.Env()); s.env != nil {
				break
			}
		}
		m.dep.sample = &s
	}
	s := sampleEnv{}
	if m.dep.sample.env != nil {
		env, entry := *m.dep.sample.env, *m.dep.sample.entry
		s = sampleEnv{&env, &entry}
	}
	return s
}

// readSample reads the style of the last entry of env that is an object with members.
func readSample(env Node) sampleEnv {
	var s sampleEnv
	for entry := range env.Children() {
		if entry.Kind() == Object && entry.KeySpan().Len() > 0 && entry.Len() > 0 {
			beside := styleBeside(env, entry)
			s = sampleEnv{&beside, styleInside(entry)}
		}
	}
	return s
}

// insertionAtEnd is the place after the last member of obj. An empty object
// is opened in the style of what stands around it; like is how its members
// are written elsewhere, nil if that is not known.
func (d *Document) insertionAtEnd(obj Node, like *style) insertion {
	var last Node
	for c := range obj.Children() {
		last = c
	}
	if last.Exists() {
		return insertion{obj, last, styleBeside(obj, last)}
	}
	s := styleBeside(obj.Parent(), obj)
	s.indent += s.unit
	if s.newline == "" {
		s.pad = ""
	}
	if like != nil {
		indent, unit, newline := s.indent, s.unit, s.newline
		s = *like
		if s.newline != "" || newline == "" {
			s.newline, s.indent, s.unit = newline, indent, unit
		}
	}
	return insertion{obj: obj, style: s}
}

// insertionAfter is the place after a member of obj, or at its end if the
// member does not exist.
func (d *Document) insertionAfter(obj, after Node) insertion {
	if !after.Exists() || !strings.EqualFold(after.Key(), "settings") {
		return d.insertionAtEnd(obj, nil)
	}
	return insertion{obj, after, styleBeside(obj, after)}
}
