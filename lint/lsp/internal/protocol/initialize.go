package protocol

import "encoding/json"

// Initialize are the parameters of the first request.
type Initialize struct {
	RootURI          string             `json:"rootUri"`
	WorkspaceFolders []Folder           `json:"workspaceFolders"`
	Capabilities     ClientCapabilities `json:"capabilities"`
	Options          ClientOptions      `json:"initializationOptions"`
}

// Folder is a folder that is open in the editor.
type Folder struct {
	URI string `json:"uri"`
}

// ClientOptions are what clients of ours tell beyond the protocol.
type ClientOptions struct {
	// AsksForReason says that the client has the command edgeproxy.askReason.
	AsksForReason bool `json:"asksForReason"`
	// AsksForProxy says that the client has the command edgeproxy.setProxy.
	AsksForProxy bool `json:"asksForProxy"`
}

// ClientCapabilities are what the client can do.
type ClientCapabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	TextDocument struct {
		CodeAction struct {
			Literals       *struct{} `json:"codeActionLiteralSupport"`
			DataSupport    bool      `json:"dataSupport"`
			ResolveSupport struct {
				Properties []string `json:"properties"`
			} `json:"resolveSupport"`
		} `json:"codeAction"`
		Completion struct {
			CompletionItem struct {
				SnippetSupport bool `json:"snippetSupport"`
			} `json:"completionItem"`
		} `json:"completion"`
		Hover struct {
			ContentFormat []string `json:"contentFormat"`
		} `json:"hover"`
		PublishDiagnostics struct {
			RelatedInformation bool `json:"relatedInformation"`
		} `json:"publishDiagnostics"`
	} `json:"textDocument"`
	Workspace struct {
		ApplyEdit     bool `json:"applyEdit"`
		WorkspaceEdit struct {
			DocumentChanges    bool     `json:"documentChanges"`
			ResourceOperations []string `json:"resourceOperations"`
		} `json:"workspaceEdit"`
		DidChangeWatchedFiles struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
		} `json:"didChangeWatchedFiles"`
	} `json:"workspace"`
}

// UnmarshalJSON reads what it understands: editors and their plugins put all sorts of
// things into these options.
func (o *ClientOptions) UnmarshalJSON(src []byte) error {
	type plain ClientOptions
	_ = json.Unmarshal(src, (*plain)(o))
	return nil
}

// Initialized is the answer to Initialize.
type Initialized struct {
	Capabilities ServerCapabilities `json:"capabilities"`
	ServerInfo   ServerInfo         `json:"serverInfo"`
}

// ServerInfo names the server.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// ServerCapabilities are what the server can do.
type ServerCapabilities struct {
	PositionEncoding   string              `json:"positionEncoding"`
	TextDocumentSync   SyncOptions         `json:"textDocumentSync"`
	HoverProvider      bool                `json:"hoverProvider"`
	CompletionProvider CompletionOptions   `json:"completionProvider"`
	CodeActionProvider any                 `json:"codeActionProvider"`
	CodeLensProvider   CodeLensOptions     `json:"codeLensProvider"`
	ExecuteCommand     CommandOptions      `json:"executeCommandProvider"`
	Workspace          WorkspaceCapability `json:"workspace"`
}

// Incremental says that changes come as ranges with their new texts.
const Incremental = 2

// SyncOptions say how the server learns of changes.
type SyncOptions struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"`
	Save      bool `json:"save"`
}

// CompletionOptions say when the client asks for completions by itself.
type CompletionOptions struct {
	TriggerCharacters []string `json:"triggerCharacters"`
}

// CodeActionOptions list the kinds of actions, for clients that take code actions. For others
// true stands in its place.
type CodeActionOptions struct {
	Kinds           []string `json:"codeActionKinds"`
	ResolveProvider bool     `json:"resolveProvider"`
}

// CodeLensOptions say how lenses are made.
type CodeLensOptions struct {
	ResolveProvider bool `json:"resolveProvider"`
}

// CommandOptions list the commands of the server.
type CommandOptions struct {
	Commands []string `json:"commands"`
}

// WorkspaceCapability says that the server follows changes of the folders.
type WorkspaceCapability struct {
	WorkspaceFolders struct {
		Supported           bool `json:"supported"`
		ChangeNotifications bool `json:"changeNotifications"`
	} `json:"workspaceFolders"`
}

// FoldersChanged are the parameters of workspace/didChangeWorkspaceFolders.
type FoldersChanged struct {
	Event struct {
		Added   []Folder `json:"added"`
		Removed []Folder `json:"removed"`
	} `json:"event"`
}

// Registrations are the parameters of client/registerCapability.
type Registrations struct {
	Registrations []Registration `json:"registrations"`
}

// Registration asks the client for a service.
type Registration struct {
	ID      string          `json:"id"`
	Method  string          `json:"method"`
	Options WatchersOptions `json:"registerOptions"`
}

// WatchersOptions say which files the client watches.
type WatchersOptions struct {
	Watchers []Watcher `json:"watchers"`
}

// Watcher is a pattern of files.
type Watcher struct {
	GlobPattern string `json:"globPattern"`
}
