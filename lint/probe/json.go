package probe

import "github.com/iotedge-tools/edgeproxy/manifest/proxy"

// Version is that of Document: it grows with a change that readers notice.
const Version = 1

// Document is the results of a run as JSON: its keys are those of "edgeproxy probe
// --format json". Texts of servers in it are hostile: to print it in a log, escape
// what cannot be seen.
type Document struct {
	Version int              `json:"version"`
	Proxy   string           `json:"proxy,omitempty"` // without user and password; "" for none
	Summary Summary          `json:"summary"`
	Results []DocumentResult `json:"results"`
}

// DocumentResult is a Result in a Document.
type DocumentResult struct {
	Host      string   `json:"host"`
	Pattern   bool     `json:"pattern"`
	Port      int      `json:"port"`
	Direct    bool     `json:"direct"`
	Optional  bool     `json:"optional"`
	WebSocket bool     `json:"webSocket"`
	Tried     string   `json:"tried,omitempty"` // the host that was tried; "" for none
	ViaProxy  bool     `json:"viaProxy"`
	Outcome   string   `json:"outcome"` // as Outcome.String gives it
	Failed    bool     `json:"failed"`
	Status    int      `json:"status,omitempty"`
	Text      string   `json:"text"`
	Issuer    string   `json:"issuer,omitempty"`
	Offers    []string `json:"offers,omitempty"`
	Help      string   `json:"help,omitempty"`
}

// NewDocument makes a Document of the results of a run through a proxy, or without
// one if the address is zero.
func NewDocument(results []Result, through proxy.URL) Document {
	d := Document{Version: Version, Summary: Summarize(results), Results: []DocumentResult{}}
	if !through.IsZero() {
		d.Proxy = through.String()
	}
	for _, r := range results {
		d.Results = append(d.Results, DocumentResult{
			Host: r.Host, Pattern: r.Pattern(), Port: r.Port, Direct: r.Direct, Optional: r.Optional, WebSocket: r.WebSocket,
			Tried: r.Name, ViaProxy: r.ViaProxy, Outcome: r.Outcome.String(), Failed: r.Failed(),
			Status: r.Status, Text: r.Text(), Issuer: r.Issuer, Offers: r.Offers, Help: r.Help(),
		})
	}
	return d
}
