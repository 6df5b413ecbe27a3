package main

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// chooseRules puts what --select, --ignore and --severity say into the options.
func (f *lintFlags) chooseRules(opts *project.Options) error {
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
