// Package desk answers the questions of the page: what is wrong with a manifest, what a
// fix or a proxy would change, and what a rule is for. Question and answer are JSON, so
// that they pass between the page and the worker that runs this package as WASM:
//
//	desk.Answer(`{"ask": "lint", "name": "deployment.json", "text": "{}"}`)
//
// Places are offsets in UTF-16 code units, as JavaScript counts. Messages and diffs
// hold no password; the new text of a fix does, as it must.
package desk

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Question is what the page asks.
type Question struct {
	Ask      string   `json:"ask"`  // lint, fix, apply, explain or report
	Name     string   `json:"name"` // of the file: it says whether the file is a template
	Text     string   `json:"text"`
	Settings Settings `json:"settings"`
	Finding  *int     `json:"finding"` // the one to fix, by its number in the answer to lint; null for all
	Rule     string   `json:"rule"`    // the rule to explain
}

// Settings is what the person has said about the proxy.
type Settings struct {
	ProxyURL         string `json:"proxyUrl"`
	UpstreamProtocol string `json:"upstreamProtocol"` // a protocol, "none" to leave it alone, or "" for the usual one
	NoProxy          string `json:"noProxy"`
	Modules          string `json:"modules"` // names and patterns of the modules that need the proxy, too, with commas between
}

// Problem says why there is no answer: what is wrong, and with which field of Settings.
type Problem struct {
	Field   string `json:"field"` // "" if it is not about a field
	Message string `json:"message"`
}

// Answer answers a question.
func Answer(question string) string {
	answer, err := json.Marshal(answerTo(question))
	if err != nil {
		answer, _ = json.Marshal(failed("", err))
	}
	return string(answer)
}

func answerTo(question string) (answer any) {
	defer func() {
		if fault := recover(); fault != nil {
			answer = failed("", fmt.Errorf("internal error: %v: this is a fault of edgeproxy; please report the fault together with the file", fault))
		}
	}()
	var q Question
	if err := json.Unmarshal([]byte(question), &q); err != nil {
		return failed("", err)
	}
	switch q.Ask {
	case "lint":
		return q.lint()
	case "fix":
		return q.fix()
	case "apply":
		return q.apply()
	case "explain":
		return explain(q.Rule)
	case "report":
		return q.report()
	}
	return failed("", fmt.Errorf("unknown question %q", q.Ask))
}

// failure is an answer that holds nothing but problems.
type failure struct {
	Problems []Problem `json:"problems"`
}

func failed(field string, err error) failure {
	return failure{[]Problem{{field, plain.Line(secret.Message(err.Error()))}}}
}

// checked is a text with its findings.
type checked struct {
	doc      *manifest.Document // nil if the text is no JSON
	opts     lint.Options
	findings []lint.Finding
	problems []Problem
}

// check lints the text of a question. A field with a fault counts as empty, and is told.
func (q *Question) check() checked {
	var c checked
	c.opts.Expect, c.problems = q.Settings.expect()
	doc, err := manifest.Parse([]byte(q.Text))
	if err != nil {
		c.findings = lint.Source([]byte(q.Text), c.opts)
		return c
	}
	if manifest.NamesTemplate(q.Name) {
		doc.DeclareTemplate()
	}
	c.doc, c.findings = doc, lint.Run(doc, c.opts)
	return c
}

// expect is what lint is to expect.
func (s Settings) expect() (e lint.Expect, problems []Problem) {
	if url := strings.TrimSpace(s.ProxyURL); url != "" {
		var err error
		if e.URL, err = manifest.ParseProxyURL(url); err != nil {
			problems = append(problems, failed("proxyUrl", err).Problems...)
		}
	}
	if s.UpstreamProtocol != "" && s.UpstreamProtocol != "none" {
		var err error
		if e.UpstreamProtocol, err = manifest.ParseProtocol(s.UpstreamProtocol); err != nil {
			problems = append(problems, failed("upstreamProtocol", err).Problems...)
		}
	}
	e.Modules, e.NoProxy = s.modules(), strings.TrimSpace(s.NoProxy)
	return e, problems
}

func (s Settings) modules() []string {
	return strings.FieldsFunc(s.Modules, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })
}
