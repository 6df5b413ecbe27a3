package rules

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// InvalidJSON is EP001. It has no document to look at: the engine asks
// SyntaxFinding where a text cannot be parsed.
var InvalidJSON = check.Rule{
	ID: "EP001", Name: "invalid-json", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports text that is not JSON, with the place and what was expected.",
		Why: `IoT Hub and every deploy tool refuse the whole file. edgeproxy still reads comments, trailing commas and placeholders
without quotes, and EP003 reports them. It cannot read blocks of a template language, such as {% if %}: the message names the
language and the step that renders the file. Before that, nobody knows whether the template loses a device: check the rendered file,
and list the template under "exclude" in .edgeproxy.yaml.`,
		Bad: func() string {
			return deployment(`"env": { "https_proxy": { "value": "http://proxy.example.com:3128" }`, proxyEnv, "")
		},
		Good: func() string {
			return deployment(`"env": { "https_proxy": { "value": "http://proxy.example.com:3128" }, "UpstreamProtocol": { "value": "AmqpWs" } }`, proxyEnv, "")
		},
	},
	Check: func(*check.Pass) {},
}

// SyntaxFinding is the finding about a text that manifest.Parse refuses.
func SyntaxFinding(src []byte, err error, severity check.Severity) check.Finding {
	f := check.Finding{
		Rule: InvalidJSON.ID, Name: InvalidJSON.Name, Severity: severity, Cause: contentSum(src),
		Message: err.Error(),
		Help:    "no tool can deploy this file; correct it at this place or just before it",
	}
	var syntax *manifest.SyntaxError
	if errors.As(err, &syntax) {
		f.Message = syntax.Msg
		if other := OtherNotation(src, syntax.Offset); other != "" {
			f.Help = other
		}
		if syntax.Language != "" {
			f.Help = "placeholders such as ${NAME} can be read, blocks of a template language cannot: check the rendered file, after the step that renders it, and list this template under exclude in .edgeproxy.yaml"
		}
		f.Span = manifest.Span{Start: syntax.Offset, End: min(syntax.Offset+1, len(src))}
	}
	return f
}

// contentSum is a checksum of the content of a file without carriage returns, which a
// checkout may add. No rule looks into a file that cannot be parsed. So a baseline that
// knows its error must not cover another content of the file.
func contentSum(src []byte) string {
	sum := sha256.Sum256(bytes.ReplaceAll(src, []byte("\r"), nil))
	return fmt.Sprintf("sha256:%x", sum[:8])
}
