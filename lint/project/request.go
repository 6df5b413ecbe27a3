package project

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// request holds the settings for one file.
type request struct {
	proxy       manifest.Proxy
	targets     manifest.Targets
	template    bool   // the name of the file or the configuration says that it is one
	notRequired string // the place in the configuration that says that the file needs no proxy
}

// request combines the options with the configuration of a file.
func (p *editor) request(c File) (request, error) {
	ask := request{proxy: p.opts.Proxy, targets: p.opts.Targets, template: manifest.NamesTemplate(c.Name)}
	if p.finder == nil {
		return ask, nil
	}
	force, err := p.finder.For(filepath.FromSlash(c.Name))
	if err != nil {
		return ask, err
	}
	ask.template = force.IsTemplate(c.Name)
	set := force.Proxy
	ask.targets.Also = set.Modules.Value
	p.chosen = p.chosen || len(ask.targets.Also) > 0
	if p.opts.Remove != nil {
		return ask, nil
	}
	if set.Required.Origin != "" && !set.Required.Value {
		ask.notRequired = set.Required.Origin
		return ask, nil
	}
	switch url := set.URL.Value; {
	case ask.proxy.URL.IsZero() && url.IsZero():
		return ask, noProxy(force)
	case ask.proxy.URL.IsZero():
		ask.proxy.URL = url
	case url.Placeholder():
		ask.proxy.Placeholder = url
	}
	if ask.proxy.NoProxy == "" {
		ask.proxy.NoProxy = set.NoProxy.Value
	}
	if !p.opts.KeepProtocol {
		ask.proxy.UpstreamProtocol = protocolBeside(ask.proxy.URL, set.UpstreamProtocol.Value)
	}
	return ask, nil
}

// NestedProxyError says that no proxy is known for a file, although a nested
// configuration names one: it names a placeholder, which would loosen what the
// configuration at the root demands. errors.Is takes it for ErrNoProxy.
type NestedProxyError struct{ Origin string } // FILE:LINE of the placeholder

// Error names the place.
func (e *NestedProxyError) Error() string {
	return ErrNoProxy.Error() + "; the one of " + e.Origin + " has no effect, because it is a placeholder in a nested file"
}

// Unwrap is ErrNoProxy.
func (e *NestedProxyError) Unwrap() error { return ErrNoProxy }

// noProxy says why no proxy is known for a file.
func noProxy(force *config.InForce) error {
	for _, v := range force.Void {
		if v.What == config.ProxyURL {
			return &NestedProxyError{v.Origin}
		}
	}
	return ErrNoProxy
}

// protocolBeside is the protocol that the configuration names for a proxy. If the
// placeholder of the proxy is filled in now, the placeholder of the protocol must be
// filled in, too.
func protocolBeside(url manifest.ProxyURL, configured manifest.UpstreamProtocol) manifest.UpstreamProtocol {
	if configured.Placeholder() && !url.Placeholder() {
		return manifest.AutoProtocol
	}
	return configured
}
