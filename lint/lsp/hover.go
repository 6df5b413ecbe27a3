package lsp

import (
	"context"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/page"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// hover tells what is known of a place: the settings that the device would use, and the
// pages of the rules that have found something there.
func (s *server) hover(ctx context.Context, snap *snapshot, p protocol.AtPosition) (any, error) {
	at := snap.text.Offset(p.Position)
	out := &prose{markdown: s.can().markdown}
	var span manifest.Span
	err := snap.read(ctx, func(c *project.Checked) {
		if span = s.hoverSettings(out, c.Document, at); snap.configuration {
			span = s.hoverRule(out, snap.text.Bytes(), at)
		}
		for _, f := range c.Findings {
			if f.Suppressed == nil && s.covers(snap, f, at) {
				if s.hoverFinding(out, f); span.Len() == 0 {
					span = manifest.Span{Start: f.Span.Start, End: min(f.Span.End, snap.text.LineEnd(f.Span.Start))}
				}
			}
		}
	})
	if err != nil || out.Len() == 0 {
		return nil, err
	}
	place := snap.text.Range(span.Start, span.End)
	return protocol.Hover{Contents: out.markup(), Range: &place}, nil
}

// covers reports whether a finding is underlined at an offset.
func (s *server) covers(snap *snapshot, f lint.Finding, at int) bool {
	return f.Span.Start <= at && at <= min(f.Span.End, snap.text.LineEnd(f.Span.Start))
}

// hoverFinding writes a finding with the page of its rule.
func (s *server) hoverFinding(out *prose, f lint.Finding) {
	out.rule()
	out.paragraph(f.Message)
	if f.Help != "" {
		out.paragraph(f.Help)
	}
	for _, r := range s.rules {
		if r.ID == f.Rule {
			out.page(r)
		}
	}
}

// hoverRule writes the page of the rule that a configuration names at an offset.
func (s *server) hoverRule(out *prose, src []byte, at int) manifest.Span {
	start, end := at, at
	for start > 0 && isNameByte(src[start-1]) {
		start--
	}
	for end < len(src) && isNameByte(src[end]) {
		end++
	}
	for _, r := range s.rules {
		if word := string(src[start:end]); word == r.ID || word == r.Name {
			out.page(r)
			return manifest.Span{Start: start, End: end}
		}
	}
	return manifest.Span{}
}

func isNameByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '-'
}

// page writes the page of a rule.
func (p *prose) page(r lint.Rule) {
	if p.markdown {
		p.WriteString(page.Markdown(r) + "\n")
	} else {
		p.WriteString(page.Text(r) + "\n")
	}
}

// hoverSettings writes what is in force at an offset: of a variable of a module, or of the
// module whose name stands there. It returns the place that it speaks of.
func (s *server) hoverSettings(out *prose, doc *manifest.Document, at int) manifest.Span {
	if doc == nil {
		return manifest.Span{}
	}
	for _, d := range overview.Of(doc) {
		for _, m := range d.Modules {
			if name := m.Of.Node.KeySpan(); holds(name, at) {
				out.module(m)
				return name
			}
			for _, set := range settingsOf(m) {
				for _, v := range m.Of.Lookup(set.name) {
					if place := v.Entry.MemberSpan(); holds(place, at) {
						out.heading(m.Name)
						out.setting(set)
						return place
					}
				}
			}
		}
	}
	return manifest.Span{}
}

func holds(span manifest.Span, at int) bool {
	return span.Len() > 0 && span.Start <= at && at <= span.End
}

// namedSetting is a setting of a module with its name.
type namedSetting struct {
	name string
	overview.Setting
}

func settingsOf(m overview.Module) []namedSetting {
	return []namedSetting{{manifest.ProxyVar, m.Proxy}, {manifest.ProtocolVar, m.Protocol}, {manifest.NoProxyVar, m.NoProxy}}
}

// module writes what a module has in force.
func (p *prose) module(m overview.Module) {
	p.heading(m.Name)
	if m.Image != "" {
		p.WriteString("image: " + p.code(m.Image) + "\n\n")
	}
	for _, set := range settingsOf(m) {
		p.setting(set)
	}
}

func (p *prose) heading(module string) {
	p.WriteString("In force on the device, module " + p.code(module) + ":\n\n")
}

// setting writes a setting and where it comes from.
func (p *prose) setting(set namedSetting) {
	p.WriteString(p.code(set.name) + ": ")
	switch {
	case set.From == "":
		p.WriteString("not set")
	case strings.TrimSpace(set.Value) == "":
		p.WriteString("empty")
	default:
		p.WriteString(p.code(set.Value))
	}
	switch set.From {
	case "":
	case overview.Inherited:
		p.WriteString(", handed on by edgeAgent")
	default:
		p.WriteString(", from " + set.From)
	}
	p.WriteString("\n\n")
}
