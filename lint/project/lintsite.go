package project

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// siteLinted is what was found for one site.
type siteLinted struct {
	findings []siteFinding
	template bool
}

// siteFinding is a finding with the file that it stands in.
type siteFinding struct {
	check.Finding
	file string // name of the manifest, or of the list
}

// one checks what one site gets.
func (r *sitesLint) one(maker *sites.Maker, out *sites.Output) (siteLinted, error) {
	made, doc, err := r.made(maker, out)
	if err != nil {
		return siteLinted{}, err
	}
	site := &r.list.Sites[out.Sites[0]]
	opts := r.linter.options(r.manifest, r.inForce)
	opts.Expect = expectOf(site, opts.Expect)
	suppress := opts.Suppress
	opts.Suppress = func(findings []lint.Finding) {
		leadBack(findings, maker, out)
		suppress(findings)
	}
	linted := siteLinted{template: doc.Template()}
	for _, f := range lint.Run(doc, opts) {
		if f.Rule == rules.ProxyPasswordInManifest.ID && site.FromEnv {
			continue // the value is filled in for each site, as the rule advises
		}
		linted.findings = append(linted.findings, r.place(f, maker, made, site))
	}
	linted.findings = r.oncePerSite(linted.findings)
	r.ignoreInList(linted.findings)
	return linted, nil
}

// made is what one site gets, as text and as a document.
func (r *sitesLint) made(maker *sites.Maker, out *sites.Output) (*sites.Made, *manifest.Document, error) {
	made, err := maker.Make(out)
	if err != nil {
		return nil, nil, err
	}
	doc, err := manifest.ParseLimits(made.Text, manifest.Limits{Size: max(len(made.Text), r.input.maxSize())})
	if err == nil && r.template {
		doc.DeclareTemplate()
	}
	return made, doc, err
}

// leadBack turns the pointers of findings into pointers of the manifest.
func leadBack(findings []lint.Finding, maker *sites.Maker, out *sites.Output) {
	for i := range findings {
		f := &findings[i]
		f.Pointer, f.Stable = maker.Pointer(out, f.Pointer), maker.Pointer(out, f.Stable)
		for j := range f.Related {
			f.Related[j].Pointer = maker.Pointer(out, f.Related[j].Pointer)
		}
	}
}

// ignoreInList marks the findings in the list that ignore entries for the list cover.
// The entries for the manifest have marked theirs before.
func (r *sitesLint) ignoreInList(found []siteFinding) {
	for i := range found {
		if set := r.inList[found[i].file]; set != nil && found[i].Suppressed == nil {
			one := []check.Finding{found[i].Finding}
			set.Suppress(one)
			found[i].Finding = one[0]
		}
	}
}

// expectOf is what a site needs: its proxy, or none.
func expectOf(site *sites.Site, e lint.Expect) lint.Expect {
	if site.NoProxy {
		return lint.Expect{Need: check.NeedNone}
	}
	if e.Need == check.NeedNone {
		e.Need = check.NeedAgent // the list says that this site has one
	}
	e.URL, e.Modules = site.Proxy.URL, slices.Concat(e.Modules, site.Modules)
	if site.Proxy.UpstreamProtocol != manifest.AutoProtocol && site.Proxy.UpstreamProtocol != manifest.KeepProtocol {
		e.UpstreamProtocol = site.Proxy.UpstreamProtocol
	}
	if site.Proxy.NoProxy != "" {
		e.NoProxy = site.Proxy.NoProxy
	}
	return e
}
