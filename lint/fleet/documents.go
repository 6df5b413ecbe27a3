package fleet

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// findings are those about the document alone that concern which device gets it. A
// deployment that exists has been accepted; one that does not may set nothing, such as by a
// slip in the key "properties.desired": it counts as a layer then, and changes no device.
func (f *File) findings() []check.Finding {
	list := []check.Rule{rules.TargetConditionInvalid, rules.TargetConditionEmpty, rules.Priority}
	if f.New {
		list = append(list, rules.NotAManifest)
	}
	return lint.Run(f.Doc, lint.Options{Rules: list})
}
