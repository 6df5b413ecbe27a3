package manifest

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// HasUsualOptions reports, much faster than CreateOptions reads them, that the
// module's createOptions are a JSON object without Env in one string, as nearly
// all are. False means that they may be anything: ask CreateOptions.
func (m *Module) HasUsualOptions() bool {
	if m.usual == notAsked {
		if m.usual = no; m.looksUsual() {
			m.usual = yes
		}
	}
	return m.usual == yes
}

// UsualOptions calls visit with the root of createOptions for which HasUsualOptions
// is true, much faster than CreateOptions reads them. The root is good during the
// call only, and its spans are those of the text in the string.
func (m *Module) UsualOptions(visit func(root Node)) {
	if !m.HasUsualOptions() {
		return
	}
	for member := range m.Settings().Children() {
		if _, part, _ := optionsPart(member); part {
			jsontree.VisitQuoted(member.Raw(), visit)
			return
		}
	}
}

// answer is what is known about a yes-or-no question.
type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

func (m *Module) looksUsual() bool {
	var only Node
	for member := range m.Settings().Children() {
		if _, _, named := optionsPart(member); named {
			if only.Exists() {
				return false
			}
			only = member
		}
	}
	raw := only.Raw()
	if only.Kind() != String || !bytes.EqualFold(only.RawKey(), []byte(optionsKey)) || spellsEnv(raw) {
		return false
	}
	return jsontree.VisitQuoted(raw, nil)
}
