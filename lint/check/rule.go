package check

import "strings"

// Rule is one check, as a value.
type Rule struct {
	ID       string   // public and stable, such as "EP101"; see InCatalogue for a rule of your own
	Name     string   // public and stable, such as "agent-proxy-missing"
	Severity Severity // the default; a configuration may change it
	Fix      FixNeed  // whether the rule's findings can be mended, and what that needs
	Doc      Doc
	Check    func(*Pass) // of a document; may be nil
	// CheckDevice is the check of the files of a device: Pass.Doc is nil then. It may
	// be nil, but not both checks.
	CheckDevice func(*Pass)
}

// InCatalogue reports whether an ID is one of edgeproxy's own, which "edgeproxy explain"
// knows: EP and three digits. A rule of your own takes an ID of another form, such as
// ACME01.
func InCatalogue(id string) bool {
	digits, ok := strings.CutPrefix(id, "EP")
	return ok && len(digits) == 3 && strings.Trim(digits, "0123456789") == ""
}

// FixNeed says what a rule's fixes need.
type FixNeed uint8

// The needs of fixes.
const (
	NoFix        FixNeed = iota // there is no safe fix
	FixAlone                    // the document itself says what is right
	FixWithProxy                // the user must name the proxy: a fix never guesses one
)

// String is "no", "yes" or "with the proxy that is expected".
func (n FixNeed) String() string {
	return [...]string{"no", "yes", "with the proxy that is expected"}[n]
}

// Doc holds the texts that people read about a rule. The rule's page, "edgeproxy
// explain" and the help in SARIF are made from it.
type Doc struct {
	Summary string  // one sentence: what the rule reports
	Why     string  // what happens on the device; may hold several paragraphs
	Earlier Example // for a rule that compares: the earlier version of Bad and Good
	Bad     Example // a document that gives exactly this rule's finding
	Good    Example // the same document, mended: it gives no finding
	File    string  // what kind of file the examples are; "" for a deployment manifest
}

// DeviceFiles is the File of a Doc whose examples are the files of a device: a line
// "-- PATH --" stands before the text of each. A manifest may be among them.
const DeviceFiles = "device"

// Example makes a document that shows a rule. The document is made only when
// somebody reads it: making the examples of all rules takes longer than linting a
// file.
type Example func() string

// Text is the document, "" for a nil Example.
func (e Example) Text() string {
	if e == nil {
		return ""
	}
	return e()
}
