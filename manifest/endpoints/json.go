package endpoints

// Version is that of Document: it grows with a change that readers notice.
const Version = 1

// Document is a list as JSON: its keys are those of "edgeproxy endpoints --format
// json". Names of files and modules in it are hostile: to print it in a log, escape
// what cannot be seen.
type Document struct {
	Version   int                `json:"version"`
	Endpoints []DocumentEndpoint `json:"endpoints"`
	Notes     []DocumentNote     `json:"notes"`
}

// DocumentEndpoint is an Endpoint in a Document.
type DocumentEndpoint struct {
	Host     string           `json:"host"`
	Pattern  bool             `json:"pattern"`
	Port     int              `json:"port"`
	Direct   bool             `json:"direct"`
	Optional bool             `json:"optional"`
	Reasons  []DocumentReason `json:"reasons"`
}

// DocumentReason is a Reason in a Document.
type DocumentReason struct {
	For string `json:"for"`
	DocumentPlace
}

// DocumentNote is a Note in a Document.
type DocumentNote struct {
	Text string `json:"text"`
	DocumentPlace
}

// DocumentPlace is a Place in a Document.
type DocumentPlace struct {
	File    string `json:"file,omitempty"`
	Module  string `json:"module,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

// Document is the list as JSON has it.
func (l *List) Document() Document {
	out := Document{Version, []DocumentEndpoint{}, []DocumentNote{}}
	for _, e := range l.Endpoints() {
		entry := DocumentEndpoint{e.Host, e.Pattern(), e.Port, e.Direct, e.Optional, nil}
		for _, r := range e.Reasons {
			entry.Reasons = append(entry.Reasons, DocumentReason{r.For, r.Place.document()})
		}
		out.Endpoints = append(out.Endpoints, entry)
	}
	for _, n := range l.Notes() {
		out.Notes = append(out.Notes, DocumentNote{n.Text, n.Place.document()})
	}
	return out
}

func (p Place) document() DocumentPlace {
	return DocumentPlace{p.File, p.Module, p.Pointer, p.Position.Line, p.Position.Column}
}
