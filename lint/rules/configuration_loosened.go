package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// ConfigurationLoosened is EP902. It looks at no manifest: package config
// compares the configurations of a run with those of an earlier revision.
var ConfigurationLoosened = check.Rule{
	ID: "EP902", Name: "configuration-loosened", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a configuration that hides findings which its earlier version (\"edgeproxy lint --against\") reports.",
		Why: `A change that takes the proxy away could also turn off the rule that reports this. With "edgeproxy lint --against git:REV" the
configurations at REV stay in force where they are stricter, and each loosening is reported: a rule that is off or milder, a proxy
that is no longer required, a placeholder that is now allowed, a module that no longer needs a proxy, findings that are ignored now
or for longer.`,
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
