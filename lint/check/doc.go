// Package check holds the nouns of the linter: [Rule], [Pass], [Finding] and
// [Fix], and the view of a deployment that rules look at. Rules import this
// package. The engine that runs them is package lint.
//
//	var NoRuntime = check.Rule{
//		ID: "EP599", Name: "no-runtime", Severity: check.Error,
//		Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
//			p.Report(check.At(d.Content)) // with a Message and a Help
//		}),
//	}
package check
