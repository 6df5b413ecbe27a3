package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// azureIssues is how many errors, and how many warnings, of a step Azure
// Pipelines shows in the summary of a run.
const azureIssues = 10

// azureEscaper escapes what the agent decodes in properties and in messages. For the
// percent sign the agent has an escape of its own, which it decodes last.
var azureEscaper = strings.NewReplacer("%", "%AZP25", ";", "%3B", "\r", "%0D", "\n", "%0A", "]", "%5D")

// Azure writes logging commands of Azure Pipelines. Paths are absolute, because the
// agent makes an absolute path relative to the repository and links it; it leaves a
// relative path as it is. Azure knows only errors and warnings. So infos are plain
// lines: as warnings they would push real warnings out of the summary.
func Azure(w io.Writer, r *Run, o Options) error {
	b := bufio.NewWriter(w)
	for _, p := range r.spread() {
		if p.finding.Severity < check.Warning {
			fmt.Fprintln(b, concise(p.file, p.finding))
			continue
		}
		fmt.Fprintln(b, azureIssue(r.absolute(p.file.Path), p.finding))
	}
	closing := "edgeproxy: " + r.summary()
	if t := r.tally(); t.errors > azureIssues || t.warnings > azureIssues {
		closing += fmt.Sprintf("; the summary of the run shows %d of each kind, this log has all", azureIssues)
	}
	fmt.Fprintln(b, closing)
	r.writeLoosened(b, o)
	return b.Flush()
}

// azureIssue is one command. In a path, characters that cannot be seen are escaped:
// such a path gets no link, and nothing else is lost.
func azureIssue(path string, d *Finding) string {
	return fmt.Sprintf("##vso[task.logissue type=%s;sourcepath=%s;linenumber=%d;columnnumber=%d;code=%s;]%s",
		d.Severity,
		azureEscaper.Replace(plain.Line(path)),
		d.Start.Line, d.Start.Column,
		azureEscaper.Replace(plain.Line(d.Rule)),
		azureEscaper.Replace(plain.Line(withHelp(d.Message, ": ", help(d)))))
}
