package lint

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// The nouns of the linter. They live in package check, so that rules can be written without
// importing the engine: each is the same type there, with its fields and methods.
type (
	// Rule is one check: its ID and name, its default severity, what people read
	// about it, and the function that looks at a document.
	Rule = check.Rule
	// Doc is what people read about a rule: a summary, the reason, a bad and a
	// good example.
	Doc = check.Doc
	// Pass is one run over one document, as the function of a rule sees it: the
	// document, what is expected of it, and the place to report findings.
	Pass = check.Pass
	// Finding is one thing that a rule has to say about a document: where, how
	// bad, what, what to do about it, and the fixes that mend it.
	Finding = check.Finding
	// Related is another place of the same document that explains a finding.
	Related = check.Related
	// Severity says how bad a finding is; the zero value, Off, turns a rule off.
	Severity = check.Severity
	// Expect is what the user has said about the proxy: its address and protocol,
	// and which modules need it.
	Expect = check.Expect
	// Suppression says who has accepted a finding, and why.
	Suppression = check.Suppression
)

// The severities of findings, in rising order.
const (
	Off     = check.Off     // the rule does not run
	Info    = check.Info    // good to know
	Warning = check.Warning // may do harm on some devices
	Error   = check.Error   // takes something from a device, or is refused
)

// Run runs the rules over a document and returns the findings, ordered by
// offset and rule (L8). It prints nothing and changes nothing.
//
// If two rules would report the same cause, only the more exact rule reports it. If
// that finding is suppressed, the other rule reports the cause after all: who accepts
// a misspelt key has not accepted that the proxy is lost.
//
// For each rule, severity and cause Run returns at most a thousand findings, fewer if
// their pointers are very long. One more finding with the same three, the pointer ""
// and Finding.More stands for all others, so that memory stays bounded and no error is
// lost. An ignore entry for some place does not cover this finding. A baseline covers
// it up to the number that it stood for.
func Run(doc *manifest.Document, opts Options) []Finding {
	if found := opts.faulty(); found != nil {
		return found
	}
	silent := map[string]bool{}
	for {
		found := opts.suppressed(opts.run(doc, silent))
		before := len(silent)
		for i := range found {
			if found[i].Suppressed != nil {
				silent[found[i].Rule] = true
			}
		}
		if len(silent) == before {
			return found
		}
	}
}

// run is Run without suppression. The rules that are silent explain nothing.
func (o Options) run(doc *manifest.Document, silent map[string]bool) []Finding {
	list := o.rules()
	pass := check.NewPass(doc, o.Expect, o.explains(list, silent))
	pass.Against, pass.Device, pass.Fixing = o.Against, o.Device, o.fixing
	for i := range list {
		if s := o.severity(&list[i]); s != Off {
			pass.Run(&list[i], s)
		}
	}
	found := pass.Findings()
	slices.SortStableFunc(found, order)
	return found
}

// explains tells which rules may replace findings of others: the rules that run,
// unless their severity was lowered below the severity of the rule that asks.
func (o Options) explains(list []Rule, silent map[string]bool) func(string, Severity) bool {
	return func(id string, asker Severity) bool {
		for i := range list {
			if r := &list[i]; r.ID == id && !silent[id] {
				now := o.severity(r)
				return now != Off && now >= min(asker, r.Severity)
			}
		}
		return false
	}
}

func (o Options) suppressed(found []Finding) []Finding {
	if o.Suppress != nil {
		o.Suppress(found)
	}
	return found
}

// Source parses src and runs the rules over it. A text that is no JSON gives
// one finding, of the rule EP001, or of EP004 if it is known to be the file of
// another program. If only the name of the file says that the text is a template, use
// manifest.Parse, Document.DeclareTemplate and Run instead.
func Source(src []byte, opts Options) []Finding {
	doc, err := manifest.ParseLimits(src, opts.Limits)
	if err == nil {
		return Run(doc, opts)
	}
	if found := opts.faulty(); found != nil {
		return found
	}
	if foreign, ok := manifest.ForeignText(src); ok {
		if severity := opts.severityOf(rules.NotAManifest.ID); severity != Off {
			return opts.suppressed([]Finding{rules.ForeignFinding(foreign, src, severity).Tidied()})
		}
	}
	if severity := opts.severityOf(rules.InvalidJSON.ID); severity != Off {
		return opts.suppressed([]Finding{rules.SyntaxFinding(src, err, severity).Tidied()})
	}
	return nil
}

// severityOf is the severity in force for the rule with an ID, Off if the rule
// does not run.
func (o Options) severityOf(id string) Severity {
	list := o.rules()
	for i := range list {
		if list[i].ID == id {
			return o.severity(&list[i])
		}
	}
	return Off
}

func order(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Rule, b.Rule))
}
