package device

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// Files in which people set the proxy for other programs.
const (
	clientFile = "root/.docker/config.json" // of Docker's client
	shellFile  = "etc/environment"          // of sessions
)

// misplacedElsewhere finds proxies in files for other programs. They are no mistake
// there, and matter only if the reader on the device has no proxy.
func (d *Device) misplacedElsewhere(r *root) {
	if _, ok := d.DockerProxy(); !ok && d.Unit(Docker) != nil {
		d.misplacedInClient(r)
	}
	if _, ok := d.ProxyOf(Identityd); !ok && d.Unit(Identityd) != nil {
		d.misplacedInShell(r)
	}
}

// misplacedInClient looks into the file of Docker's client, whose proxies get into
// containers that the client starts.
func (d *Device) misplacedInClient(r *root) {
	f, _ := r.file(clientFile)
	if f == nil {
		return
	}
	if tree, err := jsontree.Parse(f.Source, jsontree.Limits{}); err == nil { // we do not check files of Docker's client
		d.misplacedInJSON(f, tree, "it is for containers that the docker command starts, and dockerd does not read the file")
	}
}

// misplacedInShell looks into the file of variables for sessions.
func (d *Device) misplacedInShell(r *root) {
	f, _ := r.file(shellFile)
	if f == nil {
		return
	}
	found, _ := unit.ParseEnvironment(f.Source)
	for _, a := range found {
		if strings.EqualFold(a.Name, "https_proxy") {
			d.Misplaced = append(d.Misplaced, Misplaced{
				Setting: settingOf(f, a, ViaEnvironmentFile), Cause: InShell,
				Why: "services do not get the variables of sessions", Expect: `Environment="https_proxy=…" of aziot-identityd and of the others`,
			})
		}
	}
}
