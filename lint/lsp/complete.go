package lsp

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// complete offers the variables of a proxy in env, their values, and in a configuration
// protocols and rules.
func (s *server) complete(ctx context.Context, snap *snapshot, p protocol.AtPosition) (any, error) {
	at := snap.text.Offset(p.Position)
	if snap.configuration {
		return s.completeConfiguration(snap, at), nil
	}
	if !manifest.MayBeManifest(snap.text.Bytes()) {
		return nil, nil
	}
	known := manifest.ProxyURL{}
	err := snap.read(ctx, func(c *project.Checked) { known = c.Options.Expect.URL })
	if err != nil {
		return nil, err
	}
	c := cursorAt(snap.text.Bytes(), at)
	place := snap.text.Range(c.start, tokenEnd(snap.text.Bytes(), c, at))
	if module, ok := c.inEnv(); ok && c.isKey {
		return s.variables(c, module, place, snap.text.Bytes()[snap.text.Offset(place.End):]), nil
	}
	if variable, ok := c.inEntry(); ok && strings.EqualFold(c.key, "value") {
		return values(variable, known, place), nil
	}
	return nil, nil
}

// tokenEnd is where the string around a cursor ends: behind its second quotation mark, if
// nothing but the rest of a word stands between.
func tokenEnd(src []byte, c cursor, at int) int {
	if !c.open {
		return at
	}
	end := at
	for end < len(src) && strings.IndexByte("\"\r\n,{}", src[end]) < 0 {
		end++
	}
	if end < len(src) && src[end] == '"' {
		return end + 1
	}
	return at
}

// offeredVariable is a variable that is offered in env.
type offeredVariable struct{ name, detail, value string }

// variables offers those that the env does not set yet.
func (s *server) variables(c cursor, module string, place protocol.Range, rest []byte) []protocol.CompletionItem {
	offers := []offeredVariable{
		{manifest.ProxyVar, "the proxy that the module uses", "http://"},
		{manifest.ProtocolVar, "the protocol by which the module connects to IoT Hub", string(proxy.AmqpWs)},
	}
	if module != manifest.EdgeAgent && module != manifest.EdgeHub { // they do not read it
		offers = append(offers, offeredVariable{manifest.NoProxyVar, "the hosts that the module reaches without the proxy", manifest.UsualNoProxy})
	}
	items := []protocol.CompletionItem{}
	set := slices.Concat(c.keys, keysAfter(rest))
	hasValue := strings.HasPrefix(strings.TrimLeft(string(rest), " \t\r\n"), ":")
	for _, o := range offers {
		if slices.ContainsFunc(set, func(key string) bool { return strings.EqualFold(key, o.name) }) {
			continue
		}
		item := protocol.CompletionItem{
			Label: o.name, Kind: protocol.CompletionProperty, Detail: o.detail, FilterText: jsontree.Quote(o.name), Format: protocol.FormatPlain,
			TextEdit: protocol.TextEdit{Range: place, NewText: jsontree.Quote(o.name)},
		}
		switch {
		case hasValue:
		case s.can().snippets:
			item.Format = protocol.FormatSnippet
			item.TextEdit.NewText += `: { "value": "${1:` + o.value + `}" }`
		default:
			item.TextEdit.NewText += `: { "value": ` + jsontree.Quote(o.value) + " }"
		}
		items = append(items, item)
	}
	return items
}

// values offers what a variable may have.
func values(variable string, known manifest.ProxyURL, place protocol.Range) []protocol.CompletionItem {
	var offers []struct{ text, detail string }
	offer := func(text, detail string) { offers = append(offers, struct{ text, detail string }{text, detail}) }
	switch {
	case strings.EqualFold(variable, manifest.ProtocolVar):
		offer(string(proxy.AmqpWs), "AMQP over WebSockets, through the proxy")
		offer(string(proxy.MqttWs), "MQTT over WebSockets, through the proxy")
		offer(string(proxy.Amqp), "AMQP over TCP: does not go through a proxy")
		offer(string(proxy.Mqtt), "MQTT over TCP: does not go through a proxy")
	case strings.EqualFold(variable, manifest.ProxyVar) && !known.IsZero() && secret.Address(known.Reveal()) == known.Reveal():
		offer(known.Reveal(), "the proxy of the configuration")
	case strings.EqualFold(variable, manifest.NoProxyVar):
		offer(manifest.UsualNoProxy, "what a module reaches without the proxy")
	}
	items := []protocol.CompletionItem{}
	for i, o := range offers {
		text := jsontree.Quote(o.text)
		items = append(items, protocol.CompletionItem{
			Label: o.text, Kind: protocol.CompletionEnum, Detail: o.detail, FilterText: text, SortText: strconv.Itoa(i), Format: protocol.FormatPlain,
			TextEdit: protocol.TextEdit{Range: place, NewText: text},
		})
	}
	return items
}

// completeConfiguration offers the protocols and the rules in a .edgeproxy.yaml.
func (s *server) completeConfiguration(snap *snapshot, at int) []protocol.CompletionItem {
	src := snap.text.Bytes()
	line := string(src[:at])
	line = line[strings.LastIndexAny(line, "\r\n")+1:]
	word := line[strings.LastIndexAny(line, " \t\"'{,:[")+1:]
	before := strings.TrimRight(strings.TrimSuffix(line, word), " \t\"'")
	place := snap.text.Range(at-len(word), at)
	items := []protocol.CompletionItem{}
	offer := func(text, detail string) {
		items = append(items, protocol.CompletionItem{
			Label: text, Kind: protocol.CompletionValue, Detail: detail, Format: protocol.FormatPlain,
			TextEdit: protocol.TextEdit{Range: place, NewText: text},
		})
	}
	switch {
	case strings.HasSuffix(before, "upstream-protocol:"):
		offer(string(proxy.AmqpWs), "AMQP over WebSockets")
		offer(string(proxy.MqttWs), "MQTT over WebSockets")
	case strings.HasSuffix(before, "rule:"), isRuleStart(word):
		for _, r := range s.rules {
			offer(r.ID, r.Name)
		}
	}
	return items
}

// isRuleStart reports whether a word may become the ID of a rule.
func isRuleStart(word string) bool {
	digits, ok := strings.CutPrefix(word, "EP")
	return ok && strings.Trim(digits, "0123456789") == ""
}
