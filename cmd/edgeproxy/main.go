// Command edgeproxy keeps Azure IoT Edge devices behind a proxy reachable: it
// puts proxy settings into deployment manifests and finds manifests that would
// take them away.
package main

import "os"

func main() {
	os.Exit(newApp().run(os.Args[1:]))
}
