// Package lint finds deployment manifests that would take the proxy from Azure
// IoT Edge devices, or would lose a device in another way. It judges a manifest by
// what the runtime would do with it, and prints nothing.
//
//	doc, err := manifest.Parse(src)
//	findings := lint.Run(doc, lint.Options{})
//	fixed, err := lint.Fix(doc, findings)
//
// [Run] checks a document, [Source] a text that may be no JSON at all. A
// finding holds a span of bytes and an RFC 6901 pointer; package report turns
// them into lines and columns and writes every format. A [Rule] is a value: to run
// rules of your own beside the catalogue, append them to [DefaultRules], and give
// the same [Options] to Run and to [Options.Fix].
//
// # Promises
//
//   - L7: Fix of a fixed document changes nothing; a fix removes its finding
//     and adds none. A fix never guesses a proxy: it needs Options.Expect.URL.
//     With it, and for the same proxy and modules, a fixed document leaves nothing
//     to manifest.Document.Apply, and an applied one leaves nothing to Fix.
//   - L8: Findings come in a fixed order: offset, then rule.
//   - L9: No finding holds a proxy password. The text of a fix holds the password
//     of the expected proxy, if there is one; package report leaves such fixes out.
//   - L10: Nothing is skipped silently: a text that cannot be read gives a finding.
package lint
