package edit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

const configPath = "etc/aziot/config.toml"

func isConfig(name string) bool { return path.Base(name) == "config.toml" }

// The variables of edgeAgent.
const (
	proxyVar    = "https_proxy"
	protocolVar = "UpstreamProtocol"
)

// setConfig plans [agent.env].
func (p *planner) setConfig() error {
	vars := []variable{{proxyVar, p.value}}
	if protocol := p.protocol(); protocol != "" {
		vars = append(vars, variable{protocolVar, protocol})
	}
	for _, c := range p.configs() {
		if err := p.replaceEnv(c, vars); err != nil {
			return err
		}
	}
	c := p.dev.Config
	if c == nil && p.dev.IsSnap() {
		return &PlaceError{Path: configPath, Message: "IoT Edge is installed as a snap, and its config.toml was not found: write the file anywhere, with https_proxy in [agent.env], and give it to the snap: sudo snap set azure-iot-edge raw-config=\"$(cat config.toml)\""}
	}
	if c == nil {
		content, image := newConfig(p.agentImage(nil), vars)
		p.notes = append(p.notes, configPath+" is new: it has no [provisioning] yet, without which \"iotedge config apply\" refuses it")
		return p.make(configPath, content, append([]string{image}, added(vars)...)...)
	}
	if err := p.moveMisplaced(c); err != nil {
		return err
	}
	missing := slices.DeleteFunc(vars, func(v variable) bool {
		return slices.ContainsFunc(envPairs(c.Doc, v.name), func(pair toml.Pair) bool {
			return v.name != proxyVar || pair.Name() == proxyVar // "iotedge check" knows this spelling only
		})
	})
	if len(missing) == 0 {
		return nil
	}
	return p.insertEnv(c, missing)
}

// configs are config.toml and the files of the daemon beside the one that "iotedge config
// apply" writes anew.
func (p *planner) configs() (all []*device.Config) {
	for _, c := range append(slices.Clone(p.dev.Applied), p.dev.Config) {
		if c != nil && !c.Super() {
			all = append(all, c)
		}
	}
	return all
}

// protocol is the value that UpstreamProtocol gets; "" if it stays as it is.
func (p *planner) protocol() string {
	switch p.set.Protocol {
	case proxy.KeepProtocol:
		return ""
	case proxy.AutoProtocol:
	default:
		return string(p.set.Protocol)
	}
	there := p.dev.AgentEnv(protocolVar)
	for _, m := range p.dev.Misplaced {
		if text.EqualFold(m.Name, protocolVar) {
			there = append(there, m.Setting)
		}
	}
	for _, s := range there {
		known, ok := proxy.ReadProtocol(s.Value)
		switch {
		case ok && known.WebSocket():
			return s.Value
		case ok:
			return string(known.OverWebSocket())
		}
	}
	return string(proxy.AmqpWs)
}

// envPairs are the spellings of a variable in [agent.env], however that is written.
func envPairs(doc *toml.Document, name string) (pairs []toml.Pair) {
	for pair := range doc.Pairs() {
		if isEnv(pair) && text.EqualFold(pair.Name(), name) {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// isEnv reports whether a pair is a variable of [agent.env].
func isEnv(pair toml.Pair) bool {
	return !pair.InArray && len(pair.Path) == 3 && pair.Path[0] == "agent" && pair.Path[1] == "env"
}

// replaceEnv gives the values to all spellings of the variables that stand there. Env
// of createOptions wins over [agent.env] (edgelet-docker/src/runtime.rs).
func (p *planner) replaceEnv(c *device.Config, vars []variable) error {
	for _, s := range c.Env() {
		if s.Via == device.ViaCreateOptions && text.EqualFold(s.Name, proxyVar) && s.Value != p.value {
			return p.otherWins(s, "edgeAgent")
		}
	}
	for _, v := range vars {
		for _, pair := range envPairs(c.Doc, v.name) {
			switch {
			case pair.Kind != toml.String:
				return errorAt(c.File, pair.Value.Start, "%s is %s: expected a string, because \"iotedge config apply\" refuses anything else", pair.Name(), pair.Kind)
			case pair.Text != v.value:
				p.edit(c.File).replace(pair.Value, quoteLike(c.File.Source[pair.Value.Start], v.value), variable{pair.Name(), v.value}.replaced())
			}
		}
	}
	return nil
}

// moveMisplaced takes those proxies out of config.toml that nobody reads.
func (p *planner) moveMisplaced(c *device.Config) error {
	for _, m := range p.dev.Misplaced {
		if m.File != c.File {
			continue
		}
		for pair := range c.Doc.Pairs() {
			if m.Span.Start < pair.Value.Start || m.Span.End > pair.Value.End || pair.Kind == toml.InlineTable {
				continue
			}
			lines, alone := wholeLines(c.File.Source, pair.Span)
			if !alone || pair.InArray {
				return errorAt(c.File, pair.Key.Start, "%s: %s: remove it there, then run the command again", m.Name, m.Why)
			}
			edit := cut(c.File.Source, lines)
			p.edit(c.File).replace(edit.Span, "", fmt.Sprintf("remove %s of line %d: %s", m.Name, c.File.Lines().Position(pair.Key.Start).Line, m.Why))
		}
	}
	return nil
}

// quoteLike is a text as a string of TOML, with the quotes that stood there, if the
// text allows them.
func quoteLike(quote byte, s string) string {
	if quote == '\'' && !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return quoted(s)
}

// quoted is a text as a basic string of TOML.
func quoted(s string) string { return `"` + basicString.Replace(s) + `"` }

var basicString = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func added(vars []variable) (changes []string) {
	for _, v := range vars {
		changes = append(changes, v.added())
	}
	return changes
}
