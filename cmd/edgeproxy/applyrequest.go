package main

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// request is what is asked for one file.
type request struct {
	proxy    manifest.Proxy
	targets  manifest.Targets
	template bool   // the name of the file or the configuration says that it is one
	note     string // why the file is left as it is; "" if it is not
}

// request adds what the configuration of a file says to what the command says.
func (p *applier) request(c candidate) (request, error) {
	ask := request{proxy: p.proxy, targets: p.targets, template: config.NamesTemplate(c.name)}
	if p.finder == nil {
		return ask, nil
	}
	force, err := p.finder.For(filepath.FromSlash(c.name))
	if err != nil {
		return ask, err
	}
	ask.template = force.IsTemplate(c.name)
	set := force.Proxy
	ask.targets.Also = set.Modules.Value
	p.chosen = p.chosen || len(ask.targets.Also) > 0
	if p.removal != nil {
		return ask, nil
	}
	if set.Required.Origin != "" && !set.Required.Value {
		ask.note = "left as it is, because " + set.Required.Origin + " says that no proxy is required here (--no-config changes it all the same)"
		return ask, nil
	}
	switch url := set.URL.Value; {
	case ask.proxy.URL.IsZero() && url.IsZero():
		return ask, errNoProxy
	case ask.proxy.URL.IsZero():
		ask.proxy.URL = url
	case url.Placeholder():
		ask.proxy.Placeholder = url
	}
	if !p.protocolGiven {
		ask.proxy.UpstreamProtocol = protocolBeside(ask.proxy.URL, set.UpstreamProtocol.Value)
	}
	return ask, nil
}

// protocolBeside is the protocol of the configuration beside a proxy. Where the
// proxy is filled in now, a placeholder for the protocol has to be, too.
func protocolBeside(url manifest.ProxyURL, configured manifest.UpstreamProtocol) manifest.UpstreamProtocol {
	if configured.Placeholder() && !url.Placeholder() {
		return manifest.AutoProtocol
	}
	return configured
}
