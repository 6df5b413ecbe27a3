// Package check holds the nouns of the linter: [Rule], [Pass], [Finding] and
// [Fix], and the view of a deployment that rules look at. Rules import it; the
// engine is package lint.
package check
