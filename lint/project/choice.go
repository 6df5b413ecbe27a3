package project

import (
	"errors"
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// ErrNoRule refuses a choice that leaves no rule: it would find nothing wrong
// anywhere.
var ErrNoRule = errors.New("the selected rules and their severities leave no rule to run: expected one at least")

// ErrUnknownRule refuses an ID that no rule has: a misspelled ID would silently check
// nothing.
var ErrUnknownRule = errors.New("no rule has this ID: expected the ID of one of the rules, such as EP101")

// ruleChoice is what the options say of the rules, by rule ID. It beats the
// configuration.
type ruleChoice struct {
	rules    []lint.Rule
	selected map[string]bool // nil: all
	set      map[string]lint.Severity
}

func chooseRules(rules []lint.Rule, opts Options) (ruleChoice, error) {
	c := ruleChoice{rules: rules, set: opts.Severities}
	if err := c.known("Selected", opts.Selected); err != nil {
		return c, err
	}
	if err := c.known("Severities", slices.Sorted(maps.Keys(opts.Severities))); err != nil {
		return c, err
	}
	if opts.Selected != nil {
		c.selected = map[string]bool{}
		for _, id := range opts.Selected {
			c.selected[id] = true
		}
	}
	if !slices.ContainsFunc(rules, func(r lint.Rule) bool { return c.runs(r.ID) }) {
		return c, ErrNoRule
	}
	return c, nil
}

// known makes sure that the IDs of an option are those of rules.
func (c ruleChoice) known(option string, ids []string) error {
	for _, id := range ids {
		if !slices.ContainsFunc(c.rules, func(r lint.Rule) bool { return r.ID == id }) {
			return &OptionError{option, id, ErrUnknownRule}
		}
	}
	return nil
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
	if c.selected == nil && len(c.set) == 0 {
		return c.rules
	}
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
