package lsp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// patience is how long a message may take on a machine that has much else to do. No test
// waits for it unless it fails.
const patience = 2 * time.Minute

// message is any message of the server.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`

	raw string
}

// session is a client that sends raw messages.
type session struct {
	t       testing.TB
	in      io.WriteCloser
	inbox   chan message
	ended   chan error
	lastID  int
	waiting []message // that were read while something else was waited for
}

// start starts a server, and initializes it unless capabilities are "".
func start(t testing.TB, opts lsp.Options, initialize string) *session {
	t.Helper()
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	s := &session{t: t, in: in, inbox: make(chan message, 10_000), ended: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		err := lsp.Serve(ctx, toServer, fromServer, opts)
		fromServer.Close()
		s.ended <- err
	}()
	go s.readAll(out)
	t.Cleanup(func() {
		cancel()
		in.Close()
		out.Close()
	})
	if initialize != "" {
		s.result(s.request("initialize", initialize))
		s.notify("initialized", `{}`)
	}
	return s
}

// full is what an editor says that can do everything.
const full = `{"capabilities": {
	"textDocument": {
		"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}},
		"completion": {"completionItem": {"snippetSupport": true}},
		"hover": {"contentFormat": ["markdown", "plaintext"]},
		"publishDiagnostics": {"relatedInformation": true}},
	"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}}}`

// inFolder is full with a folder that is open.
func inFolder(dir string) string {
	return strings.Replace(full, "{", fmt.Sprintf(`{"rootUri": %q, `, uri(dir)), 1)
}

func (s *session) readAll(out io.Reader) {
	defer close(s.inbox)
	r := bufio.NewReader(out)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		m := message{raw: string(body)}
		if err := json.Unmarshal(body, &m); err != nil {
			return
		}
		s.inbox <- m
	}
}

// send sends a message as it is.
func (s *session) send(body string) {
	s.t.Helper()
	if _, err := fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		s.t.Fatal(err)
	}
}

func (s *session) notify(method, params string) {
	s.t.Helper()
	s.send(fmt.Sprintf(`{"jsonrpc": "2.0", "method": %q, "params": %s}`, method, params))
}

// request sends a request and returns its number.
func (s *session) request(method, params string) int {
	s.t.Helper()
	s.lastID++
	s.send(fmt.Sprintf(`{"jsonrpc": "2.0", "id": %d, "method": %q, "params": %s}`, s.lastID, method, params))
	return s.lastID
}

// wait returns the next message that is wanted. The others stay for later.
func (s *session) wait(what string, wanted func(message) bool) message {
	s.t.Helper()
	for i, m := range s.waiting {
		if wanted(m) {
			s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
			return m
		}
	}
	limit := time.After(patience)
	for {
		select {
		case m, ok := <-s.inbox:
			if !ok {
				s.t.Fatalf("the server has ended: waiting for %s", what)
			}
			if wanted(m) {
				return m
			}
			s.waiting = append(s.waiting, m)
		case <-limit:
			s.t.Fatalf("no %s came; there are %v", what, s.waiting)
		}
	}
}

// answer is the answer to a request.
func (s *session) answer(id int) message {
	s.t.Helper()
	return s.wait(fmt.Sprintf("answer to request %d", id), func(m message) bool {
		return m.Method == "" && string(m.ID) == strconv.Itoa(id)
	})
}

// result is the result of a request, which must be no error.
func (s *session) result(id int) json.RawMessage {
	s.t.Helper()
	m := s.answer(id)
	if m.Error != nil {
		s.t.Fatalf("request %d failed: %s", id, m.Error.Message)
	}
	return m.Result
}

// ask is the result of a request, decoded.
func ask[R any](s *session, method, params string) R {
	s.t.Helper()
	var r R
	if err := json.Unmarshal(s.result(s.request(method, params)), &r); err != nil {
		s.t.Fatal(err)
	}
	return r
}

// diagnostic is what a test looks at.
type diagnostic struct {
	Range    textRange `json:"range"`
	Severity int       `json:"severity"`
	Code     string    `json:"code"`
	Message  string    `json:"message"`
}

type textRange struct{ Start, End place }
type place struct{ Line, Character int }

// published waits for the diagnostics of a version of a document.
func (s *session) published(uri string, version int) []diagnostic {
	s.t.Helper()
	var p struct {
		URI         string
		Version     int
		Diagnostics []diagnostic
	}
	s.wait(fmt.Sprintf("diagnostics of version %d of %s", version, uri), func(m message) bool {
		p.Diagnostics, p.Version, p.URI = nil, 0, ""
		return m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &p) == nil && p.URI == uri && p.Version == version
	})
	return p.Diagnostics
}

func (s *session) open(uri, text string) {
	s.t.Helper()
	s.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument": {"uri": %q, "languageId": "json", "version": 1, "text": %s}}`, uri, quote(text)))
}

// retype replaces the whole text.
func (s *session) retype(uri string, version int, text string) {
	s.t.Helper()
	s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": %d}, "contentChanges": [{"text": %s}]}`, uri, version, quote(text)))
}

// at are the parameters of a request about the start of a text in a document.
func at(uri, text, where string) string {
	i := strings.Index(text, where)
	line := strings.Count(text[:i], "\n")
	character := len([]rune(text[strings.LastIndexByte(text[:i], '\n')+1 : i]))
	return fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, uri, line, character)
}

// of are the parameters of a request about a document.
func of(uri string) string { return fmt.Sprintf(`{"textDocument": {"uri": %q}}`, uri) }

func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// codes are the rules of diagnostics.
func codes(all []diagnostic) string {
	var list []string
	for _, d := range all {
		list = append(list, d.Code)
	}
	return strings.Join(list, " ")
}

func uri(path string) string { return "file://" + filepath.ToSlash(path) }

// folder makes files below a new folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// bad is a manifest whose edgeAgent has no proxy, and good the same with one.
func bad() string  { return ruleDoc("EP101").Bad.Text() }
func good() string { return ruleDoc("EP101").Good.Text() }

func ruleDoc(id string) lint.Doc {
	for _, r := range lint.DefaultRules() {
		if r.ID == id {
			return r.Doc
		}
	}
	return lint.Doc{}
}
