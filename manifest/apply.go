package manifest

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Proxy holds the settings that Apply writes into a manifest. URL is needed; the zero
// value of each other field is the usual choice.
type Proxy struct {
	URL              ProxyURL
	UpstreamProtocol UpstreamProtocol // AutoProtocol keeps a WebSocket protocol and a placeholder for one, and sets one where none is
	NoProxy          string           // no_proxy of the chosen modules; "" sets UsualNoProxy where there is none, KeepNoProxy leaves it alone
	Existing         Existing         // what to do where another proxy is set already
	Placeholder      ProxyURL         // what stands for the address in manifests: every variable that holds it gets URL, whatever its module
}

// UsualNoProxy lists the hosts that a module with a proxy must reach directly.
// edgeAgent and edgeHub ignore no_proxy, and get none.
const UsualNoProxy = "localhost,127.0.0.1,edgeHub,edgeAgent,169.254.169.254"

// KeepNoProxy leaves no_proxy as it is.
const KeepNoProxy = "none"

// Existing says what Apply does where another value is set already.
type Existing uint8

// The ways to treat a proxy that is set already.
const (
	Overwrite Existing = iota // replace it, and report the change
	Keep                      // leave it, and say so in the notes
	Fail                      // return an *ExistingError
)

// Result holds the new text and the list of the changes.
type Result struct {
	Changes []Change // in document order of the modules; empty if there was nothing to do
	Edits   []Edit   // what was changed in the text
	Notes   []string // what was left alone and why, without passwords

	bytes []byte
}

// Bytes is the new text. It is the parsed text itself if there was nothing to do. It must
// not be changed while the document is in use.
func (r *Result) Bytes() []byte { return r.bytes }

// Apply sets https_proxy and UpstreamProtocol in the env of the targets of
// every deployment in the document, sets no_proxy in the env of the chosen modules,
// and fills in the placeholder of the address. It returns the new text. Apply changes
// nothing else (L2, L5), writes like the text around it (L3), and does nothing on a
// second run (L4). The document itself does not change.
//
// The error is ErrNoDeployment, an *EditError, an *ExistingError or an
// *UnknownModuleError if it is about the document. An error about p or t is a
// *ProxyURLError if there is no URL, that of ParseProtocol for a protocol that
// uses no proxy, or wraps path.ErrBadPattern. There is no result then.
func (d *Document) Apply(p Proxy, t Targets) (*Result, error) {
	if p.URL.IsZero() {
		return nil, &ProxyURLError{Problem: proxy.Blank, Reason: "no proxy was given", Hint: "expected a URL such as http://proxy.example.com:3128"}
	}
	var err error
	if p.UpstreamProtocol, err = ParseProtocol(string(p.UpstreamProtocol)); err != nil {
		return nil, err
	}
	if err := d.checkShape(t); err != nil {
		return nil, err
	}
	if err := d.checkTargets(t); err != nil {
		return nil, err
	}
	res, chosen := &Result{bytes: d.Bytes()}, t.choice()
	for _, dep := range d.deployments {
		if err := res.applyTo(dep, p, chosen); err != nil {
			return nil, err
		}
	}
	res.noteUnfilled(d, p)
	if len(res.Edits) == 0 {
		return res, nil
	}
	if res.bytes, err = Splice(d.Bytes(), res.Edits); err != nil {
		return nil, fmt.Errorf("apply the proxy: %w", err)
	}
	return res, nil
}

// applyTo plans the edits of one deployment.
func (r *Result) applyTo(dep *Deployment, p Proxy, chosen choice) error {
	protocol := dep.UsualProtocol()
	touched := false
	for _, m := range dep.list.modules {
		var settings []Setting
		if chosen.takes(m) {
			touched = true
			var err error
			if settings, err = r.settings(m, p, protocol); err != nil {
				return err
			}
			edits, changes, err := m.SetEnv(settings)
			if err != nil {
				return err
			}
			r.Edits = append(r.Edits, edits...)
			r.Changes = append(r.Changes, changes...)
		}
		touched = r.fill(m, p, settings) || touched
	}
	if dep.Kind == Base && dep.layersSystem() {
		r.note(dep, "keys of systemModules stand beside properties.desired, and may overwrite what is set there: move them into systemModules")
	}
	if lost, ok := dep.LostAgent(); ok {
		r.note(dep, lost.Message)
	}
	switch {
	case dep.Kind == Base && dep.System(EdgeHub) == nil:
		r.note(dep, "no edgeHub in systemModules: only edgeAgent and chosen modules were looked at")
	case dep.desired.Exists() && dep.Kind == Layered:
		r.note(dep, "no systemModules in properties.desired: there is no edgeAgent to change")
	case len(dep.list.modules) == 0:
		r.note(dep, "the deployment sets no module: there is nothing to change")
	case !touched:
		r.note(dep, "a layered deployment has no system modules: choose from its ordinary modules")
	}
	return nil
}

// note adds a remark about a deployment.
func (r *Result) note(dep *Deployment, text string) {
	if dep.ID != "" {
		text = fmt.Sprintf("deployment %q: %s", dep.ID, text)
	}
	r.Notes = append(r.Notes, secret.Message(text))
}
