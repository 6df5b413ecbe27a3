package desk

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Edited is the answer to fix and apply: a new text, which nobody has taken yet.
type Edited struct {
	Problems []Problem `json:"problems"`
	Text     string    `json:"text"`    // with the passwords that it needs
	Changed  bool      `json:"changed"` // whether Text is another one
	Done     []string  `json:"done"`    // what was done, a line each
	Notes    []string  `json:"notes"`   // what was left alone, and why
	Diff     []string  `json:"diff"`    // the lines of a unified diff, without passwords
}

// edited is the answer for a new text.
func (q *Question) edited(text []byte, done, notes []string) any {
	out := Edited{Problems: []Problem{}, Text: string(text), Changed: string(text) != q.Text, Done: lines(done), Notes: lines(notes), Diff: []string{}}
	if out.Changed {
		var b strings.Builder
		if err := report.Diff(&b, q.fileName(), []byte(q.Text), text, false); err != nil {
			return failed("", err)
		}
		out.Diff = strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	}
	return out
}

func lines(texts []string) []string {
	out := []string{}
	for _, text := range texts {
		out = append(out, plain.Line(secret.Message(text)))
	}
	return out
}

// fix makes all safe fixes, or that of one finding.
func (q *Question) fix() any {
	c := q.check()
	switch {
	case len(c.problems) > 0:
		return failure{c.problems}
	case c.doc == nil:
		return failed("", errors.New("the text is no JSON: correct it by hand at the place of the finding first"))
	case q.Finding != nil:
		return q.fixOne(c, *q.Finding)
	}
	fixed, err := c.opts.Fix(c.doc, c.findings)
	if err != nil {
		return failed("", err)
	}
	var done, notes []string
	for _, f := range fixed.Mended {
		done = append(done, fmt.Sprintf("%s: %s", f.Rule, f.Fixes[0].Message))
	}
	if n := len(fixed.Left); n > 0 {
		notes = append(notes, fmt.Sprintf("%s left that no fix mends%s", report.Plural(n, "finding"), q.Settings.hint()))
	}
	return q.edited(fixed.Bytes, done, notes)
}

// hint ends a note about what a fix could not do.
func (s Settings) hint() string {
	if strings.TrimSpace(s.ProxyURL) == "" {
		return ": a fix never guesses a proxy, so give its address first"
	}
	return ": what is right is for you to decide"
}

func (q *Question) fixOne(c checked, number int) any {
	if number < 0 || number >= len(c.findings) || len(c.findings[number].Fixes) == 0 {
		return failed("", errors.New("this finding has no fix any more: the text has changed"))
	}
	f := c.findings[number]
	text, err := manifest.Splice(c.doc.Bytes(), f.Fixes[0].Edits)
	if err != nil {
		return failed("", err)
	}
	return q.edited(text, []string{fmt.Sprintf("%s: %s", f.Rule, f.Fixes[0].Message)}, nil)
}

// apply sets the proxy, as "edgeproxy apply" does.
func (q *Question) apply() any {
	expect, problems := q.Settings.expect()
	switch {
	case len(problems) > 0:
		return failure{problems}
	case expect.URL.IsZero():
		return failed("proxyUrl", errors.New("give the address of the proxy, such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}"))
	}
	doc, err := manifest.Parse([]byte(q.Text))
	if err != nil {
		return failed("", err)
	}
	if manifest.NamesTemplate(q.Name) {
		doc.DeclareTemplate()
	}
	proxy := manifest.Proxy{URL: expect.URL, UpstreamProtocol: expect.UpstreamProtocol, NoProxy: expect.NoProxy}
	if q.Settings.UpstreamProtocol == "none" {
		proxy.UpstreamProtocol = manifest.KeepProtocol
	}
	res, err := doc.Apply(proxy, manifest.Targets{Modules: expect.Modules})
	if err != nil {
		return failed(fieldOf(err), err)
	}
	var done []string
	for _, c := range res.Changes {
		done = append(done, c.String())
	}
	return q.edited(res.Bytes(), done, res.Notes)
}

// fieldOf is the field that an error of Apply is about.
func fieldOf(err error) string {
	var unknown *manifest.UnknownModuleError
	if errors.As(err, &unknown) {
		return "modules"
	}
	var url *manifest.ProxyURLError
	if errors.As(err, &url) {
		return "proxyUrl"
	}
	return ""
}
