package protocol

import (
	"encoding/json"
	"errors"
)

// Opened are the parameters of textDocument/didOpen.
type Opened struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int32  `json:"version"`
		Text    string `json:"text"`
	} `json:"textDocument"`
}

// Changed are the parameters of textDocument/didChange.
type Changed struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int32  `json:"version"`
	} `json:"textDocument"`
	Changes []Change `json:"contentChanges"`
}

// Change replaces a range of a document, or all of it if Range is nil.
type Change struct {
	Range *Range `json:"range,omitempty"`
	Text  string `json:"text"`
}

// UnmarshalJSON reads a change. One without a text is an error: it would empty the document.
func (c *Change) UnmarshalJSON(src []byte) error {
	var p struct {
		Range *Range
		Text  *string
	}
	if err := json.Unmarshal(src, &p); err != nil {
		return err
	}
	if p.Text == nil {
		return errors.New("expected a text")
	}
	c.Range, c.Text = p.Range, *p.Text
	return nil
}

// Severities of diagnostics.
const (
	SeverityError       = 1
	SeverityWarning     = 2
	SeverityInformation = 3
)

// Published are the parameters of textDocument/publishDiagnostics.
type Published struct {
	URI         string       `json:"uri"`
	Version     *int32       `json:"version,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// Diagnostic is a finding as an editor shows it.
type Diagnostic struct {
	Range    Range     `json:"range"`
	Severity int       `json:"severity"`
	Code     string    `json:"code,omitempty"`
	Source   string    `json:"source"`
	Message  string    `json:"message"`
	Related  []Related `json:"relatedInformation,omitempty"`
}

// Related is another place that explains a diagnostic.
type Related struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// MessageError is the type of a message about a fault.
const MessageError = 1

// Message are the parameters of window/showMessage.
type Message struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// Cancelled are the parameters of $/cancelRequest.
type Cancelled struct {
	ID any `json:"id"` // a string or a number
}
