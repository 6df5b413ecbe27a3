package check

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Limits of the findings of one rule and severity that a run keeps of a document:
// their number, and the bytes of text in them. A hostile document of 16 MB has a
// million findings: nobody reads them, and a server that keeps them runs out of
// memory.
const (
	maxFindings = 1000
	maxBytes    = 4 << 20
)

// kind is the group in which findings are counted. It includes the severity, so
// that warnings do not push an error out, and the cause, so that a baseline does
// not confuse two causes.
type kind struct {
	rule     string
	severity Severity
	cause    string
}

// kept counts the findings of a kind.
type kept struct {
	kind
	name            string
	findings, bytes int
	more, fixable   int           // that were left out, and how many of them have a fix
	next            manifest.Span // the first of them
}

// keep reports whether there is room for one more finding of its kind, and
// sets its pointer. A finding without room is only counted. There is always room
// for findings that are to be mended, but without the texts for readers: see
// Finding.Unlisted.
func (p *Pass) keep(f *Finding) bool {
	of := kind{f.Rule, f.Severity, f.Cause}
	k := p.kinds[of]
	if k == nil {
		k = &kept{kind: of, name: f.Name}
		if p.kinds == nil { // most documents have no finding
			p.kinds = map[kind]*kept{}
		}
		p.kinds[k.kind] = k
		p.order = append(p.order, k)
	}
	full := k.more > 0 || k.findings >= maxFindings || k.bytes > maxBytes
	switch {
	case full && p.Fixing && len(f.Fixes) > 0:
		f.Message, f.Help, f.Related = "", "", nil
	case full:
		if k.more++; k.more == 1 {
			k.next = f.Span
		}
		k.fixable += min(1, len(f.Fixes))
		return false
	}
	if k.findings++; f.Pointer == "" {
		f.Pointer, f.Stable = f.place.Pointer(), stablePointer(f.place)
	}
	k.bytes += f.Size()
	return true
}

// Unlisted reports whether a list has no room for the finding. Such a finding is
// kept only to be mended, and has no message, help or related places.
func (f *Finding) Unlisted() bool { return f.Message == "" }

// Size is about how many bytes of memory the texts of a finding take.
func (f *Finding) Size() int {
	n := len(f.Pointer) + len(f.Stable) + len(f.Message) + len(f.Help)
	for _, r := range f.Related {
		n += len(r.Pointer) + len(r.Message)
	}
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			n += len(e.Text)
		}
	}
	return n
}

// rest is the finding that stands for all findings that were left out.
func (k *kept) rest() Finding {
	first := Finding{Rule: k.rule, Name: k.name, Severity: k.severity, Cause: k.cause, Span: k.next}
	return first.Rest(k.more, k.fixable, "mend those that are listed, and lint the file again")
}

// Rest is one finding in the place of several that are not listed: f, the first of
// them, and others of its rule, severity, cause and suppression. more is their
// number, fixable the number of those that have a fix.
func (f Finding) Rest(more, fixable int, help string) Finding {
	return Finding{
		Rule: f.Rule, Name: f.Name, Severity: f.Severity, Cause: f.Cause, Span: f.Span, Suppressed: f.Suppressed,
		More: more, MoreFixable: fixable,
		Message: fmt.Sprintf("… and %s more of this kind in this file", thousands(more)),
		Help:    help,
	}
}

// thousands is a number with commas: 12,345.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
