package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
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
}

// errNoProxy says that neither the command nor the configuration names a proxy.
var errNoProxy = errors.New("no proxy, or an empty one: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " +
	proxyEnv + "; or proxy.url in " + config.FileName)

// newApplier turns the flags into what the library takes.
func (a *app) newApplier(f applyFlags) (*applier, error) {
	p := &applier{read: a.read, warn: a.warnOfProxy(), maxSize: f.maxSize}
	protocol, err := manifest.ParseProtocol(f.upstreamProtocol)
	if err != nil {
		return nil, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing, ok := map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[f.existing]
	if !ok {
		return nil, fmt.Errorf("unknown --existing %q: expected overwrite, keep or fail", f.existing)
	}
	url, err := f.proxy.read(a)
	if err != nil {
		return nil, err
	}
	p.proxy = manifest.Proxy{URL: url, UpstreamProtocol: protocol, NoProxy: f.noProxy, Existing: existing}
	p.targets = manifest.Targets{Modules: f.modules, All: f.allModules}
	if f.noConfig {
		if url.IsZero() {
			return nil, errNoProxy
		}
		return p, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", reason(err))
	}
	p.finder = &config.Finder{Dir: dir, File: f.config, Rules: lint.DefaultRules(), Today: time.Now()}
	return p, nil
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
	if c.found && whyPassOver(c, src, doc, err) != "" {
		return edited{}, errPassedOver
	}
	if err != nil {
		return edited{}, unreadable(c.input, src, err)
	}
	if ask.note != "" {
		return edited{change{c.input, src, src}, new(manifest.Result), []string{ask.note}}, nil
	}
	p.warn(ask.proxy.URL)
	res, err := doc.Apply(ask.proxy, ask.targets)
	if err != nil {
		return edited{}, applyError(c, err)
	}
	return edited{change{c.input, src, res.Bytes()}, res, append(res.Notes, unchosen(doc, res)...)}, nil
}

// request is what is asked for one file.
type request struct {
	proxy   manifest.Proxy
	targets manifest.Targets
	note    string // why the file is left as it is; "" if it is not
}

// request adds what the configuration of a file says to what the command says.
func (p *applier) request(c candidate) (request, error) {
	ask := request{proxy: p.proxy, targets: p.targets}
	if p.finder == nil {
		return ask, nil
	}
	force, err := p.finder.For(filepath.FromSlash(c.name))
	if err != nil {
		return ask, err
	}
	set := force.Proxy
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
	if ask.proxy.UpstreamProtocol == manifest.AutoProtocol {
		ask.proxy.UpstreamProtocol = set.UpstreamProtocol.Value
	}
	ask.targets.Also = set.Modules.Value
	p.chosen = p.chosen || len(ask.targets.Also) > 0
	return ask, nil
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

// unchosen notes the modules that nobody chose, and that are known to connect by
// themselves: "edgeproxy lint --fix" would give them the proxy.
func unchosen(doc *manifest.Document, res *manifest.Result) []string {
	known := lint.Options{
		Rules:  []lint.Rule{rules.ModuleProxyMissing},
		Expect: lint.Expect{Need: check.NeedAll},
	}
	touched := map[string]bool{}
	for _, c := range res.Changes {
		touched[c.Module] = true
	}
	var notes []string
	for _, f := range lint.Run(doc, known) {
		if f.Suppressed == nil && f.More == 0 && !touched[f.Module] {
			notes = append(notes, f.Message+"; it was not chosen (--module)")
		}
	}
	return notes
}
