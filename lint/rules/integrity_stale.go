package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// IntegrityStale is EP502.
var IntegrityStale = check.Rule{
	ID: "EP502", Name: "integrity-stale", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a signature (integrity) in the desired properties of $edgeAgent or $edgeHub, which any edit makes invalid.",
		Why: `A signature is valid only for the manifest as it was signed. Runtimes from 1.3.0 to before 1.5.20 that have a manifest trust bundle
refuse a manifest whose signature does not match. So even a small change, such as a new proxy, needs a new signature. Later runtimes
ignore the signature.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"routes": {},`, `"routes": {},
        "integrity": {
          "header": {
            "signercert": [
              "MIIB"
            ],
            "intermediatecacert": [
              "MIIC"
            ]
          },
          "signature": {
            "bytes": "c2lnbmVk",
            "algorithm": "ES256"
          }
        },`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, t := range d.Twins() {
			if t.Module != "$edgeAgent" && t.Module != "$edgeHub" {
				continue
			}
			for _, part := range t.Parts {
				n := part.Node.Fold("integrity")
				if len(part.Path) > 0 {
					n = part.Node
				}
				if !n.Exists() || n.Kind() == manifest.Null || len(part.Path) > 0 && !strings.EqualFold(part.Path[0], "integrity") {
					continue
				}
				f := check.AtKey(n)
				f.Module = t.Module
				f.Message = fmt.Sprintf("%s is signed (integrity): any edit makes the signature invalid", t.Module)
				f.Help = "sign the manifest anew after the last edit, or take integrity out if the devices do not verify it"
				p.Report(f)
			}
		}
	}),
}
