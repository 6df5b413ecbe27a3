package report

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string       `xml:"classname,attr"`
		Name    string       `xml:"name,attr"`
		Failure *junitDetail `xml:"failure"`
		Error   *junitDetail `xml:"error"`
		Skipped *junitDetail `xml:"skipped"`
		Output  string       `xml:"system-out,omitempty"`
	}
	junitDetail struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"` // not cdata: in that, encoding/xml lets through what XML forbids
	}
)

// JUnit writes one suite for each manifest, with one case for each rule that has a
// finding in it, or with one passed case if there is none. The name of a case does not
// hold a place, so that a CI system knows the test again when the finding moves. A case
// fails by the findings that fail the run; those that the run tolerates are output of
// the case. There are no times: two reports of the same run are the same.
func JUnit(w io.Writer, r *Run, _ Options) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header + `<testsuites name="edgeproxy">` + "\n")
	for i := range r.Files {
		if err := writeSuite(b, r.junitSuite(&r.Files[i])); err != nil {
			return err
		}
	}
	if rest := r.junitRest(); len(rest.Cases) > 0 {
		if err := writeSuite(b, rest); err != nil {
			return err
		}
	}
	b.WriteString("</testsuites>\n")
	return b.Flush()
}

// writeSuite writes a suite with the second character of each command as a
// reference. Two '#' side by side stand only in texts: names of ours have
// none, and a reference of encoding/xml has '&' before it.
func writeSuite(w *bufio.Writer, s junitSuite) error {
	var b bytes.Buffer
	enc := xml.NewEncoder(&b)
	enc.Indent("  ", "  ")
	if err := enc.Encode(s); err != nil {
		return err
	}
	for i, c := range b.Bytes() {
		if plain.OpensCommand(b.Bytes(), i) {
			w.WriteString("&#35;")
		} else {
			w.WriteByte(c)
		}
	}
	return w.WriteByte('\n')
}

func (r *Run) junitSuite(f *File) junitSuite {
	suite := junitSuite{Name: plain.Visible(f.Path)}
	byRule := map[string][]*Finding{}
	for i := range f.Findings {
		d := &f.Findings[i]
		byRule[d.Rule] = append(byRule[d.Rule], d)
	}
	for _, rule := range r.Rules { // in their order
		if found := byRule[rule.ID]; found != nil {
			suite.add(junitCaseOf(f, found))
			delete(byRule, rule.ID)
		}
	}
	for i := range f.Findings { // of rules that the run does not list
		if found := byRule[f.Findings[i].Rule]; found != nil {
			suite.add(junitCaseOf(f, found))
			delete(byRule, f.Findings[i].Rule)
		}
	}
	if len(suite.Cases) == 0 {
		suite.add(junitCase{Class: plain.Visible(f.Path), Name: "no findings"})
	}
	return suite
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// junitCaseOf is the case of a rule's findings in a file. All findings that fail the
// case stand in one failure: readers look at the first failure of a case only.
func junitCaseOf(f *File, found []*Finding) junitCase {
	c := junitCase{Class: plain.Visible(f.Path), Name: plain.Visible(found[0].Rule + " " + found[0].Name)}
	var failing, tolerated []*Finding
	for _, d := range found {
		switch {
		case d.Suppressed != nil:
		case d.Severity > f.Tolerated:
			failing = append(failing, d)
		default:
			tolerated = append(tolerated, d)
		}
	}
	c.Output = junitOutput(junitText(f, tolerated))
	switch {
	case len(failing) > 0:
		message := plain.Visible(failing[0].Message)
		if len(failing) > 1 {
			message += fmt.Sprintf(" (and %d more)", len(failing)-1)
		}
		c.Failure = &junitDetail{message, failing[0].Severity.String(), junitText(f, failing)}
	case len(tolerated) == 0:
		s := found[0].Suppressed
		c.Skipped = &junitDetail{Message: plain.Visible(strings.TrimSuffix("suppressed by "+s.By+": "+s.Reason, ": "))}
	}
	return c
}

// junitText lists findings of a rule: each with its place, and each help once.
func junitText(f *File, found []*Finding) string {
	var text strings.Builder
	said := map[string]bool{"": true}
	for _, d := range found {
		fmt.Fprintf(&text, "%s: %s: %s\n", at(f.Path, d.Start), d.Severity, plain.Visible(d.Message))
		if help := plain.Visible(help(d)); !said[help] {
			said[help] = true
			text.WriteString(help + "\n")
		}
	}
	return text.String()
}

// junitOutput is a text as the output of a case. If an output holds
// "[[ATTACHMENT|PATH]]", Azure DevOps attaches that file: so no bracket may follow
// another.
func junitOutput(text string) string { return strings.ReplaceAll(text, "[[", `[\u005b`) }

// junitRest is a suite for results without a linted file: files that could not be
// checked and, in a run without files, one passed case, because CI systems take an
// empty report for a broken one.
func (r *Run) junitRest() junitSuite {
	suite := junitSuite{Name: toolName}
	for _, f := range r.failed() {
		suite.add(junitCase{Class: plain.Visible(f.Path), Name: "check", Error: &junitDetail{Message: plain.Visible(f.Message)}})
	}
	if line := r.LoosenedLine(); line != "" {
		suite.add(junitCase{Class: toolName, Name: "configuration", Output: junitOutput(plain.Visible(line))})
	}
	if len(r.Files)+len(r.Failures) == 0 {
		suite.add(junitCase{Class: toolName, Name: "no manifests to check"})
	}
	return suite
}
