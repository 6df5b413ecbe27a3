package protocol

import "encoding/json"

// The formats of prose.
const (
	Markdown  = "markdown"
	PlainText = "plaintext"
)

// Markup is prose in a format.
type Markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Hover is what an editor shows over a place.
type Hover struct {
	Contents Markup `json:"contents"`
	Range    *Range `json:"range,omitempty"`
}

// Kinds and formats of completions.
const (
	CompletionProperty = 10
	CompletionValue    = 12
	CompletionEnum     = 20

	FormatPlain   = 1
	FormatSnippet = 2
)

// CompletionItem is one text that can be inserted.
type CompletionItem struct {
	Label         string   `json:"label"`
	Kind          int      `json:"kind"`
	Detail        string   `json:"detail,omitempty"`
	SortText      string   `json:"sortText,omitempty"`
	FilterText    string   `json:"filterText,omitempty"`
	TextEdit      TextEdit `json:"textEdit"`
	Format        int      `json:"insertTextFormat"`
	Documentation *Markup  `json:"documentation,omitempty"`
}

// TextEdit replaces a range of a document.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// CodeLens is a line of text above a line of the document.
type CodeLens struct {
	Range   Range   `json:"range"`
	Command Command `json:"command"`
}

// Command is something that the client or the server can do. Without a name it is a title.
type Command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

// Execute are the parameters of workspace/executeCommand.
type Execute struct {
	Command   string            `json:"command"`
	Arguments []json.RawMessage `json:"arguments"`
}

// The kinds of code actions.
const (
	QuickFix = "quickfix"
	FixAll   = "source.fixAll.edgeproxy"
)

// ForActions are the parameters of textDocument/codeAction.
type ForActions struct {
	OnDocument
	Range   Range `json:"range"`
	Context struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// CodeAction is something that a person may choose to have done.
type CodeAction struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind"`
	Diagnostics []Diagnostic   `json:"diagnostics,omitempty"`
	IsPreferred bool           `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit `json:"edit,omitempty"`
	Command     *Command       `json:"command,omitempty"`
	Data        *ActionData    `json:"data,omitempty"`
}

// ActionData lead from a code action back to what it does.
type ActionData struct {
	URI     string `json:"uri"`
	Version int32  `json:"version"`
	Finding int    `json:"finding"` // its number
	Rule    string `json:"rule"`    // of the finding
	Fix     int    `json:"fix"`     // its number
	All     bool   `json:"all"`     // all fixes of all findings
	Ignore  bool   `json:"ignore"`  // an entry that accepts the finding
}

// WorkspaceEdit are changes of documents: Changes for clients that do not know
// DocumentChanges.
type WorkspaceEdit struct {
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []DocumentChange      `json:"documentChanges,omitempty"`
}

// DocumentChange are edits of a document, or its creation.
type DocumentChange struct {
	Kind    string     `json:"kind,omitempty"` // "create", or "" for edits
	URI     string     `json:"uri,omitempty"`  // of what is created
	Options *Creation  `json:"options,omitempty"`
	Target  *Versioned `json:"textDocument,omitempty"`
	Edits   []TextEdit `json:"edits,omitempty"`
}

// Creation says what to do if the file is there.
type Creation struct {
	IgnoreIfExists bool `json:"ignoreIfExists"`
}

// Versioned names a version of a document, null for that on the disk.
type Versioned struct {
	URI     string `json:"uri"`
	Version *int32 `json:"version"`
}

// ApplyEdit are the parameters of workspace/applyEdit.
type ApplyEdit struct {
	Label string        `json:"label,omitempty"`
	Edit  WorkspaceEdit `json:"edit"`
}

// AppliedEdit is the answer to it.
type AppliedEdit struct {
	Applied       bool   `json:"applied"`
	FailureReason string `json:"failureReason"`
}
