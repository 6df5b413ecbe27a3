package endpoints

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Endpoint is a host, or a pattern of hosts, and a TCP port.
type Endpoint struct {
	Host     string // in lower case; "*.example.com" stands for all names below example.com
	Port     int
	Direct   bool // the runtime uses no proxy for it: a matter of the firewall alone
	Optional bool // no part of the deployments stops working without it
	// WebSocket says that it is IoT Hub, and that system modules open WebSockets there.
	WebSocket bool
	Reasons   []Reason
}

// Pattern reports whether Host stands for many hosts.
func (e Endpoint) Pattern() bool { return strings.HasPrefix(e.Host, "*.") }

// Reason is something that needs an endpoint.
type Reason struct {
	For string // such as "images from ghcr.io"
	Place
}

// Note says what a document leaves open, or why it needs no host.
type Note struct {
	Text string
	Place
}

// Place is where a document asks for something. It is empty for what no document says.
type Place struct {
	File     string            // as it was given to Add
	Module   string            // without passwords; "" for what concerns no module
	Pointer  string            // RFC 6901, without passwords
	Position manifest.Position // of the value
}

// List collects the endpoints of deployments. New makes one.
type List struct {
	hub       string
	dps       bool
	regions   []string
	endpoints map[key]*collected
	notes     []Note
	noted     map[Note]bool
	based     bool    // a deployment with system modules was added
	layered   []Place // the others
}

// key tells endpoints apart.
type key struct {
	host   string
	port   int
	direct bool
}

// collected is an endpoint with the reasons that it has already.
type collected struct {
	Endpoint
	known map[Reason]bool
}

// add adds a reason for an endpoint.
func (l *List) add(k key, optional bool, r Reason) {
	e := l.endpoints[k]
	if e == nil {
		k.host = strings.Clone(k.host) // not the whole document
		e = &collected{Endpoint{Host: k.host, Port: k.port, Direct: k.direct, Optional: optional}, map[Reason]bool{}}
		l.endpoints[k] = e
	}
	e.Optional = e.Optional && optional
	e.WebSocket = e.WebSocket || r.For == useHub
	if !e.known[r] {
		e.known[r] = true
		e.Reasons = append(e.Reasons, r)
	}
}

func (l *List) note(text string, p Place) {
	n := Note{text, p}
	if !l.noted[n] {
		l.noted[n] = true
		l.notes = append(l.notes, n)
	}
}

// Empty reports whether no deployment was added.
func (l *List) Empty() bool { return !l.based && len(l.layered) == 0 }

// Endpoints lists the endpoints, sorted by host and port. The reasons are in the
// order in which the documents were added.
func (l *List) Endpoints() []Endpoint {
	if l.Empty() {
		return nil
	}
	all := l.complete()
	var list []Endpoint
	for _, e := range all.endpoints {
		list = append(list, e.Endpoint)
	}
	slices.SortFunc(list, func(a, b Endpoint) int {
		return cmp.Or(strings.Compare(a.Host, b.Host), cmp.Compare(a.Port, b.Port), boolCompare(a.Direct, b.Direct))
	})
	return list
}

// Notes lists what could not be told, in the order of the documents.
func (l *List) Notes() []Note {
	if l.Empty() {
		return nil
	}
	return l.complete().notes
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
