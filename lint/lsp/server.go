package lsp

import (
	"context"
	"encoding/json"
	"errors"
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

	mutex   sync.Mutex
	now     stage
	client  client
	folders []string             // absolute paths of the folders that are open
	open    map[string]*snapshot // by URI: the documents as they are now
	dirty   []string             // URIs of documents to publish, in order
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
		exited: make(chan struct{}), wake: make(chan struct{}, 1),
		open: map[string]*snapshot{}, flights: map[jsonrpc2.ID]context.CancelFunc{}, told: map[string]bool{},
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
// which they come. What takes long runs behind it, with what it needs taken out of the
// server before.
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
	work, err := s.prepare(req.Method, params)
	if err != nil {
		_ = conn.ReplyWithError(ctx, req.ID, asError(err)) // it fails if nobody listens any more
		return
	}
	if req.Method == "initialize" || req.Method == "shutdown" {
		s.answer(ctx, conn, req.ID, work) // nothing may overtake it
		return
	}
	ctx = s.takeOff(ctx, req.ID)
	go func() {
		defer s.land(req.ID)
		s.answer(ctx, conn, req.ID, work)
	}()
}

// answer does the work of a request and sends the result.
func (s *server) answer(ctx context.Context, conn *jsonrpc2.Conn, id jsonrpc2.ID, work work) {
	result, err := s.safely(ctx, conn, work)
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

// takeOff registers a request that can be cancelled until it lands.
func (s *server) takeOff(ctx context.Context, id jsonrpc2.ID) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.flights[id] = cancel
	return ctx
}

func (s *server) land(id jsonrpc2.ID) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.flights[id]()
	delete(s.flights, id)
}

// cancel ends a request early. One that is answered already is not there any more.
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
