// The processors of the machine do not change during a run: the runtime need not look
// for them again.
//
//go:debug updatemaxprocs=0

// Command edgeproxy keeps Azure IoT Edge devices behind a proxy reachable: it
// puts proxy settings into deployment manifests and finds manifests that would
// take them away.
package main

import "os"

func main() {
	os.Exit(newApp().run(os.Args[1:]))
}
