package config

import (
	"cmp"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// never is how a configuration writes that no finding fails a run.
const never = "never"

// failOn reads the lowest severity that fails a run.
func (d *decoder) failOn(n *yamlfile.Node) check.Severity {
	names := []string{check.Error.String(), check.Warning.String(), check.Info.String(), never}
	text := d.Text(n, `"fail-on"`)
	s, err := check.ParseSeverity(text)
	switch {
	case d.Err != nil || text == never:
		return check.Off
	case err != nil || s == check.Off:
		d.Fail(n.Span.Start, `unknown "fail-on" %s: expected %s`, yamlfile.Show(text), yamlfile.OneOf(names)).Suggestion = check.Nearest(text, names)
	}
	return s
}

// failLevel is the lowest severity that fails a run.
func (s Settings) failLevel() check.Severity {
	if s.FailOn.Origin == "" {
		return check.Error
	}
	return s.FailOn.Value
}

// stricter reports whether a run fails on more findings at level a than at b.
func stricter(a, b check.Severity) bool {
	return a != check.Off && (b == check.Off || a < b)
}

// failName is the level as a configuration writes it.
func failName(level check.Severity) string {
	if level == check.Off {
		return never
	}
	return level.String()
}

// tightenFailOn takes over a level that fails on more findings.
func (f *InForce) tightenFailOn(own Settings) {
	switch now, set := f.failLevel(), own.FailOn; {
	case set.Origin == "" || set.Value == now:
	case stricter(set.Value, now):
		f.FailOn = set
	default:
		f.void("fail-on: "+failName(set.Value), set.Origin)
	}
}

// keepFailOn keeps an earlier level that fails on more findings.
func (f *InForce) keepFailOn(before *InForce, note func(origin, format string, args ...any)) {
	if now, was := f.failLevel(), before.failLevel(); stricter(was, now) {
		note(f.FailOn.Origin, "fail-on is %s here, and was %s", failName(now), failName(was))
		f.FailOn = Setting[check.Severity]{was, cmp.Or(before.FailOn.Origin, byDefault)}
	}
}
