package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/page"
)

func (a *app) explainCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:               "explain RULE",
		Short:             "Explain a rule: what it reports, why, and how to mend it",
		Example:           "  edgeproxy explain EP101\n  edgeproxy explain agent-proxy-missing",
		Args:              exactArg("a rule", `"edgeproxy rules" lists them`),
		ValidArgsFunction: completeRule,
		RunE: func(_ *cobra.Command, args []string) error {
			rule, err := findRule(args[0])
			if err != nil {
				return err
			}
			switch format {
			case "text":
				_, err = fmt.Fprint(a.stdout, page.Text(rule))
				return err
			case "json":
				return encode(a.stdout, toJSON(rule))
			}
			return unknownFormat(format)
		},
	}
	addFormat(cmd, &format)
	return cmd
}

// findRule finds a rule by its ID or name, in any case.
func findRule(name string) (lint.Rule, error) {
	for _, r := range lint.DefaultRules() {
		if strings.EqualFold(r.ID, name) || strings.EqualFold(r.Name, name) {
			return r, nil
		}
	}
	return lint.Rule{}, unknownRule(name)
}

func unknownRule(name string) error {
	return fmt.Errorf("no rule %q%s: \"edgeproxy rules\" lists them", name, didYouMean(name, ruleNames()))
}

// ruleNames lists the IDs and names of all rules.
func ruleNames() []string {
	var names []string
	for _, r := range lint.DefaultRules() {
		names = append(names, r.ID, r.Name)
	}
	return names
}
