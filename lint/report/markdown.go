package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// markdownLimit keeps a summary below the 1 MiB that GitHub takes: it refuses
// a longer one as a whole.
const markdownLimit = 1<<20 - 64<<10

// Markdown writes a page for ##vso[task.uploadsummary] and for $GITHUB_STEP_SUMMARY: the
// counts, a table of files, a table of findings. The error is that of w.
func Markdown(w io.Writer, r *Run, _ Options) error {
	b := &bytes.Buffer{}
	fmt.Fprintf(b, "## edgeproxy\n\n%s\n", EscapeMarkdown(r.summary()))
	for _, f := range r.failed() {
		fmt.Fprintf(b, "\n**Not checked:** %s: %s\n", EscapeMarkdown(f.Path), EscapeMarkdown(f.Message))
	}
	if line := r.LoosenedLine(); line != "" {
		fmt.Fprintf(b, "\n%s\n", EscapeMarkdown(line))
	}
	left := 0
	if r.tally().findings() > 0 {
		left = r.markdownFiles(b, markdownLimit/4)
		left += r.markdownFindings(b, markdownLimit)
	}
	if left > 0 {
		fmt.Fprintf(b, "\nThe page is full: %s left out. The log has all.\n", Plural(left, "row"))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// markdownFiles writes the table of files with findings, up to a size of the
// page, and returns how many rows did not fit.
func (r *Run) markdownFiles(b *bytes.Buffer, limit int) (left int) {
	b.WriteString("\n| File | Errors | Warnings | Infos |\n| :-- | --: | --: | --: |\n")
	for i := range r.Files {
		f := &r.Files[i]
		var t tally
		for j := range f.Findings {
			t.add(&f.Findings[j])
		}
		if t.findings() > 0 {
			row := fmt.Sprintf("| %s | %d | %d | %d |\n", EscapeMarkdown(f.Path), t.errors, t.warnings, t.infos)
			left += addRow(b, row, limit)
		}
	}
	return left
}

// markdownFindings does the same for the findings.
func (r *Run) markdownFindings(b *bytes.Buffer, limit int) (left int) {
	b.WriteString("\n| Severity | Rule | Place | Finding |\n| :-- | :-- | :-- | :-- |\n")
	for f, d := range r.open() {
		row := fmt.Sprintf("| %s | %s | %s | %s |\n", d.Severity, EscapeMarkdown(d.Rule+" "+d.Name),
			EscapeMarkdown(fmt.Sprintf("%s:%s", f.Path, d.Start)), withHelp("**"+EscapeMarkdown(d.Message)+"**", "<br>", EscapeMarkdown(help(d))))
		left += addRow(b, row, limit)
	}
	return left
}

// addRow adds a row if the page has room for it, and returns the number of
// rows that it has not added.
func addRow(b *bytes.Buffer, row string, limit int) (left int) {
	if b.Len()+len(row) > limit {
		return 1
	}
	b.WriteString(row)
	return 0
}

// EscapeMarkdown is s as a text in which nothing is Markdown or HTML. Signs
// stand as references rather than behind backslashes: that also keeps them
// from making mentions, issue links, bare links, emoji and formulas ("$edgeAgent
// … $edgeHub" is one). Only signs that mean nothing within a line stay.
func EscapeMarkdown(s string) string {
	s = plain.Visible(s)
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		bareLink := c == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www")
		if bareLink || strings.IndexByte("!#$&*+:<>@[\\]^_`|~", c) >= 0 {
			fmt.Fprintf(&b, "&#%d;", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
