package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// ProxyPlaceholder is EP207.
var ProxyPlaceholder = check.Rule{
	ID: "EP207", Name: "proxy-placeholder", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an https_proxy of a deployment that still holds a placeholder, such as ${PROXY_URL}, $PROXY_URL, #{PROXY_URL}#, $(PROXY_URL), __PROXY_URL__, %PROXY_URL%, <proxy> or {{proxy}}.",
		Why: `The device uses the placeholder as it stands. A placeholder is no address, so edgeAgent ends at start, again and again.

In a template a placeholder is right. For edgeAgent and edgeHub a document counts as a template only if something declares it: the
name of its file, such as deployment.template.json or deployment.json.template, a "$schema-template" in the document, or an entry of
"templates" in .edgeproxy.yaml that covers the file. For other modules less is enough: the document writes createOptions as an
object, holds a placeholder without quotes, or holds a placeholder anywhere but in images and in the proxy settings.

If a later step fills in a finished deployment, set proxy.url in .edgeproxy.yaml to the same text.`,
		Bad:  func() string { return deployment(proxyValue("${PROXY_URL}"), proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if !p.LeftOver(a) {
			return
		}
		f := a.Finding()
		f.Message = fmt.Sprintf("%s still holds a placeholder, %q: expected the address of the proxy", a.Subject(), secret.Address(a.Value))
		f.Help = "fill in the placeholder before the deployment" + unlessTemplate("proxy.url") + "; " + placeholderEffect(a.Module)
		p.Report(f)
	}),
}

// unlessTemplate says how to tell that a placeholder is no mistake: for the whole
// file, or for one text by a key of the configuration.
func unlessTemplate(key string) string {
	return "; if a tool fills it in, call the file *.template.json, list it under templates in .edgeproxy.yaml, or set " + key + " there to the same placeholder"
}

// placeholderEffect says what a module does with the text of a placeholder.
func placeholderEffect(m *check.Module) string {
	switch {
	case !m.Runtime():
		return "the module would use the placeholder as the address"
	case m.Name == manifest.EdgeAgent:
		return "with the placeholder edgeAgent ends at start, again and again: " + recovery
	}
	return "with the placeholder " + m.Name + " ends at start, again and again"
}
