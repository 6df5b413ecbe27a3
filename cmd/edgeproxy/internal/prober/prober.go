// Package prober lets another program, edgeproxy-probe, try which hosts are reached.
//
//	path, err := prober.Find()
//	results, err := prober.Run(ctx, path, prober.Request{Version: version, Endpoints: list}, bar.Tell)
//
// edgeproxy itself opens no connection and links no TLS, as git leaves both to
// git-remote-https. So the program that reads manifests of strangers cannot reach
// anybody, and it starts faster by a tenth, which counts in a hook.
//
// The other program gets a [Request] as JSON on its standard input, and answers with
// lines of JSON, each an [Answer]. It ends when its standard input ends, so it does not
// outlive edgeproxy. Passwords stand in the request only, never in an argument.
package prober

import (
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// Name is the name of the other program.
const Name = "edgeproxy-probe"

// Request says what to try, and how.
type Request struct {
	Version   string // of the program that asks: one of another version does not answer
	Proxy     string // with user and password; "" for none
	Roots     []byte // a file of authorities (PEM) that count, too; nil for none
	Timeout   time.Duration
	Jobs      int
	Endpoints []endpoints.Endpoint
}

// Answer is how far the other program is, or its last word: results or an error.
type Answer struct {
	Done, Total int
	Ended       bool
	Results     []probe.Result // in the order of the endpoints
	Error       string
	RootsError  string // what is wrong with Roots
}
