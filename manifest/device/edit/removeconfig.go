package edit

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// removeFromConfigs plans config.toml and the other files of the daemon.
func (p *planner) removeFromConfigs() error {
	for _, c := range p.configs() {
		if err := p.removeFromConfig(c); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) removeFromConfig(c *device.Config) error {
	if isMade(c) && !isLinked(c.File) {
		p.remove(c.File)
		return nil
	}
	src := c.File.Source
	for _, b := range blocks(c) {
		if err := checkBlock(c, b); err != nil {
			return err
		}
		if strings.Contains(string(src[b.Start:b.End]), "[agent.env]") {
			b.Start = blankBefore(src, b.Start)
		}
		p.edit(c.File).replace(cut(src, b).Span, "", "remove the lines of edgeproxy")
	}
	for _, pair := range envPairs(c.Doc, proxyVar) {
		if inBlock(c, pair.Span.Start) {
			continue
		}
		lines, alone := wholeLines(src, pair.Span)
		if !alone {
			return errorAt(c.File, pair.Key.Start, "%s does not stand on a line of its own: remove it by hand", pair.Name())
		}
		p.edit(c.File).replace(cut(src, lines).Span, "", "remove "+pair.Name())
	}
	return nil
}

// isMade reports whether a file is what Set makes where there is none.
func isMade(c *device.Config) bool {
	image, _ := c.Doc.Lookup("agent", "config", "image")
	var vars []variable
	for pair := range c.Doc.Pairs() {
		if isEnv(pair) {
			vars = append(vars, variable{pair.Name(), pair.Text})
		}
	}
	made, _ := newConfig(image.Text, vars)
	return string(made) == string(c.File.Source)
}

// checkBlock makes sure that nobody has put lines of their own into a block.
func checkBlock(c *device.Config, b text.Span) error {
	for pair := range c.Doc.Pairs() {
		if pair.Span.Start < b.Start || pair.Span.Start >= b.End {
			continue
		}
		if !isWritten(pair) {
			return errorAt(c.File, pair.Key.Start, "%q stands between the comments of edgeproxy, and was not written by edgeproxy: move it out of there, then run the command again", pair.Name())
		}
	}
	return nil
}

// isWritten reports whether Set writes such a pair.
func isWritten(pair toml.Pair) bool {
	switch strings.Join(pair.Path, ".") {
	case "agent.name", "agent.type", "agent.config.image", "agent.env." + proxyVar, "agent.env." + protocolVar:
		return true
	}
	return false
}
