package project

import (
	"errors"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// ErrNoRule refuses a choice that leaves no rule: it would find nothing wrong
// anywhere.
var ErrNoRule = errors.New("the selected rules and their severities leave no rule to run: expected one at least")

// ruleChoice is what the options say of the rules, by rule ID. It beats the
// configuration.
type ruleChoice struct {
	rules    []lint.Rule
	selected map[string]bool // nil: all
	set      map[string]lint.Severity
}

func chooseRules(rules []lint.Rule, opts Options) (ruleChoice, error) {
	c := ruleChoice{rules: rules, set: opts.Severities}
	if opts.Selected != nil {
		c.selected = map[string]bool{}
		for _, id := range opts.Selected {
			c.selected[id] = true
		}
	}
	if len(c.inForce()) == 0 {
		return c, ErrNoRule
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

// runs reports whether a rule is on, as far as the options say.
func (c ruleChoice) runs(id string) bool {
	s, ok := c.set[id]
	return (c.selected == nil || c.selected[id]) && (!ok || s != lint.Off)
}

// inForce lists the rules of the run with the severities of the options.
func (c ruleChoice) inForce() []lint.Rule {
	var out []lint.Rule
	for _, r := range c.rules {
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
