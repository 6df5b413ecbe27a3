// Command edgeproxy-probe tries hosts for "edgeproxy probe", which starts it: it opens
// the connections, so that edgeproxy opens none.
package main

import (
	"os"
	"os/signal"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/build"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober/answer"
)

// version is set by the linker in releases; otherwise the build information tells.
var version string

func main() {
	signal.Ignore(os.Interrupt) // edgeproxy gets the signal, too, and closes the request, which ends this program
	streams := answer.Streams{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(answer.Main(streams, os.Args[1:], build.Version(version)))
}
