package lsp

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// prose is text for a person in the format that the client shows. Text from files is
// escaped in it: else an editor would load a picture that a manifest names.
type prose struct {
	strings.Builder
	markdown bool
}

func (p *prose) markup() protocol.Markup {
	kind := protocol.PlainText
	if p.markdown {
		kind = protocol.Markdown
	}
	return protocol.Markup{Kind: kind, Value: strings.TrimSpace(p.String()) + "\n"}
}

// paragraph adds a paragraph with text of a file or of a message.
func (p *prose) paragraph(text string) {
	p.WriteString(p.words(text) + "\n\n")
}

// rule adds a line between two parts.
func (p *prose) rule() {
	if p.Len() > 0 {
		p.WriteString("---\n\n")
	}
}

// words is a text with its Markdown signs escaped.
func (p *prose) words(text string) string {
	text = plain.Line(text)
	if !p.markdown {
		return text
	}
	return markdownSigns.Replace(text)
}

// code is a text as it stands in a file.
func (p *prose) code(text string) string {
	text = plain.Line(text)
	if !p.markdown || text == "" {
		return text
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}

// markdownSigns puts a backslash before all that Markdown, or HTML in it, may read as
// more than a letter. Addresses without marks around them become links in many editors,
// and so do names with an "@".
var markdownSigns = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "{", `\{`, "}", `\}`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"#", `\#`, "+", `\+`, "!", `\!`, "|", `\|`, "~", `\~`, "&", `\&`, "@", `\@`, "://", `\://`, "$", `\$`,
)
