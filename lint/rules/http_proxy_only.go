package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// HTTPProxyOnly is EP404.
var HTTPProxyOnly = check.Rule{
	ID: "EP404", Name: "http-proxy-only", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a module that has http_proxy and no https_proxy.",
		Why: "http_proxy is for http:// addresses. The cloud is reached by https://, for which programs look at https_proxy: with http_proxy " +
			"alone the upload of Azure Blob Storage on IoT Edge, for example, ends with \"connection refused\".",
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("camera", "example.azurecr.io/camera:1.0", `"env": {
              "http_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("camera", "example.azurecr.io/camera:1.0", `"env": {
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              },
              "no_proxy": {
                "value": "`+usualNoProxy+`"
              }
            }`))
		},
	},
	Check: check.EachModule(func(p *check.Pass, d *check.Deployment, m *check.Module) {
		if m.System || len(m.Proxy) > 0 || m.Partial() {
			return
		}
		vars := setVars(m.Lookup(manifest.HTTPProxyVar))
		if len(vars) == 0 || len(m.Lookup("all_proxy")) > 0 || displacedProxy(p, m) {
			return
		}
		if reason, _ := whyProxy(p, d, m); reason != "" && p.Explains("EP401") {
			return // it says what the proxy is needed for, and may have a fix
		}
		f := m.At(vars[0].Entry)
		f.Message = fmt.Sprintf("module %q has %s and no https_proxy: https:// addresses are reached without the proxy", m.Name, vars[0].Name)
		f.Help = "add https_proxy, with the same value if the proxy serves both"
		p.Report(f)
	}),
}
