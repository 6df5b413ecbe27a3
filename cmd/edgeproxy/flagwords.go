package main

import (
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// The libraries say what helps, and this file by which flag of the program.

// flagFor names the flag that does what the help of a rule's findings advises;
// "" for most rules.
func flagFor(id string) string {
	switch id {
	case rules.NotAManifest.ID:
		return "--skip-non-manifests passes over other files"
	case rules.ConfigurationLoosened.ID:
		return "--ignore EP902 turns it off"
	}
	return ""
}

// addFlags adds the flags to what a run says.
func addFlags(run *report.Run) {
	run.FixWith = "--fix"
	for i := range run.Files {
		findings := run.Files[i].Findings
		for j := range findings {
			if flag := flagFor(findings[j].Rule); flag != "" && findings[j].Help != "" {
				findings[j].Help += "; " + flag
			}
		}
	}
}
