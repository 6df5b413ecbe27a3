package lint

import (
	"sort"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// The nouns of the linter. They live in package check, so that rules can be
// written without importing the engine.
type (
	Rule     = check.Rule
	Doc      = check.Doc
	Pass     = check.Pass
	Finding  = check.Finding
	Related  = check.Related
	Severity = check.Severity
	Expect   = check.Expect

	Suppression = check.Suppression
)

// The severities of findings, in rising order.
const (
	Off     = check.Off
	Info    = check.Info
	Warning = check.Warning
	Error   = check.Error
)

// Options says how to lint. The zero value runs every rule with its default
// severity and expects a proxy on edgeAgent without knowing which.
type Options struct {
	Rules      []Rule              // the rules to run; nil means DefaultRules
	Severities map[string]Severity // by rule ID, instead of the rule's own; Off turns it off
	Expect     Expect              // what the user has said about the proxy
	Against    *manifest.Document  // an earlier version to compare with
	Suppress   func([]Finding)     // marks findings that are known and accepted; called once a run, also without any; may be nil
	Limits     manifest.Limits     // for Source
}

// DefaultRules is the whole catalogue, sorted by ID. The slice is the caller's.
func DefaultRules() []Rule { return rules.All() }

// Run runs the rules over a document and returns the findings, ordered by
// offset and rule (L8). It prints nothing and changes nothing.
func Run(doc *manifest.Document, opts Options) []Finding {
	list := opts.rules()
	on := opts.enabled(list)
	pass := check.NewPass(doc, opts.Expect, func(id string) bool { return on[id] })
	pass.Against = opts.Against
	for i := range list {
		if s := opts.severity(&list[i]); s != Off {
			pass.Run(&list[i], s)
		}
	}
	found := pass.Findings()
	sort.SliceStable(found, func(i, j int) bool { return less(found[i], found[j]) })
	return opts.suppressed(found)
}

func (o Options) suppressed(found []Finding) []Finding {
	if o.Suppress != nil {
		o.Suppress(found)
	}
	return found
}

// Source parses src and runs the rules over it. A text that is no JSON gives
// one finding, of the rule EP001.
func Source(src []byte, opts Options) []Finding {
	doc, err := manifest.ParseLimits(src, opts.Limits)
	if err == nil {
		return Run(doc, opts)
	}
	list := opts.rules()
	for i := range list {
		if list[i].ID == rules.InvalidJSON.ID && opts.severity(&list[i]) != Off {
			return opts.suppressed([]Finding{rules.SyntaxFinding(src, err, opts.severity(&list[i]))})
		}
	}
	return nil
}

func (o Options) rules() []Rule {
	if o.Rules == nil {
		return rules.All()
	}
	return o.Rules
}

// severity is the severity in force for a rule.
func (o Options) severity(r *Rule) Severity {
	if s, ok := o.Severities[r.ID]; ok {
		return s
	}
	return r.Severity
}

// enabled is the set of the rules that are on.
func (o Options) enabled(list []Rule) map[string]bool {
	on := make(map[string]bool, len(list))
	for i := range list {
		on[list[i].ID] = o.severity(&list[i]) != Off
	}
	return on
}

func less(a, b Finding) bool {
	if a.Span.Start != b.Span.Start {
		return a.Span.Start < b.Span.Start
	}
	return a.Rule < b.Rule
}
