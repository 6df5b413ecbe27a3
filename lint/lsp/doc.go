// Package lsp is the editor server: it speaks the Language Server Protocol with an
// editor, and tells while somebody types what would take the proxy from devices.
//
//	err := lsp.Serve(ctx, os.Stdin, os.Stdout, lsp.Options{Version: "v1.2.3"})
//
// It knows deployment manifests, templates of them and .edgeproxy.yaml. Each text is
// checked as edgeproxy lint checks the file, with the configuration of its folder. Of
// all other files it says nothing.
//
// # Promises
//
//   - The text is the one of the editor, after any sequence of changes.
//   - Messages are handled in their order. A request is answered from the text at the
//     time when it was sent, whatever comes after it.
//   - A message that cannot be handled is answered with an error, and the session goes
//     on. If it may have been a change of a document, the document is forgotten until
//     it is opened again: an edit of an outdated text would destroy the text of the
//     editor.
//   - The server waits for no clock. Changes that come while a text is being checked
//     are checked together afterwards, and there are never more checks at a time than
//     processors.
//   - A text that is broken in the middle of typing has one finding: where it is broken.
//   - A rule that panics costs one message about the fault; the server lives on.
//   - No password of a proxy is in any message but in an edit, which writes what the
//     person has configured. If the client can wait for edits (resolve), an edit
//     is made only once the person has chosen it.
//   - A workspace is not trusted: nothing in it makes the server start a program, write
//     a file, or read one but the .edgeproxy.yaml on the way to the root of the repository.
//
// # Libraries
//
// JSON-RPC is that of github.com/sourcegraph/jsonrpc2: kept, with a release this year,
// small, nothing else is linked with it, and nothing of it runs before main. It calls the
// handler in the order of the messages, which the promise above needs. Of the others,
// golang.org/x/exp/jsonrpc2 has no releases, go.lsp.dev/jsonrpc2 is young, and with
// github.com/creachadair/jrpc2 a request may start after a later change of its document.
//
// No library of the protocol's types is kept: go.lsp.dev/protocol had its last release
// in 2022, github.com/tliron/glsp in 2024, and those of gopls cannot be imported. Package
// protocol holds the tenth of them that this server speaks.
package lsp
