package report

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// SARIF writes SARIF 2.1.0 for GitHub code scanning, the SARIF tab of Azure
// DevOps and editors. These readers require the following:
//
//   - All rules of the run are listed, not only those that fired: GitHub
//     compares the rules of two uploads.
//   - Columns are UTF-16 code units. The format allows code points too, but
//     most viewers do not look at columnKind.
//   - The fingerprint has a key of its own. GitHub's upload computes
//     primaryLocationLineHash itself, and warns of any other value under it.
//   - Paths are relative to the repository. The place of the repository on this
//     machine is not in the output, so the output is the same everywhere.
//
// The error is that of w.
func SARIF(w io.Writer, r *Run, o Options) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: toolName, Version: r.Version, Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{r.sarifInvocation()},
		ColumnKind:  "utf16CodeUnits",
		Results:     []any{},
	}
	index := map[string]int{}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(rule))
	}
	log := sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
	repeats := map[string]int{}
	return writeDocument(w, log, func(yield func(any) bool) {
		for i := range r.Files {
			artifact := r.sarifArtifact(r.Files[i].Path)
			for j := range r.Files[i].Findings {
				d := &r.Files[i].Findings[j]
				result := r.newSARIFResult(artifact, d)
				print := fingerprint(d.Rule, artifact.URI, d.Pointer)
				repeats[print]++
				result.Fingerprints = map[string]string{"edgeproxy/v1": fmt.Sprintf("%s:%d", print, repeats[print])}
				if i, ok := index[d.Rule]; ok {
					result.RuleIndex = &i
				}
				if o.HideSuppressed && d.Suppressed != nil {
					continue
				}
				if !yield(result) {
					return
				}
			}
		}
	})
}

// fingerprint names a finding across versions of its file: lines move, the
// pointer stays.
func fingerprint(rule, path, pointer string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + path + "\x00" + pointer))
	return fmt.Sprintf("%x", sum[:8])
}

func (r *Run) newSARIFResult(artifact sarifArtifact, d *Finding) sarifResult {
	result := sarifResult{
		RuleID:       d.Rule,
		Level:        sarifLevel(d.Severity),
		Locations:    []sarifLocation{{Physical: sarifPhysical{artifact, newSARIFRegion(d.Start, d.End)}}},
		Suppressions: []sarifSuppression{},
	}
	text := prose(d.Message)
	if d.Help != "" {
		text += "\n\n" + prose(d.Help)
	}
	for i, place := range d.Related {
		id, message := i+1, plain.Visible(d.Finding.Related[i].Message)
		text += fmt.Sprintf("\n\n[%s](%d)", linkText.Replace(message), id)
		result.Related = append(result.Related, sarifLocation{id, sarifPhysical{r.sarifArtifact(place.Path), newSARIFRegion(place.Start, place.End)}, &sarifMessage{Text: prose(message)}})
	}
	result.Message.Text = text
	if s := d.Suppressed; s != nil {
		result.Suppressions = append(result.Suppressions, sarifSuppression{"external", plain.Visible(s.Reason)})
	}
	for i, edits := range d.Edits {
		if printable(edits) {
			result.Fixes = append(result.Fixes, newSARIFFix(artifact, d.Fixes[i].Message, edits))
		}
	}
	return result
}

func newSARIFFix(artifact sarifArtifact, message string, edits []EditPlace) sarifFix {
	change := sarifChange{Artifact: artifact, Replacements: []sarifReplacement{}}
	for _, e := range edits {
		replacement := sarifReplacement{Deleted: *newSARIFRegion(e.Start, e.End)}
		if e.Text != "" {
			replacement.Inserted = &sarifContent{e.Text} // exact: it goes into the file
		}
		change.Replacements = append(change.Replacements, replacement)
	}
	return sarifFix{sarifMessage{Text: prose(message)}, []sarifChange{change}}
}

func newSARIFRegion(start, end manifest.Position) *sarifRegion {
	return &sarifRegion{start.Line, start.UTF16, end.Line, end.UTF16}
}

func (r *Run) sarifArtifact(p string) sarifArtifact {
	p = r.relative(p)
	if isAbsolute(p) {
		return sarifArtifact{URI: uri(p)}
	}
	return sarifArtifact{uri(p), "%SRCROOT%"}
}

func (r *Run) sarifInvocation() sarifInvocation {
	out := sarifInvocation{ExecutionSuccessful: len(r.Failures) == 0}
	for _, f := range r.failed() {
		out.Notifications = append(out.Notifications, sarifNotification{
			"error", sarifMessage{Text: prose(f.Message)},
			[]sarifLocation{{Physical: sarifPhysical{Artifact: r.sarifArtifact(f.Path)}}},
		})
	}
	for _, n := range r.Notes {
		out.Notifications = append(out.Notifications, sarifNotification{Level: "note", Message: sarifMessage{Text: prose(n.String())}})
	}
	for _, l := range r.Loosened {
		out.Configuration = append(out.Configuration, sarifNotification{Level: "note", Message: sarifMessage{Text: prose("let pass by configuration: " + l.String())}})
	}
	return out
}

func sarifLevel(s check.Severity) string {
	switch s {
	case check.Error:
		return "error"
	case check.Warning:
		return "warning"
	case check.Info:
		return "note"
	}
	return "none"
}

// linkText escapes what would end the text of an embedded link.
var linkText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)

// prose is text for a SARIF message: visible, and without the middle of an
// embedded link, so that no file plants a link of its own.
func prose(s string) string {
	return strings.ReplaceAll(plain.Visible(s), "](", `]\u0028`)
}
