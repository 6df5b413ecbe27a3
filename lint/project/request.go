package project

import (
	"path/filepath"

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
		return ask, ErrNoProxy
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

// protocolBeside is the protocol that the configuration names for a proxy. If the
// placeholder of the proxy is filled in now, the placeholder of the protocol must be
// filled in, too.
func protocolBeside(url manifest.ProxyURL, configured manifest.UpstreamProtocol) manifest.UpstreamProtocol {
	if configured.Placeholder() && !url.Placeholder() {
		return manifest.AutoProtocol
	}
	return configured
}
