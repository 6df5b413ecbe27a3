package lint

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Options says how to lint. The zero value runs every rule with its default
// severity and expects a proxy on edgeAgent without knowing which.
type Options struct {
	Rules      []Rule              // the rules to run; nil means DefaultRules, and an empty list is refused
	Severities map[string]Severity // by rule ID, instead of the rule's own; Off turns it off
	Expect     Expect              // what the user has said about the proxy
	Against    *manifest.Document  // an earlier version to compare with; runs at the same time need a document each
	Device     *device.Device      // the device that gets the manifest; nil if it is not known
	Suppress   func([]Finding)     // marks findings that are known and accepted; called again if it marks any; may be nil
	Limits     manifest.Limits     // for Source

	fixing bool // every finding with a fix is wanted
}

// DefaultRules is the whole catalogue, sorted by ID. The slice is the caller's.
func DefaultRules() []Rule { return rules.All() }

// Validate reports faulty options: a list of rules that is empty, two rules with the same
// ID, a rule without an ID or a Check, or a severity for a rule that is not among the rules.
// Fix returns this error. Run and Source have no error result: they check nothing then and
// return the error as a finding, so that no document passes by mistake.
func (o Options) Validate() error {
	list := o.rules()
	if len(list) == 0 {
		return errors.New("the list of rules is empty, and would find nothing: expected one rule at least, or nil for all")
	}
	for i := range list {
		switch {
		case list[i].ID == "":
			return fmt.Errorf("rule %q has no ID: expected one, such as ACME01", list[i].Name)
		case list[i].Check == nil && list[i].CheckDevice == nil:
			return fmt.Errorf("rule %q has no Check and no CheckDevice, and would find nothing: expected a function", list[i].ID)
		case i > 0 && list[i-1].ID >= list[i].ID && slices.ContainsFunc(list[:i], hasID(list[i].ID)): // a catalogue is in order
			return fmt.Errorf("two rules have the ID %q: expected each ID once", list[i].ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(o.Severities)) {
		if !slices.ContainsFunc(list, hasID(id)) {
			return fmt.Errorf("a severity is set for the unknown rule %q%s", id, o.meant(id))
		}
	}
	return nil
}

func hasID(id string) func(Rule) bool { return func(r Rule) bool { return r.ID == id } }

// meant ends the error about an ID that no rule has.
func (o Options) meant(id string) string {
	var known []string
	for _, r := range o.rules() {
		if r.Name == id {
			return fmt.Sprintf(": expected its ID, %q", r.ID)
		}
		known = append(known, r.ID)
	}
	if near := check.Nearest(id, known); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ": expected the ID of a rule that is run"
}

// faulty is the finding that stands for faulty options; none if they are sound.
func (o Options) faulty() []Finding {
	err := o.Validate()
	if err == nil {
		return nil
	}
	return []Finding{Finding{
		Rule: "options", Name: "options-invalid", Severity: Error,
		Message: "nothing was checked, because the options of the linter are wrong: " + err.Error(),
		Help:    "this is a fault of the program that calls the linter: mend the Rules and Severities of its options",
	}.Tidied()}
}

func (o Options) rules() []Rule {
	if o.Rules == nil {
		return rules.All()
	}
	return o.Rules
}

// severity is the severity in force for a rule.
func (o Options) severity(r *Rule) Severity {
	if s, ok := o.Severities[r.ID]; ok {
		return s
	}
	return r.Severity
}
