package report

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
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

// JUnit writes one suite a manifest and in it one case a rule, so that a clean
// manifest is a row of passed tests, and so that a test keeps its name (and a
// CI system its history) when findings move. There are no times: two reports
// of the same run are the same.
func JUnit(w io.Writer, r *Run, _ Options) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header + `<testsuites name="edgeproxy">` + "\n")
	for i := range r.Files {
		if err := writeSuite(b, newJUnitSuite(r.Rules, &r.Files[i])); err != nil {
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
		if opensCommand(b.Bytes(), i) {
			w.WriteString("&#35;")
		} else {
			w.WriteByte(c)
		}
	}
	return w.WriteByte('\n')
}

func newJUnitSuite(rules []check.Rule, f *File) junitSuite {
	suite := junitSuite{Name: visible(f.Path)}
	byRule := map[string][]*Finding{}
	for i := range f.Findings {
		d := &f.Findings[i]
		byRule[d.Rule] = append(byRule[d.Rule], d)
	}
	for _, rule := range rules {
		if found := byRule[rule.ID]; found != nil || rule.Severity != check.Off {
			suite.add(newJUnitCase(f, rule.ID, rule.Name, found))
			delete(byRule, rule.ID)
		}
	}
	for i := range f.Findings { // of rules that the run does not list
		if d := &f.Findings[i]; byRule[d.Rule] != nil {
			suite.add(newJUnitCase(f, d.Rule, d.Name, byRule[d.Rule]))
			delete(byRule, d.Rule)
		}
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

// newJUnitCase puts all findings of a rule into one failure: readers look at
// the first failure of a case only.
func newJUnitCase(f *File, id, name string, found []*Finding) junitCase {
	c := junitCase{Class: visible(f.Path), Name: visible(id + " " + name)}
	var first *Finding
	var text strings.Builder
	count := 0
	for _, d := range found {
		if d.Suppressed != nil {
			continue
		}
		if count++; count == 1 {
			first = d
		}
		fmt.Fprintf(&text, "%s: %s: %s\n%s\n", at(f.Path, d.Start), d.Severity, visible(d.Message), visible(help(d)))
	}
	switch {
	case count > 0:
		message := visible(first.Message)
		if count > 1 {
			message += fmt.Sprintf(" (and %d more)", count-1)
		}
		c.Failure = &junitDetail{message, first.Severity.String(), text.String()}
	case len(found) > 0:
		s := found[0].Suppressed
		c.Skipped = &junitDetail{Message: visible(strings.TrimSuffix("suppressed by "+s.By+": "+s.Reason, ": "))}
	}
	return c
}

// junitRest is a suite for what belongs to no linted file: files that could
// not be checked and, in a run without files, one passed case, since an empty
// report counts as a broken one.
func (r *Run) junitRest() junitSuite {
	suite := junitSuite{Name: toolName}
	for _, f := range r.failed() {
		suite.add(junitCase{Class: visible(f.Path), Name: "check", Error: &junitDetail{Message: visible(f.Message)}})
	}
	if line := r.LoosenedLine(); line != "" {
		suite.add(junitCase{Class: toolName, Name: "configuration", Output: visible(line)})
	}
	if len(r.Files)+len(r.Failures) == 0 {
		suite.add(junitCase{Class: toolName, Name: "no manifests to check"})
	}
	return suite
}
