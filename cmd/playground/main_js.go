//go:build js && wasm

// The page's worker runs this program: it answers the questions of the page about
// manifests, with the same library as the command edgeproxy. See README.md.
package main

import (
	"syscall/js"

	"github.com/iotedge-tools/edgeproxy/cmd/playground/internal/desk"
)

func main() {
	js.Global().Set("edgeproxyAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return desk.Answer(args[0].String())
	}))
	js.Global().Get("edgeproxyReady").Invoke()
	select {} // the functions live as long as the program
}
