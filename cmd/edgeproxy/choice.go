package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// ruleChoice is what --select, --ignore and --severity say, by rule ID. They
// beat the configuration.
type ruleChoice struct {
	rules    []lint.Rule
	selected map[string]bool          // nil: all
	set      map[string]lint.Severity // by --severity and --ignore
}

func chooseRules(rules []lint.Rule, f lintFlags) (ruleChoice, error) {
	c := ruleChoice{rules: rules, set: map[string]lint.Severity{}}
	single := map[string]bool{} // named by themselves, which beats their group
	for _, s := range f.severities {
		name, level, ok := strings.Cut(s, "=")
		if !ok {
			return c, fmt.Errorf("--severity %q: expected RULE=LEVEL, such as EP203=off", s)
		}
		ids, err := c.named("--severity", name)
		if err != nil {
			return c, err
		}
		severity, err := check.ParseSeverity(strings.TrimSpace(level))
		if err != nil {
			return c, fmt.Errorf("--severity %s: %w", strings.TrimSpace(name), err)
		}
		for _, id := range ids {
			if alone := len(ids) == 1; alone || !single[id] {
				c.set[id], single[id] = severity, alone
			}
		}
	}
	for _, name := range f.ignored {
		ids, err := c.named("--ignore", name)
		if err != nil {
			return c, err
		}
		for _, id := range ids {
			c.set[id] = lint.Off
		}
	}
	for _, name := range f.selected {
		ids, err := c.named("--select", name)
		if err != nil {
			return c, err
		}
		if c.selected == nil {
			c.selected = map[string]bool{}
		}
		for _, id := range ids {
			c.selected[id] = true
		}
	}
	if len(c.inForce(c.rules)) == 0 { // it would find nothing wrong anywhere
		return c, errors.New("--select, --ignore and --severity leave no rule to run: expected one at least")
	}
	return c, nil
}

// named lists the IDs of the rules that a word of a flag names.
func (c ruleChoice) named(flag, word string) ([]string, error) {
	word = strings.TrimSpace(word)
	ids := check.Named(word, c.rules)
	if ids == nil {
		return nil, fmt.Errorf("%s: %w", flag, unknownRule(word))
	}
	return ids, nil
}

// severities are the severities in force for a file with these settings, for
// the rules whose severity is not their own.
func (c ruleChoice) severities(settings config.Rules) map[string]lint.Severity {
	out := make(map[string]lint.Severity, len(settings)+len(c.set))
	for id, s := range settings {
		if s.Value != lint.Off || !c.selected[id] {
			out[id] = s.Value
		}
	}
	for id, s := range c.set {
		out[id] = s
	}
	if c.selected != nil {
		for _, r := range c.rules {
			if !c.selected[r.ID] {
				out[r.ID] = lint.Off
			}
		}
	}
	return out
}

// runs reports whether a rule is on, as far as the command line says.
func (c ruleChoice) runs(id string) bool {
	s, ok := c.set[id]
	return (c.selected == nil || c.selected[id]) && (!ok || s != lint.Off)
}

// inForce lists the rules of the run with the severities of the command line.
func (c ruleChoice) inForce(rules []lint.Rule) []lint.Rule {
	var out []lint.Rule
	for _, r := range rules {
		if !c.runs(r.ID) {
			continue
		}
		if s, ok := c.set[r.ID]; ok {
			r.Severity = s
		}
		out = append(out, r)
	}
	return out
}
