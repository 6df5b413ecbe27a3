package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// server is one session with a client.
type server struct {
	opts   Options
	rules  []lint.Rule
	exited chan struct{} // closed by "exit"
	wake   chan struct{} // of the publisher; holds one signal at most
	turns  chan struct{} // see snapshot.read: a client may ask about each of a hundred versions of a long text

	mutex   sync.Mutex
	now     stage
	client  client
	folders []string              // absolute paths of the folders that are open
	open    map[string]*snapshot  // by URI: the documents as they are now
	shown   map[string]keptLenses // by URI
	dirty   []string              // URIs of documents to publish, in order
	flights map[jsonrpc2.ID]context.CancelFunc
	told    map[string]bool // the faults that the client was told of
}

// stage is how far the session has come.
type stage uint8

const (
	starting stage = iota // nothing but initialize is allowed
	running
	shutDown // nothing but exit is allowed
	ended    // by exit, without shutdown
)

func newServer(opts Options) *server {
	s := &server{
		opts: opts, rules: opts.Rules,
		exited: make(chan struct{}), wake: make(chan struct{}, 1), turns: make(chan struct{}, runtime.GOMAXPROCS(0)),
		open: map[string]*snapshot{}, shown: map[string]keptLenses{}, flights: map[jsonrpc2.ID]context.CancelFunc{}, told: map[string]bool{},
	}
	if s.rules == nil {
		s.rules = lint.DefaultRules()
	}
	return s
}

func (s *server) stage() stage {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.now
}

// Handle takes one message. The connection calls it with one at a time, in the order in
// which they come. Long work runs after Handle has returned, with a copy of what it
// needs from the server.
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	params := json.RawMessage("null")
	if req.Params != nil {
		params = *req.Params
	}
	if req.Notif {
		_, _ = s.safely(ctx, conn, func(ctx context.Context, conn *jsonrpc2.Conn) (any, error) {
			s.notified(ctx, conn, req.Method, params)
			return nil, nil
		}) // a fault is told
		return
	}
	var work work
	_, err := s.safely(ctx, conn, func(context.Context, *jsonrpc2.Conn) (_ any, err error) {
		work, err = s.prepare(req.Method, params)
		return nil, err
	})
	if err != nil {
		reply(ctx, conn, req.ID, nil, err)
		return
	}
	if req.Method == "initialize" || req.Method == "shutdown" {
		result, err := s.safely(ctx, conn, work)
		reply(ctx, conn, req.ID, result, err) // nothing may overtake it
		return
	}
	flight, ok := s.takeOff(ctx, req.ID)
	if !ok {
		reply(ctx, conn, req.ID, nil, failure(jsonrpc2.CodeInvalidRequest, "a request with this id is not answered yet"))
		return
	}
	go func() {
		result, err := s.safely(flight, conn, work)
		s.land(req.ID) // the client may use the ID again once it has the answer
		reply(ctx, conn, req.ID, result, err)
	}()
}

// reply sends the answer to a request. That fails if nobody listens any more.
func reply(ctx context.Context, conn *jsonrpc2.Conn, id jsonrpc2.ID, result any, err error) {
	if err != nil {
		_ = conn.ReplyWithError(ctx, id, asError(err))
		return
	}
	_ = conn.Reply(ctx, id, result)
}

// work answers a request.
type work func(ctx context.Context, conn *jsonrpc2.Conn) (any, error)

// safely does work. A panic is told to the client, and the request fails.
func (s *server) safely(ctx context.Context, conn *jsonrpc2.Conn, do work) (result any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = faultError(fault)
			s.tell(ctx, conn, err)
		}
	}()
	return do(ctx, conn)
}

// takeOff registers a request, which can be cancelled until land. ok is false while
// another request has the same ID.
func (s *server) takeOff(ctx context.Context, id jsonrpc2.ID) (flight context.Context, ok bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.flights[id] != nil {
		return ctx, false
	}
	ctx, s.flights[id] = context.WithCancel(ctx)
	return ctx, true
}

func (s *server) land(id jsonrpc2.ID) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.flights[id]()
	delete(s.flights, id)
}

// cancel ends a request early, unless it has been answered.
func (s *server) cancel(id any) {
	var key jsonrpc2.ID
	switch id := id.(type) {
	case string:
		key = jsonrpc2.ID{Str: id, IsString: true}
	case float64:
		key = jsonrpc2.ID{Num: uint64(id)}
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if cancel := s.flights[key]; cancel != nil {
		cancel()
	}
}

// tell shows a fault of the program to the person, each fault once.
func (s *server) tell(ctx context.Context, conn *jsonrpc2.Conn, fault error) {
	s.mutex.Lock()
	known := s.told[fault.Error()]
	s.told[fault.Error()] = true
	s.mutex.Unlock()
	if !known {
		_ = conn.Notify(ctx, "window/showMessage", protocol.Message{Type: protocol.MessageError, Message: "edgeproxy: " + fault.Error()})
	}
}

// failure is an error with its code.
func failure(code int64, message string) error { return &jsonrpc2.Error{Code: code, Message: message} }

// asError is an error as it is sent.
func asError(err error) *jsonrpc2.Error {
	var coded *jsonrpc2.Error
	switch {
	case errors.As(err, &coded):
		return coded
	case errors.Is(err, context.Canceled):
		return &jsonrpc2.Error{Code: protocol.RequestCancelled, Message: "the request was cancelled"}
	}
	return &jsonrpc2.Error{Code: protocol.RequestFailed, Message: secret.Message(err.Error())}
}
