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
		Summary: "Reports an https_proxy of a deployment that still holds a placeholder, such as ${PROXY_URL}, #{PROXY_URL}#, $(PROXY_URL), <proxy> or {{proxy}}.",
		Why: `The device takes the text as it is. It is no address, and edgeAgent ends at start, again and again.

In a template a placeholder is right. A document counts as a template if it has "$schema-template", writes createOptions as an
object, holds a placeholder without quotes, or holds a ${…} anywhere but in the proxy settings: where the proxy is all that is
left to fill in, somebody has forgotten it. If a later step does fill it in, set proxy.url in .edgeproxy.yaml to the same text.`,
		Bad:  deployment(proxyValue("${PROXY_URL}"), proxyEnv, ""),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: check.EachAddress(func(p *check.Pass, a check.Address) {
		if !p.LeftOver(a) {
			return
		}
		f := a.Finding()
		f.Message = fmt.Sprintf("%s still holds a placeholder, %q: expected the address of the proxy", a.Subject(), secret.Address(a.Value))
		f.Help = "fill it in before the deployment, or set proxy.url to the same placeholder in .edgeproxy.yaml if a later step does; " +
			placeholderEffect(a.Module)
		p.Report(f)
	}),
}

// placeholderEffect says what a module does with the text of a placeholder.
func placeholderEffect(m *check.Module) string {
	switch {
	case !m.Runtime():
		return "the module would take the text as it is"
	case m.Name == manifest.EdgeAgent:
		return "with the text as it is edgeAgent ends at start, again and again: " + recovery
	}
	return "with the text as it is " + m.Name + " ends at start, again and again"
}
