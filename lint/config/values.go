package config

import (
	"path"
	"strings"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

const dateLayout = "2006-01-02"

func (d *decoder) proxyURL(n *node) manifest.ProxyURL {
	text := d.text(n, `"url"`)
	for i := n.span.Start; i < n.span.End; i++ {
		if d.mask[i] != '\n' && d.mask[i] != '\r' {
			d.mask[i] = '*'
		}
	}
	u, err := manifest.ParseProxyURL(text)
	if err != nil {
		d.fail(n.span.Start, `"url": %v`, err).cause = err
	}
	return u
}

func (d *decoder) protocol(n *node) manifest.UpstreamProtocol {
	const expected = `expected "AmqpWs" or "MqttWs"`
	text := d.text(n, `"upstream-protocol"`)
	p, ok := proxy.ReadProtocol(text)
	switch {
	case manifest.UpstreamProtocol(text).Placeholder():
		return manifest.UpstreamProtocol(text)
	case !ok:
		d.fail(n.span.Start, "unknown upstream protocol %s: "+expected, show(text)).Suggestion = check.Nearest(text, []string{"AmqpWs", "MqttWs"})
	case !p.WebSocket():
		d.fail(n.span.Start, "%s does not go through a proxy: "+expected, show(text)).Suggestion = string(p.OverWebSocket())
	}
	return p
}

func (d *decoder) moduleName(n *node) string {
	text := d.text(n, `an entry of "modules"`)
	switch _, err := path.Match(text, ""); {
	case text == "":
		d.fail(n.span.Start, `an entry of "modules" is empty: expected the name of a module, or a pattern such as "blob*"`)
	case err != nil:
		d.fail(n.span.Start, `%s in "modules" is no valid pattern: a "[" has no "]", or a "\" stands at the end`, show(text))
	}
	return text
}

// noProxy reads a list of hosts for no_proxy, as it is written to a module.
func (d *decoder) noProxy(n *node) string {
	text := strings.TrimSpace(d.text(n, `"no-proxy"`))
	switch {
	case d.err != nil:
	case text == "":
		d.fail(n.span.Start, `"no-proxy" is empty: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub", or none`)
	case secret.Text(text) != text:
		d.fail(n.span.Start, `"no-proxy" holds the address of a proxy: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub"`)
	}
	return text
}

// pointer reads an RFC 6901 pointer.
func (d *decoder) pointer(n *node) string {
	text := d.text(n, `"pointer"`)
	if text != "" && text[0] != '/' {
		d.fail(n.span.Start, `"pointer" is %s: expected a JSON pointer, such as "/modulesContent/$edgeAgent"`, show(text))
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "~")
		if !found {
			return text
		}
		if after == "" || after[0] != '0' && after[0] != '1' {
			d.fail(n.span.Start, `"pointer" is %s: write "~0" for a "~" in a key, and "~1" for a "/"`, show(text))
		}
		rest = after
	}
}

// date reads a day as midnight UTC.
func (d *decoder) date(n *node) time.Time {
	text := d.text(n, `"until"`)
	t, err := time.Parse(dateLayout, text)
	if err != nil {
		d.fail(n.span.Start, `"until" is %s: expected the last day of the entry as YEAR-MONTH-DAY, such as 2027-06-30`, show(text))
	}
	return t
}

func (d *decoder) boolean(n *node, what string) bool {
	if n.kind != kindBoolean {
		d.fail(n.span.Start, "%s is %s: expected true or false", what, n.kind)
	}
	return strings.EqualFold(n.text, "true")
}

// text reads a text. YAML takes a value that starts with "#" for a comment,
// and some words for something else than text: the error says so.
func (d *decoder) text(n *node, what string) string {
	switch n.kind {
	case kindText:
		return n.text
	case kindNull:
		d.fail(n.span.Start, `%s is empty: expected a text; put a text that starts with "#" in quotes`, what)
	case kindNumber, kindBoolean:
		d.fail(n.span.Start, "%s is %s: expected a text; put it in quotes", what, n.kind)
	default:
		d.fail(n.span.Start, "%s is %s: expected a text; put a text with braces or brackets in quotes", what, n.kind)
	}
	return ""
}
