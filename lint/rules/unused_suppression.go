package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// UnusedSuppression is EP901. It looks at no manifest: packages config and
// baseline report it about their files after a run.
var UnusedSuppression = check.Rule{
	ID: "EP901", Name: "unused-suppression", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports an entry of ignore or of a baseline that covers nothing any more, or has expired.",
		Why: `An entry that covers nothing hides the next finding of its kind. Findings that an expired entry covered are reported again. A run
over some files says nothing about entries for others. A stale entry of a baseline is an error: a baseline only ever shrinks.`,
		Bad: func() string {
			return `ignore:
  - { rule: EP101, path: "lab/**", reason: "no proxy in the lab yet", until: 2026-01-31 }
rules: { EP203: off }
`
		},
		Good: func() string {
			return `rules: { EP203: off }
`
		},
		File: ".edgeproxy.yaml",
	},
	Check: func(*check.Pass) {},
}
