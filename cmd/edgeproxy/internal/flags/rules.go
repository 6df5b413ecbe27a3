package flags

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// Rules are the flags that choose rules and their severities.
type Rules struct {
	selected, ignored, severities []string
}

// Add adds the flags.
func (f *Rules) Add(cmd *cobra.Command) {
	commandline.List(cmd, &f.selected, "select", "run these `RULES` only (IDs, names, or groups such as EP1, separated by commas)")
	commandline.List(cmd, &f.ignored, "ignore", "turn these `RULES` off")
	commandline.List(cmd, &f.severities, "severity", "another severity for a rule, as `RULE=LEVEL` (error, warning, info or off)")
	commandline.CompleteWith(cmd, "select", completeRules)
	commandline.CompleteWith(cmd, "ignore", completeRules)
	commandline.CompleteWith(cmd, "severity", completeSeverity)
}

// Choose puts what the flags say into the options.
func (f *Rules) Choose(opts *project.Options) error {
	set, single := map[string]lint.Severity{}, map[string]bool{} // single: named by themselves, which beats their group
	for _, s := range f.severities {
		name, level, ok := strings.Cut(s, "=")
		if !ok {
			return fmt.Errorf("--severity %q: expected RULE=LEVEL, such as EP203=off", s)
		}
		ids, err := named("--severity", name)
		if err != nil {
			return err
		}
		severity, err := check.ParseSeverity(strings.TrimSpace(level))
		if err != nil {
			return fmt.Errorf("--severity %s: %w", strings.TrimSpace(name), err)
		}
		for _, id := range ids {
			if alone := len(ids) == 1; alone || !single[id] {
				set[id], single[id] = severity, alone
			}
		}
	}
	for _, name := range f.ignored {
		ids, err := named("--ignore", name)
		if err != nil {
			return err
		}
		for _, id := range ids {
			set[id] = lint.Off
		}
	}
	for _, name := range f.selected {
		ids, err := named("--select", name)
		if err != nil {
			return err
		}
		opts.Selected = append(opts.Selected, ids...)
	}
	opts.Severities = set
	return nil
}

// named lists the IDs of the rules that a word of a flag names.
func named(flag, word string) ([]string, error) {
	word = strings.TrimSpace(word)
	ids := check.Named(word, lint.DefaultRules())
	if ids == nil {
		return nil, fmt.Errorf("%s: %w", flag, unknownRule(word))
	}
	return ids, nil
}

// FindRule finds a rule by its ID or name, in any case.
func FindRule(name string) (lint.Rule, error) {
	for _, r := range lint.DefaultRules() {
		if strings.EqualFold(r.ID, name) || strings.EqualFold(r.Name, name) {
			return r, nil
		}
	}
	return lint.Rule{}, unknownRule(name)
}

func unknownRule(name string) error {
	return fmt.Errorf("no rule %q%s: \"edgeproxy rules\" lists them", name, commandline.DidYouMean(name, ruleNames()))
}

// ruleNames lists the IDs and names of all rules.
func ruleNames() []string {
	var names []string
	for _, r := range lint.DefaultRules() {
		names = append(names, r.ID, r.Name)
	}
	return names
}
