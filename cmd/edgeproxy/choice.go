package main

import (
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
	for _, s := range f.severities {
		name, level, ok := strings.Cut(s, "=")
		if !ok {
			return c, fmt.Errorf("--severity %q: expected RULE=LEVEL, such as EP203=off", s)
		}
		rule, err := findRule(strings.TrimSpace(name))
		if err != nil {
			return c, fmt.Errorf("--severity: %w", err)
		}
		if c.set[rule.ID], err = check.ParseSeverity(strings.TrimSpace(level)); err != nil {
			return c, fmt.Errorf("--severity %s: %w", rule.ID, err)
		}
	}
	for _, name := range f.ignored {
		rule, err := findRule(strings.TrimSpace(name))
		if err != nil {
			return c, fmt.Errorf("--ignore: %w", err)
		}
		c.set[rule.ID] = lint.Off
	}
	for _, name := range f.selected {
		rule, err := findRule(strings.TrimSpace(name))
		if err != nil {
			return c, fmt.Errorf("--select: %w", err)
		}
		if c.selected == nil {
			c.selected = map[string]bool{}
		}
		c.selected[rule.ID] = true
	}
	return c, nil
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
