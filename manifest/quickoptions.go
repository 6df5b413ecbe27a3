package manifest

import "bytes"

// HasUsualOptions reports, much faster than CreateOptions reads them, that the
// module has no createOptions, or that they are a JSON object without Env in one
// string, as nearly all are. False means that they may be anything: ask CreateOptions.
func (m *Module) HasUsualOptions() bool {
	if m.usual == notAsked {
		if m.usual = no; m.readUsual() {
			m.usual = yes
		}
	}
	return m.usual == yes
}

// UsualOptions is the root of createOptions if HasUsualOptions is true. Its spans are
// no places of the file. The node is missing if there are no createOptions, or unusual
// ones.
func (m *Module) UsualOptions() Node {
	m.HasUsualOptions()
	return m.usualRoot
}

// answer is what is known about a yes-or-no question.
type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

// readUsual finds the root of usual createOptions. It reports false if they are
// other ones.
func (m *Module) readUsual() (ok bool) {
	if len(m.layer.members) > 0 {
		return false
	}
	var only Node
	for member := range m.Settings().Children() {
		if _, _, named := optionsPart(member); named {
			if only.Exists() {
				return false
			}
			only = member
		}
	}
	if !only.Exists() {
		return true
	}
	raw := only.Raw()
	if only.Kind() != String || !bytes.EqualFold(only.RawKey(), []byte(optionsKey)) || spellsEnv(raw) {
		return false
	}
	m.usualRoot, ok = m.dep.doc.quoted.Object(raw)
	return ok
}
