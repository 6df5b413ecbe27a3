package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// applier edits files in memory as one command says, and the configuration of
// each file.
type applier struct {
	read    func(input, int) ([]byte, error)
	warn    func(url manifest.ProxyURL)
	maxSize sizeFlag
	proxy   manifest.Proxy   // what the command says
	targets manifest.Targets // likewise
	finder  *config.Finder   // nil if no configuration is read
	chosen  bool             // some configuration chooses modules

	removal       *manifest.Removal // what to take away; nil to set the proxy
	protocolGiven bool              // by the command, so that no configuration is asked for it
}

// errNoProxy says that neither the command nor the configuration names a proxy.
var errNoProxy = errors.New("no proxy, or an empty one: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " +
	proxyEnv + "; or proxy.url in " + config.FileName)

// newApplier turns the flags into what the library takes.
func (a *app) newApplier(f applyFlags) (*applier, error) {
	p := &applier{read: a.read, warn: a.warnOfProxy(), maxSize: f.maxSize, protocolGiven: f.protocolGiven}
	protocol, err := protocolOf(f)
	if err != nil {
		return nil, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing, ok := map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[f.existing]
	if !ok {
		return nil, fmt.Errorf("unknown --existing %q: expected overwrite, keep or fail", f.existing)
	}
	var url manifest.ProxyURL
	if f.remove {
		p.removal = &manifest.Removal{NoProxy: f.noProxy != "", UpstreamProtocol: protocol}
	} else if url, err = f.proxy.read(a); err != nil {
		return nil, err
	}
	p.proxy = manifest.Proxy{URL: url, UpstreamProtocol: protocol, NoProxy: f.noProxy, Existing: existing}
	p.targets = manifest.Targets{Modules: f.modules, All: f.allModules}
	if f.noConfig {
		if url.IsZero() && !f.remove {
			return nil, errNoProxy
		}
		return p, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	p.finder = &config.Finder{Dir: dir, File: f.config, Rules: lint.DefaultRules(), Today: time.Now()}
	return p, nil
}

// protocolOf is the protocol that the command asks for. Without a proxy any of
// the four will do.
func protocolOf(f applyFlags) (manifest.UpstreamProtocol, error) {
	if p, ok := proxy.ReadProtocol(f.upstreamProtocol); ok && f.remove {
		return p, nil
	}
	return manifest.ParseProtocol(f.upstreamProtocol)
}

// editAll edits the files. Those of a folder that are no manifests are left out.
func (p *applier) editAll(files []candidate) (edits []edited, failed []error) {
	unknown := 0
	for _, c := range files {
		e, err := p.edit(c)
		switch {
		case errors.Is(err, errPassedOver):
		case errors.Is(err, errNoProxy):
			if unknown++; unknown == 1 {
				failed = append(failed, err) // once is enough
			}
		case err != nil:
			failed = append(failed, err)
		default:
			edits = append(edits, e)
		}
	}
	if unknown > 0 && unknown < len(files) {
		failed = append(failed, fmt.Errorf("%s of %d have no proxy", plural(unknown, "file"), len(files)))
	}
	return edits, failed
}

// errPassedOver says that a file of a folder is no manifest.
var errPassedOver = errors.New("no manifest")

// edit edits one file in memory.
func (p *applier) edit(c candidate) (edited, error) {
	ask, askErr := p.request(c)
	if errors.Is(askErr, errNoProxy) {
		return edited{}, askErr // before standard input is waited for
	}
	src, err := p.read(c.input, int(p.maxSize))
	switch {
	case err != nil && c.found && isLargeOther(c.path, err):
		return edited{}, errPassedOver
	case err != nil:
		return edited{}, err
	case askErr != nil:
		return edited{}, askErr
	}
	doc, err := manifest.ParseLimits(src, p.maxSize.limits())
	if c.found {
		switch why := whyPassOver(c, src, doc, err); why {
		case "":
		case noSign: // other JSON, of which there may be much
			return edited{}, errPassedOver
		default:
			return unedited(c, src, "passed over: "+why), nil
		}
	}
	if err != nil {
		return edited{}, unreadable(c.input, src, err)
	}
	if ask.template {
		doc.DeclareTemplate()
	}
	if ask.note != "" {
		return unedited(c, src, ask.note), nil
	}
	return p.change(c, doc, ask)
}

// change does what is asked with a document.
func (p *applier) change(c candidate, doc *manifest.Document, ask request) (edited, error) {
	if p.removal != nil {
		res, err := doc.RemoveProxy(*p.removal, ask.targets)
		if err != nil {
			return edited{}, applyError(c, err)
		}
		return edited{atomicfile.Change{Path: c.path, Name: c.name, Old: doc.Bytes(), New: res.Bytes()}, res, res.Notes}, nil
	}
	p.warn(ask.proxy.URL)
	res, err := doc.Apply(ask.proxy, ask.targets)
	if err != nil {
		return edited{}, applyError(c, err)
	}
	return edited{atomicfile.Change{Path: c.path, Name: c.name, Old: doc.Bytes(), New: res.Bytes()}, res, append(res.Notes, unchosen(doc, res)...)}, nil
}

// unedited is a file that stays as it is, and why.
func unedited(c candidate, src []byte, why string) edited {
	return edited{atomicfile.Change{Path: c.path, Name: c.name, Old: src, New: src}, new(manifest.Result), []string{why}}
}

// applyError is an error of Apply with the name of the file, and with what flag
// helps.
func applyError(c candidate, err error) error {
	var existing *manifest.ExistingError
	var unknown *manifest.UnknownModuleError
	named := inFile(c.input, err)
	switch {
	case errors.As(err, &existing):
		return fmt.Errorf("%w: choose --existing overwrite to replace it, or keep to leave it", named)
	case errors.As(err, &unknown) && strings.Contains(unknown.Name, ","):
		return fmt.Errorf("%w; --module takes one name: repeat it for each module", named)
	}
	return named
}
