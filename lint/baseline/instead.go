package baseline

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// spot is where a finding is, whatever its severity and cause.
type spot struct{ rule, pointer string }

// other is a finding that no entry covers.
type other struct {
	severity check.Severity
	cause    string
	ignored  bool // the configuration does
}

// note keeps a finding that no entry covers, for the message of a stale entry at the
// same spot. Of several findings it keeps one that is not ignored, and the most severe.
func (k *known) note(f *check.Finding) {
	if len(k.entries) == 0 {
		return
	}
	p := placeOf(f)
	at, now := spot{p.rule, p.pointer}, other{p.severity, p.cause, f.Suppressed != nil}
	if old, ok := k.others[at]; ok && (now.ignored || !old.ignored && old.severity >= now.severity) {
		return
	}
	if k.others == nil {
		k.others = map[spot]other{}
	}
	k.others[at] = now
}

// instead says why an entry does not cover what the run has found at its spot;
// "" if the run has found nothing there, or only more of the same.
func (k *known) instead(p place) string {
	now, ok := k.others[spot{p.rule, p.pointer}]
	switch {
	case !ok:
		return ""
	case now.ignored:
		return "the configuration ignores the finding"
	case now.severity > p.severity:
		return fmt.Sprintf("it covers severity %s, and the finding has severity %s now", p.severity, now.severity)
	case now.cause != p.cause:
		return "the finding at its place has another cause now"
	}
	return ""
}
