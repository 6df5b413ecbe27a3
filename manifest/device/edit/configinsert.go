package edit

import (
	"regexp"
	"strings"
	"sync"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// insertEnv adds variables to [agent.env], in the form that it has.
func (p *planner) insertEnv(c *device.Config, vars []variable) error {
	if err := refuseValue(c, vars); err != nil {
		return err
	}
	for _, t := range c.Doc.Tables {
		if t.Array && t.Path[0] == "agent" {
			return errorAt(c.File, t.Header.Start, "%q is an array of tables: expected a table in single brackets", strings.Join(t.Path, "."))
		}
	}
	at, lines := p.linesFor(c, vars)
	d := p.edit(c.File)
	d.edits = append(d.edits, insertion(c.File.Source, at, lines))
	d.changes = append(d.changes, added(vars)...)
	return nil
}

// linesFor are the lines that add variables, and where they go.
func (p *planner) linesFor(c *device.Config, vars []variable) (at int, lines []string) {
	src := c.File.Source
	if t, ok := c.Doc.Table("agent", "env"); ok {
		behind := lastByte(t)
		at = lineEnd(src, behind)
		if lines = lineStyle(src, t).write(vars); !inBlock(c, behind) {
			lines = block(lines)
		}
		return at, lines
	}
	if pair, ok := lastPair(c.Doc, isEnv); ok { // "env.NAME = …", or "agent.env.NAME = …"
		style := styleOf(src, pair)
		style.prefix = string(src[pair.Key.Start:lastPart(src, pair.Key)])
		return lineEnd(src, pair.Span.End), block(style.write(vars))
	}
	if t, ok := lastAgentTable(c.Doc); ok {
		lines = append([]string{"[agent.env]"}, lineStyle(src, t).write(vars)...)
		return lineEnd(src, lastByte(t)), withBlank(src, block(lines))
	}
	if pair, ok := lastDotted(c.Doc.Tables[0]); ok {
		style := styleOf(src, pair)
		style.prefix = "agent.env."
		return lineEnd(src, pair.Span.End), block(style.write(vars))
	}
	at = p.agentPlace(c)
	lines = agentLines(p.agentImage(c), vars)
	p.edit(c.File).changes = append(p.edit(c.File).changes, "add [agent] with its name, its type and the image "+p.agentImage(c))
	return at, withBlank(src, block(lines))
}

// lastByte is the last byte of a table's last pair, or of its header.
func lastByte(t toml.Table) int {
	if len(t.Pairs) == 0 {
		return t.Header.End - 1
	}
	return t.Pairs[len(t.Pairs)-1].Span.End - 1
}

// lastPair is the last pair for which is reports true.
func lastPair(doc *toml.Document, is func(toml.Pair) bool) (last toml.Pair, ok bool) {
	for pair := range doc.Pairs() {
		if is(pair) {
			last, ok = pair, true
		}
	}
	return last, ok
}

// lastAgentTable is the last table of [agent] and those below it.
func lastAgentTable(doc *toml.Document) (last toml.Table, ok bool) {
	for _, t := range doc.Tables {
		if len(t.Path) > 0 && t.Path[0] == "agent" {
			last, ok = t, true
		}
	}
	return last, ok
}

// lastDotted is the last "agent.NAME = …" of the pairs before all headers.
func lastDotted(top toml.Table) (last toml.Pair, ok bool) {
	for _, pair := range top.Pairs {
		if pair.Path[0] == "agent" {
			last, ok = pair, true
		}
	}
	return last, ok
}

// lastPart is where the last part of a dotted key begins.
func lastPart(src []byte, key text.Span) int {
	last, quote := key.Start, byte(0)
	for at := key.Start; at < key.End; at++ {
		switch c := src[at]; {
		case quote != 0 && c == '\\' && quote == '"':
			at++
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == '.':
			last = at + 1
		}
	}
	for last < key.End && (src[last] == ' ' || src[last] == '\t') {
		last++
	}
	return last
}

// pairStyle is how pairs are written.
type pairStyle struct {
	indent, prefix, sign string
	quoted               bool // names stand in quotes
}

// lineStyle is the style of the last pair of a table, or the usual one with the
// indentation of its header.
func lineStyle(src []byte, t toml.Table) pairStyle {
	if len(t.Pairs) > 0 {
		return styleOf(src, t.Pairs[len(t.Pairs)-1])
	}
	return pairStyle{indent: string(src[lineStart(src, t.Header.Start):t.Header.Start]), sign: " = "}
}

func styleOf(src []byte, pair toml.Pair) pairStyle {
	return pairStyle{
		indent: string(src[lineStart(src, pair.Span.Start):pair.Span.Start]),
		sign:   string(src[pair.Key.End:pair.Value.Start]),
		quoted: src[lastPart(src, pair.Key)] == '"',
	}
}

// write is a line for each variable.
func (s pairStyle) write(vars []variable) (lines []string) {
	for _, v := range vars {
		name := v.name
		if s.quoted {
			name = quoted(name)
		}
		lines = append(lines, s.indent+s.prefix+name+s.sign+quoted(v.value))
	}
	return lines
}

// agentLines are [agent] and the tables below it. With [agent] there, name, type and
// image are required (edgelet-settings/src/module.rs).
func agentLines(image string, vars []variable) []string {
	lines := []string{"[agent]", `name = "edgeAgent"`, `type = "docker"`, "", "[agent.config]", "image = " + quoted(image), "", "[agent.env]"}
	return append(lines, pairStyle{sign: " = "}.write(vars)...)
}

// newConfig is a config.toml that has nothing but the proxy.
func newConfig(image string, vars []variable) (content []byte, change string) {
	lines := append([]string{`# Written by "edgeproxy device write". [provisioning] is still missing.`, ""}, agentLines(image, vars)...)
	return []byte(strings.Join(lines, "\n") + "\n"), "add [agent] with its name, its type and the image " + image
}

// What the packages' template has in its comments.
var (
	commentedAgent = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^#[ \t]*\[agent(?:\.\w+)*\].*(?:\r?\n#.*)*$`)
	})
	commentedImage = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^#[ \t]*image[ \t]*=[ \t]*"([\w./:-]+/azureiotedge-agent:[\w.-]+)"`)
	})
)

// agentPlace is where a new [agent] goes: behind the [agent] that is commented out, or
// to the end. No pair may get into another table by it.
func (p *planner) agentPlace(c *device.Config) int {
	src := c.File.Source
	all := commentedAgent().FindAllIndex(src, -1)
	if len(all) == 0 {
		return len(src)
	}
	at := lineEnd(src, all[len(all)-1][1])
	for _, t := range c.Doc.Tables {
		if t.Span.Start < at && at <= t.Span.End && len(t.Pairs) > 0 && t.Pairs[len(t.Pairs)-1].Span.End > at {
			return len(src)
		}
	}
	return at
}

// agentImage is the image of a new [agent.config]: that which was asked for, that of
// the template's comments, or the usual one.
func (p *planner) agentImage(c *device.Config) string {
	switch {
	case p.set.AgentImage != "":
		return p.set.AgentImage
	case c != nil:
		if found := commentedImage().FindSubmatch(c.File.Source); found != nil {
			return string(found[1])
		}
	}
	return DefaultAgentImage
}
