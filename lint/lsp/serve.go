package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// Options say how the server works. The zero value is the usual choice.
type Options struct {
	Version string      // of the program
	Rules   []lint.Rule // nil for lint.DefaultRules()
	Today   time.Time   // for entries of configurations that expire; zero for now
}

// ErrNoShutdown says that the client has ended the session without asking for the
// shutdown first, as a client that has crashed does.
var ErrNoShutdown = errors.New("the editor has ended the session without a shutdown request")

// Serve answers the messages that a client writes to in until it sends "exit", the
// stream ends, or ctx does. It does not wait for a client that does not read. The error is nil after a session that ended as the protocol
// demands, and says otherwise what was wrong; it holds nothing of the texts.
func Serve(ctx context.Context, in io.Reader, out io.Writer, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(opts)
	stream := newStream(in, out)
	conn := jsonrpc2.NewConn(ctx, stream, s, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	go s.publishAll(ctx, conn)
	select {
	case <-conn.DisconnectNotify():
	case <-s.exited:
	}
	_ = conn.Close() // it may be closed
	switch s.stage() {
	case shutDown:
		return nil
	case ended:
		return ErrNoShutdown
	}
	if err := stream.fault(); err != nil {
		return fmt.Errorf("the editor's messages cannot be read: %w", err)
	}
	return ErrNoShutdown
}
