package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// DuplicateKey is EP002.
var DuplicateKey = check.Rule{
	ID: "EP002", Name: "duplicate-key", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a key that stands twice in one object.",
		Why: "The device keeps the last of the two, while most tools and most readers look at the first. " +
			"A second \"env\" further down takes away the proxy that the first one sets.",
		Bad:  deployment(`"type": "docker",`+"\n            "+proxyEnv, proxyEnv, ""),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: func(p *check.Pass) {
		for obj := range p.Doc.Objects() {
			for _, dup := range manifest.Duplicates(obj) {
				f := check.AtKey(dup.Second)
				f.Message = fmt.Sprintf("key %q stands twice in one object: expected once", dup.Second.Key())
				f.Help = "the device keeps this last one and ignores the first; keep the one that is right"
				f.Related = []check.Related{{
					Span: dup.First.KeySpan(), Pointer: dup.First.Pointer(), Message: "the first one, ignored by the device",
				}}
				p.Report(f)
			}
		}
	},
}
