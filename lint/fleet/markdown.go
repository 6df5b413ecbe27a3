package fleet

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Markdown writes a page for the summary of a run of Azure Pipelines or GitHub Actions.
// The error is that of w.
func (r *Report) Markdown(w io.Writer) error {
	b := &bytes.Buffer{}
	escape := report.EscapeMarkdown
	fmt.Fprintf(b, "## edgeproxy fleet\n\n%s\n\n", escape(r.Summary()))
	b.WriteString("| Deployment | Kind | Priority | Matches | Wins | Proxy | Protocol | Verdicts |\n| :-- | :-- | --: | --: | --: | :-- | :-- | :-- |\n")
	for i := range r.Deployments {
		cells := r.Deployments[i].cells()
		for j, c := range cells {
			cells[j] = escape(c)
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
	}
	for _, l := range r.Losses {
		fmt.Fprintf(b, "\n**%s**\n", escape(l.sentence()))
		writeItems(b, l.Why)
	}
	for _, d := range r.Unknown {
		fmt.Fprintf(b, "\n**%s**\n", escape(d.sentence()))
		writeItems(b, d.Why)
	}
	if r.FirstStart.Devices > 0 {
		fmt.Fprintf(b, "\n**%s**\n", escape(r.FirstStart.sentence()))
		writeItems(b, []string{firstStartWhy})
	}
	if len(r.Notes) > 0 {
		writeItems(b, r.Notes)
	}
	if len(r.Files) > 0 {
		b.WriteString("\n| Severity | Rule | Place | Finding |\n| :-- | :-- | :-- | :-- |\n")
	}
	for _, f := range r.Files {
		for _, d := range f.Findings {
			fmt.Fprintf(b, "| %s | %s | %s | **%s**<br>%s |\n", d.Severity, escape(d.Rule+" "+d.Name), escape(fmt.Sprintf("%s:%s", f.Path, d.Start)), escape(d.Message), escape(d.Help))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeItems(b *bytes.Buffer, items []string) {
	if len(items) > 0 {
		b.WriteByte('\n')
	}
	for _, item := range items {
		fmt.Fprintf(b, "- %s\n", report.EscapeMarkdown(item))
	}
}
