// Package config reads .edgeproxy.yaml, the settings of a repository for the
// linter: what proxy its manifests are expected to set, how severe each rule
// is, and which findings are known and accepted.
//
//	proxy:
//	  url: http://proxy.example.com:3128
//	rules: { EP203: off }
//	ignore:
//	  - { rule: EP101, path: "lab/**", reason: "no proxy in the lab", until: 2027-06-30 }
//	overrides:
//	  - { paths: ["sites/plant-b/**"], proxy: { url: http://10.0.0.8:3128 } }
//
// The file at the root of a repository holds for the whole repository. A file in a
// folder below can make the configuration stricter for its folder. It can make it
// milder only if the file at the root lists the folder:
//
//	delegate: ["lab/**"]
//
// [Parse] is strict: for anything that it does not understand it returns an
// [*Error] with the place and, if a known word is near, a suggestion. A [Finder]
// finds the configurations of each file of a run, [InForce] combines them, and
// [Settings.Options] makes options of the linter from the result. A [Usage] counts
// what the ignore entries cover, and reports entries that cover nothing any more.
//
// A proxy address may hold a password. No error, finding or printed setting of
// this package holds one, not even for a file that is no valid YAML.
package config

import (
	"maps"
	"slices"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// FileName is the name of a configuration file.
const FileName = ".edgeproxy.yaml"

// MaxSize is the size in bytes above which a configuration is refused: some
// steps of the YAML parser are quadratic, and the file may come from anybody.
const MaxSize = 128 << 10

// Config is one configuration file. It does not change once it is parsed, so
// it may be used from several goroutines.
type Config struct {
	File      string // the name given to Parse
	Proxy     Proxy
	Rules     Rules
	Ignore    []Ignore
	Overrides []Override
	FailOn    Setting[check.Severity] // the lowest severity that fails a run; Off for none
	Exclude   []Setting[string]       // doublestar globs of files that a search passes over
	Delegate  []string                // doublestar globs of folders and configurations that may loosen; only the root's count
	Templates []Setting[string]       // doublestar globs of files that are templates, whatever their names

	source []byte
}

// Source is the text of the file, with every proxy address replaced by as many asterisks:
// the findings of Usage.Findings hold offsets into it. It must not be changed.
func (c *Config) Source() []byte { return c.source }

// Setting is one value of the file together with its place.
type Setting[T any] struct {
	Value  T
	Origin string // "FILE:LINE", or empty where no line sets the value
}

// overlay takes over a setting that a later part of the file sets.
func (s *Setting[T]) overlay(later Setting[T]) {
	if later.Origin != "" {
		*s = later
	}
}

// Proxy is what manifests are expected to say.
type Proxy struct {
	Required         Setting[bool] // without a line that sets it, a proxy is required
	URL              Setting[manifest.ProxyURL]
	UpstreamProtocol Setting[manifest.UpstreamProtocol]
	Modules          Setting[[]string] // names, or patterns of path.Match: modules that need the proxy, too
	NoProxy          Setting[string]   // the no_proxy of these modules
	Inspecting       Setting[bool]     // the proxy opens TLS connections, with certificates of its own
}

func (p *Proxy) overlay(later Proxy) {
	p.Required.overlay(later.Required)
	p.URL.overlay(later.URL)
	p.UpstreamProtocol.overlay(later.UpstreamProtocol)
	p.Modules.overlay(later.Modules)
	p.NoProxy.overlay(later.NoProxy)
	p.Inspecting.overlay(later.Inspecting)
}

// Rules holds the severities that a file sets, by the ID of the rule.
type Rules map[string]Setting[check.Severity]

// Override holds the settings for some files. Each setting replaces that of
// the file as a whole; a list replaces the list.
type Override struct {
	Paths []string // doublestar globs, relative to the folder of the configuration
	Proxy Proxy
	Rules Rules
}

// Ignore covers findings that are known and accepted.
type Ignore struct {
	Rule    string    // ID of the rule
	Path    string    // doublestar glob, relative to the folder of the configuration; empty for every file
	Pointer string    // RFC 6901 pointer to the value, or to a value around it; empty for the whole document
	Reason  string    // never empty
	Until   time.Time // the last day, at midnight UTC; zero for ever
	Span    manifest.Span
	Origin  string // "FILE:LINE"
}

// Settings are the settings of one file.
type Settings struct {
	Proxy Proxy
	Rules Rules // only the rules that the configuration names

	FailOn Setting[check.Severity] // the lowest severity that fails a run; Off for none

	Template Setting[string] // the entry of "templates" that lists the file; zero if none does
}

// Severity is the severity of a rule: the configured one, else its default.
func (s Settings) Severity(rule check.Rule) check.Severity {
	if set, ok := s.Rules[rule.ID]; ok {
		return set.Value
	}
	return rule.Severity
}

// For is the merged result for one file, given by its slash-separated path
// relative to the folder of the configuration. Of several overrides that match
// the path, the later wins.
func (c *Config) For(path string) Settings {
	s := c.set(path)
	if s.Proxy.Required.Origin == "" {
		s.Proxy.Required.Value = true
	}
	return s
}

// set is For without defaults.
func (c *Config) set(path string) Settings {
	s := Settings{Proxy: c.Proxy, Rules: maps.Clone(c.Rules), FailOn: c.FailOn}
	if i := slices.IndexFunc(c.Templates, func(glob Setting[string]) bool { return matches(glob.Value, path) }); i >= 0 {
		s.Template = c.Templates[i]
	}
	for _, o := range c.Overrides {
		if !slices.ContainsFunc(o.Paths, func(glob string) bool { return matches(glob, path) }) {
			continue
		}
		s.Proxy.overlay(o.Proxy)
		if s.Rules == nil {
			s.Rules = Rules{}
		}
		maps.Copy(s.Rules, o.Rules)
	}
	return s
}
