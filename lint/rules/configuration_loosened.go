package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// ConfigurationLoosened is EP902. It looks at no manifest: package config
// compares the configurations of a run with those of an earlier revision.
var ConfigurationLoosened = check.Rule{
	ID: "EP902", Name: "configuration-loosened", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a configuration that lets pass what its earlier version reports, which \"edgeproxy lint --against\" names.",
		Why: "A change that takes the proxy away could turn off the rule that says so. With \"edgeproxy lint --against git:REV\" the configurations at REV stay in force " +
			"where they are stricter, and what would be loosened is reported: a rule that is off or milder, a proxy that is not required any more, " +
			"a placeholder that is let pass, a module that needs no proxy, findings that are ignored now or for longer.",
		Earlier: func() string { return "rules: { EP203: error }\n" },
		Bad: func() string {
			return `rules: { EP101: off, EP203: error }
`
		},
		Good: func() string {
			return `rules: { EP203: error, EP209: error }
`
		},
		File: ".edgeproxy.yaml",
	},
	Check: func(*check.Pass) {},
}
