package manifest

import (
	"bytes"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// LostAgent says that a deployment has no "$edgeAgent", and which key was probably
// meant to be it. IoT Hub refuses such a deployment as a whole: even a layer that sets
// no module has an empty "$edgeAgent".
type LostAgent struct {
	At      Node   // the member that was probably meant to be $edgeAgent, or else the modules content
	Found   bool   // At is that member
	Message string // what is wrong, without passwords
	Help    string // the likely cause and the way out
}

// LostAgent reports whether the deployment has no $edgeAgent. A key with a
// placeholder may become it, unless the key looks like $edgeAgent itself.
func (d *Deployment) LostAgent() (LostAgent, bool) {
	if d.Shape == Twin || d.Agent().Exists() {
		return LostAgent{}, false
	}
	name := "the document"
	if d.Content.KeySpan().Len() > 0 {
		name = fmt.Sprintf("%q", d.Content.Key())
	}
	lost := LostAgent{
		At:      d.Content,
		Message: fmt.Sprintf("%s has no %q: IoT Hub refuses the deployment", name, agentTwin),
		Help:    `write "$edgeAgent": {} if this layer sets no module`,
	}
	likely, ok := d.likelyAgent()
	if !ok {
		for c := range d.Content.Children() {
			if _, _, found := placeholder.Find(c.Key()); found {
				return LostAgent{}, false
			}
		}
		return lost, true
	}
	lost.At, lost.Found = likely, true
	lost.Message = secret.Message(fmt.Sprintf("%s has %q in the place of %q", name, likely.Key(), agentTwin))
	lost.Help = causeOf(likely.Key()) + `; IoT Hub refuses a deployment without "$edgeAgent"`
	return lost, true
}

// likelyAgent finds the member that was probably meant to be $edgeAgent: the one
// that sets modules, or else one whose key looks like it.
func (d *Deployment) likelyAgent() (likely Node, ok bool) {
	for c := range d.Content.Children() {
		if setsModules(c) {
			return c, true
		}
		if !ok && c.Kind() == Object && isLikeAgentTwin(c.KeyBytes()) {
			likely, ok = c, true
		}
	}
	return likely, ok
}

// setsModules reports whether a member of a modules content sets modules, as
// only edgeAgent's desired properties do.
func setsModules(n Node) bool {
	for c := range n.Children() {
		if bytes.HasPrefix(c.KeyBytes(), []byte(modulePrefix)) {
			return true
		}
	}
	return n.Get(desiredKey).Fold("systemModules").Exists()
}

// causeOf says which tool probably turned $edgeAgent into the key.
func causeOf(key string) string {
	switch {
	case key == "":
		return `a shell, PowerShell or envsubst probably took $edgeAgent for a variable and left nothing of it: write the text in single quotes, or escape the $`
	case key == EdgeAgent:
		return `the $ is missing: a tool took it for the start of a variable, or it was never written`
	case text.EqualFold(key, agentTwin):
		return `capital and small letters count in this name`
	case bytes.HasPrefix([]byte(key), []byte("$$")):
		return `the $ was probably doubled for a tool that makes one of two, and that tool has not run`
	case bytes.HasPrefix([]byte(key), []byte(`\`)):
		return `the backslash was probably meant for a shell, and is a part of the name here`
	}
	return fmt.Sprintf("only %q may set modules", agentTwin)
}
