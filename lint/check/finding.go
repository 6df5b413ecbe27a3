package check

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Severity says how bad a finding is. The zero value, Off, reports nothing.
type Severity uint8

// The severities, in rising order.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

var severityNames = [...]string{Off: "off", Info: "info", Warning: "warning", Error: "error"}

// String is the severity's name as it is written in configurations.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads "off", "info", "warning" or "error".
func ParseSeverity(name string) (Severity, error) {
	for s, n := range severityNames {
		if n == name {
			return Severity(s), nil
		}
	}
	return Off, fmt.Errorf("unknown severity %q: expected one of %s", name, strings.Join(severityNames[:], ", "))
}

// Finding is one fault that a rule reports about a document. It holds byte
// offsets; lines and columns are computed where it is printed. No text of a
// finding that a run returns holds the password of a URL, not even a module's
// name or a pointer. The only exception is the text of edits, which a fix writes.
type Finding struct {
	Rule     string // ID of the rule, such as "EP101"
	Name     string // name of the rule, such as "agent-proxy-missing"
	Severity Severity

	Module  string // name of the module concerned, "" for the document as a whole
	Pointer string // RFC 6901 pointer to the value, "" for the whole document
	// Stable is Pointer with names in the place of the numbers of elements, such as
	// "/id=line-2/content" for "/0/content"; "" if it is the same. A baseline knows the
	// finding by it, wherever the element stands.
	Stable string
	Span   manifest.Span // bytes of the document concerned

	Message string // lower case, names the offender, says what was expected
	Help    string // what happens on the device, and how to mend it
	Related []Related
	Fixes   []Fix

	// Cause names the cause of the finding, in a stable word or two such as "blank",
	// if its rule has several causes; "" is the usual one. A baseline entry for one
	// cause does not cover another cause at the same place.
	Cause string

	// Refused says that edgeAgent refuses the whole deployment because of the finding: the
	// device keeps the configuration that it has.
	Refused bool

	More        int // not 0: it stands for so many more findings of its rule and severity, which are not listed
	MoreFixable int // how many of those have a fix

	place manifest.Node // what Pointer points to: it is made for those findings only that are kept

	Suppressed *Suppression // non-nil if a configuration or baseline entry covers it
}

// String is like "error EP101 agent-proxy-missing: MESSAGE". The text of the fixes is left
// out: it may hold the password of the expected proxy.
func (f Finding) String() string {
	return fmt.Sprintf("%s %s %s: %s", f.Severity, f.Rule, f.Name, f.Message)
}

// Related is another place that explains a finding.
type Related struct {
	Span    manifest.Span
	Pointer string
	Message string
	File    *device.File // where the place is; nil for the file of the finding
}

// Fix is one safe way to mend a finding: a list of non-overlapping edits on
// the original bytes, made all together or not at all. The texts of the edits may
// hold the password of the proxy: no way of printing a Fix shows them, and its JSON does
// not hold them.
type Fix struct {
	Message string // a verb phrase that describes the fix
	Edits   []manifest.Edit
}

// String is what the fix does, without the text that it writes.
func (f Fix) String() string { return f.Message }

// Who may cover a finding.
const (
	ByIgnore   = "ignore"   // an entry of the configuration: somebody's choice
	ByBaseline = "baseline" // an entry of the baseline: the finding was there before
)

// Suppression says who covers a finding that is known and accepted.
type Suppression struct {
	By     string // ByIgnore or ByBaseline
	Reason string // as written in the configuration; empty for a baseline
	Origin string // "FILE:LINE" of the entry; empty for a baseline
}
