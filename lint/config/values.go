package config

import (
	"path"
	"strings"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

const dateLayout = "2006-01-02"

func (d *decoder) proxyURL(n *yamlfile.Node) manifest.ProxyURL {
	text := d.Text(n, `"url"`)
	for i := n.Span.Start; i < n.Span.End; i++ {
		if d.mask[i] != '\n' && d.mask[i] != '\r' {
			d.mask[i] = '*'
		}
	}
	u, err := manifest.ParseProxyURL(text)
	if err != nil {
		d.Fail(n.Span.Start, `"url": %v`, err).Cause = err
	}
	return u
}

func (d *decoder) protocol(n *yamlfile.Node) manifest.UpstreamProtocol {
	const expected = `expected "AmqpWs" or "MqttWs"`
	text := d.Text(n, `"upstream-protocol"`)
	p, ok := proxy.ReadProtocol(text)
	switch {
	case manifest.UpstreamProtocol(text).Placeholder():
		return manifest.UpstreamProtocol(text)
	case !ok:
		d.Fail(n.Span.Start, "unknown upstream protocol %s: "+expected, yamlfile.Show(text)).Suggestion = check.Nearest(text, []string{"AmqpWs", "MqttWs"})
	case !p.WebSocket():
		d.Fail(n.Span.Start, "%s does not go through a proxy: "+expected, yamlfile.Show(text)).Suggestion = string(p.OverWebSocket())
	}
	return p
}

func (d *decoder) moduleName(n *yamlfile.Node) string {
	text := d.Text(n, `an entry of "modules"`)
	switch _, err := path.Match(text, ""); {
	case text == "":
		d.Fail(n.Span.Start, `an entry of "modules" is empty: expected the name of a module, or a pattern such as "blob*"`)
	case err != nil:
		d.Fail(n.Span.Start, `%s in "modules" is no valid pattern: a "[" has no "]", or a "\" stands at the end`, yamlfile.Show(text))
	}
	return text
}

// noProxy reads a list of hosts for no_proxy, as it is written to a module.
func (d *decoder) noProxy(n *yamlfile.Node) string {
	text := strings.TrimSpace(d.Text(n, `"no-proxy"`))
	switch {
	case d.Err != nil:
	case text == "":
		d.Fail(n.Span.Start, `"no-proxy" is empty: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub", or none`)
	case secret.Text(text) != text:
		d.Fail(n.Span.Start, `"no-proxy" holds the address of a proxy: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub"`)
	}
	return text
}

// pointer reads an RFC 6901 pointer.
func (d *decoder) pointer(n *yamlfile.Node) string {
	text := d.Text(n, `"pointer"`)
	if text != "" && text[0] != '/' {
		d.Fail(n.Span.Start, `"pointer" is %s: expected a JSON pointer, such as "/modulesContent/$edgeAgent"`, yamlfile.Show(text))
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "~")
		if !found {
			return text
		}
		if after == "" || after[0] != '0' && after[0] != '1' {
			d.Fail(n.Span.Start, `"pointer" is %s: write "~0" for a "~" in a key, and "~1" for a "/"`, yamlfile.Show(text))
		}
		rest = after
	}
}

// date reads a day as midnight UTC.
func (d *decoder) date(n *yamlfile.Node) time.Time {
	text := d.Text(n, `"until"`)
	t, err := time.Parse(dateLayout, text)
	if err != nil {
		d.Fail(n.Span.Start, `"until" is %s: expected the last day of the entry as YEAR-MONTH-DAY, such as 2027-06-30`, yamlfile.Show(text))
	}
	return t
}
