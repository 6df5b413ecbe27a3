package fleet

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// findings are the findings about the document alone that matter for which device gets
// it. IoT Hub has accepted a deployment that exists. A new one may set nothing, for
// example because of a slip in the key "properties.desired": then it counts as a layer,
// and changes no device.
func (f *File) findings() []check.Finding {
	list := []check.Rule{rules.TargetConditionInvalid, rules.TargetConditionEmpty, rules.Priority}
	if f.New {
		list = append(list, rules.NotAManifest)
	}
	return lint.Run(f.Doc, lint.Options{Rules: list})
}
