// Package rules is the catalogue of the linter: each rule stands in a file of its own,
// as a value with its documentation and its check.
//
//	for _, r := range rules.All() {
//		fmt.Println(r.ID, r.Name, r.Severity, r.Doc.Summary)
//	}
//	findings := lint.Run(doc, lint.Options{Rules: []lint.Rule{rules.AgentProxyMissing}})
//
// Package lint runs the rules; most programs need only that package. IDs and names of
// rules are public: they are never changed and never used again.
package rules
