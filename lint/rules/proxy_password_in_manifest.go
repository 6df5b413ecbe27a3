package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// ProxyPasswordInManifest is EP204.
var ProxyPasswordInManifest = check.Rule{
	ID: "EP204", Name: "proxy-password-in-manifest", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a proxy's password that stands in the manifest in plain text.",
		Why: `Whoever reads the repository, or its history, has the password. Put a placeholder in its place, such as
"http://user:${PROXY_PASSWORD}@proxy.example.com:3128" or "${PROXY_URL}" for the whole address, and let the pipeline fill it in.

A placeholder hides the password from the repository only. On the way to the device the password ends up in about five more places
in plain text, among them the module's desired and reported properties in IoT Hub and the container's env and label on the device. A
proxy that recognizes the device by its address needs no password.`,
		Bad: func() string {
			return asTemplate(deployment(proxyValue("http://operator:Spring-2026@proxy.example.com:3128"), proxyValue("http://operator:Spring-2026@proxy.example.com:3128"), ""))
		},
		Good: func() string {
			return asTemplate(deployment(proxyValue("http://user:${PROXY_PASSWORD}@proxy.example.com:3128"), proxyValue("http://user:${PROXY_PASSWORD}@proxy.example.com:3128"), ""))
		},
	},
	Check: check.EachDeployment(checkPassword),
}

// checkPassword gives one finding for each deployment: usually one password stands in
// all modules.
func checkPassword(p *check.Pass, d *check.Deployment) {
	var f check.Finding
	for _, m := range d.Modules {
		for _, a := range m.Addresses() {
			switch {
			case !a.URL.HasPassword():
			case f.Message == "":
				f = a.Finding()
				f.Message = a.Subject() + " holds a password in plain text: expected a placeholder"
				f.Help = "let the pipeline fill it in: write http://USER:${PROXY_PASSWORD}@HOST:PORT, or ${PROXY_URL} for the whole address, " +
					"with the same text as proxy.url in .edgeproxy.yaml, and change the password, which the repository's history keeps"
			default:
				f.Related = append(f.Related, a.Related(a.Subject()+" holds a password, too"))
			}
		}
	}
	if f.Message != "" {
		p.Report(f)
	}
}

// asTemplate makes a template of an example: placeholders are no mistake in templates.
func asTemplate(example string) string {
	return strings.Replace(example, "{\n", "{\n  \"$schema-template\": \"4.0.0\",\n", 1)
}
