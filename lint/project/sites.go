package project

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/sitesfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// SitesInput names the list of sites, and the manifest from which the manifests of the
// sites are made.
type SitesInput struct {
	Input
	List     string                   // the sites file
	Manifest string                   // the manifest; "" for the one that the list names
	Getenv   func(name string) string // the environment of the list; nil for an empty one
	Config   string                   // the configuration file of the manifest; "" for that of the repository
	NoConfig bool                     // read no configuration
	Today    time.Time                // for entries of a configuration that expire; zero for now
}

// ErrNoSitesManifest says that nobody names the manifest of the sites.
var ErrNoSitesManifest = errors.New(`no manifest is named: expected one as an argument, or "manifest" in the list of sites`)

// siteSet is a list of sites, and the manifest from which the manifests of the sites
// are made.
type siteSet struct {
	list     *sitesfile.File
	manifest File
	src      []byte // of the manifest
	template bool   // the manifest is a template
	input    Input
	usual    sites.Usual
	finder   *config.Finder // nil without configurations
	inputs   []string       // paths of all files that were read
}

// openSites reads the list, the manifest and the configuration of the manifest.
func openSites(in SitesInput) (*siteSet, error) {
	if in.List == paths.Stdin && in.Manifest == paths.Stdin {
		return nil, errors.New("standard input cannot be both the list of sites and the manifest: expected one of them as a file")
	}
	s := &siteSet{input: in.Input, inputs: []string{in.List}}
	src, err := in.Input.Read(named(in.List))
	if err != nil {
		return nil, err
	}
	s.list, err = sitesfile.Read(named(in.List).Name, src, sitesfile.Input{Getenv: in.Getenv, Open: func(path string) (string, []byte, error) {
		f := named(beside(in.List, path))
		s.inputs = append(s.inputs, f.Path)
		src, err := in.Input.Read(f)
		return f.Name, src, err
	}})
	if err != nil {
		return nil, err
	}
	switch {
	case in.Manifest != "":
		s.manifest = named(in.Manifest)
	case s.list.Manifest != "":
		s.manifest = named(beside(in.List, s.list.Manifest))
	default:
		return nil, ErrNoSitesManifest
	}
	s.inputs = append(s.inputs, s.manifest.Path)
	if err := s.configure(in); err != nil {
		return nil, err
	}
	s.src, err = in.Input.Read(s.manifest)
	return s, err
}

// beside is a path that a file names relative to itself.
func beside(file, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// configure reads what the configuration says for the manifest, and so for all sites.
func (s *siteSet) configure(in SitesInput) error {
	s.template = manifest.NamesTemplate(s.manifest.Name)
	if in.NoConfig {
		return nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	today := in.Today
	if today.IsZero() {
		today = time.Now()
	}
	s.finder = &config.Finder{Dir: dir, File: in.Config, Rules: lint.DefaultRules(), Today: today}
	set, err := s.finder.For(filepath.FromSlash(s.manifest.Name))
	if err != nil {
		return err
	}
	s.template = set.IsTemplate(s.manifest.Name)
	s.usual = sites.Usual{Modules: set.Proxy.Modules.Value}
	s.usual.Proxy.NoProxy = set.Proxy.NoProxy.Value
	if url := set.Proxy.URL.Value; url.Placeholder() {
		s.usual.Proxy.Placeholder = url
	}
	if protocol := set.Proxy.UpstreamProtocol.Value; !protocol.Placeholder() {
		s.usual.Proxy.UpstreamProtocol = protocol
	}
	return nil
}

// maker parses the manifest and returns a new maker: each goroutine needs one of its
// own.
func (s *siteSet) maker() (*sites.Maker, error) {
	doc, err := manifest.ParseLimits(s.src, s.input.limits())
	if err != nil {
		return nil, unreadable(s.manifest, s.src, err)
	}
	if s.template {
		doc.DeclareTemplate()
	}
	m, err := sites.NewMaker(doc, &s.list.List, s.usual)
	if err != nil {
		return nil, s.manifest.wrap(err)
	}
	return m, nil
}

// wrap adds the name of the manifest to errors that sites have because of it.
func (s *siteSet) wrap(err error) error {
	var all []error
	for _, e := range flat(err) {
		var fault *sites.Error
		if errors.As(e, &fault) && isAboutManifest(fault.Err) {
			e = fmt.Errorf("%w (%s)", s.manifest.wrap(fault.Err), sites.Naming(fault.Sites))
		}
		all = append(all, e)
	}
	return errors.Join(all...)
}

// isAboutManifest reports whether an error of a site is about the manifest, and not
// about the list.
func isAboutManifest(err error) bool {
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	var unknown *manifest.UnknownModuleError
	return errors.As(err, &edit) || errors.As(err, &existing) || errors.As(err, &unknown)
}

// flat are the errors that an error joins.
func flat(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return slices.Concat(joined.Unwrap())
	}
	return []error{err}
}

// names are the names of the sites of an output.
func (s *siteSet) names(out *sites.Output) []string {
	names := make([]string, len(out.Sites))
	for i, at := range out.Sites {
		names[i] = s.list.Sites[at].Name
	}
	return names
}

// sources are the files that were read for the sites.
func (s *siteSet) sources() []Source {
	var all []Source
	for _, path := range s.inputs {
		if path != paths.Stdin {
			all = append(all, Source{path, "is read for the sites"})
		}
	}
	return all
}
