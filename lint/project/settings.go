package project

import (
	"path/filepath"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// options are the lint options of one file with a configuration.
func (l *linter) options(c File, set *config.InForce) lint.Options {
	opts := set.Options()
	opts.Rules, opts.Limits, opts.Device = l.rules, l.opts.limits(), l.device
	opts.Severities = l.choice.severities(set.Rules)
	if !l.opts.Proxy.IsZero() {
		opts.Expect.URL = l.opts.Proxy
	}
	opts.Suppress = func(findings []lint.Finding) {
		set.Suppress(findings)
		if l.known != nil {
			l.known.suppress(l.known.path(l, c.Name), findings)
		}
	}
	return opts
}

// inForce is the configuration of a file. Settings that were stricter at the revision
// to compare with stay.
func (l *linter) inForce(name string) (*config.InForce, error) {
	if l.finder == nil {
		return &config.InForce{}, nil
	}
	set, err := l.finder.For(filepath.FromSlash(name))
	if err != nil || l.before == nil {
		return set, err
	}
	before, err := l.before.For(filepath.FromSlash(name))
	if err == nil {
		set.Keep(before, slices.DeleteFunc(slices.Clone(l.rules), func(r lint.Rule) bool { return !l.choice.runs(r.ID) }))
	}
	return set, err
}
