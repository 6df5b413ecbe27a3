package sitesfile

import (
	"errors"
	"path"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// MaxSize is the size in bytes above which a YAML file is refused: the parser takes
// time that grows with the square of it. A CSV file may have any size.
const MaxSize = 512 << 10

// Input is what a list takes from elsewhere.
type Input struct {
	Getenv func(name string) string                               // the environment; "" for what is not set; nil for an empty one
	Open   func(path string) (name string, src []byte, err error) // reads a file that the list names by a path relative to itself, and says what messages call it
}

// File is a list with the text that it was read from.
type File struct {
	sites.List
	Sources map[string][]byte // the text of each file by its name, with every proxy address replaced by asterisks
}

// Read reads a list of sites. The name ends in ".csv" for CSV; anything else is YAML.
//
// The error is a *yamlfile.Error with the first fault of the file, or joins
// *sites.Error values: all variables of the environment that are missing, and all
// values that come from it and are wrong.
func Read(name string, src []byte, in Input) (*File, error) {
	r := newReader(name, in)
	err := r.read(name, src)
	if err == nil {
		err = r.resolve()
	}
	if err != nil {
		return nil, err
	}
	return r.file, nil
}

func isCSV(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") }

// reader is one reading of a list.
type reader struct {
	in         Input
	file       *File
	defaults   settings
	deployment *deployment // nil if there is none
	raw        []settings  // of the sites, in their order
	csv        value       // the CSV file with the sites; not given if they stand in the YAML file
}

func newReader(name string, in Input) *reader {
	r := &reader{in: in, file: &File{Sources: map[string][]byte{}}}
	r.file.File = name
	if r.in.Getenv == nil {
		r.in.Getenv = func(string) string { return "" }
	}
	return r
}

// read reads what stands in the list.
func (r *reader) read(name string, src []byte) error {
	if isCSV(name) {
		r.deployment = csvDeployment(name)
		return r.readCSV(name, src)
	}
	return r.readYAML(name, src)
}

// settings are what a list says of a site, before the environment is asked.
type settings struct {
	name     string
	at       sites.Place
	proxyURL value
	protocol value
	noProxy  value
	modules  list
	own      deployment // what the site says of its deployment
}

// value is a text of the file with its place; it is not given if the place is zero.
type value struct {
	text string
	at   sites.Place
}

func (v value) given() bool { return v.at.Line > 0 }

// list is a list of texts.
type list struct {
	values []value
	at     sites.Place
}

// deployment is what a list says of deployments.
type deployment struct {
	id, condition value
	priority      *int
	labels        []label
	at            sites.Place // zero if nothing is said
	optional      bool        // a site without a target condition of its own has no deployment
}

// label is a label of a deployment.
type label struct {
	name  string
	value value
}

// or is v, or else other.
func (v value) or(other value) value {
	if v.given() {
		return v
	}
	return other
}

// place is where a part of a file stands.
func place(file string, lines *manifest.Lines, span manifest.Span) sites.Place {
	return sites.Place{File: yamlfile.Printable(file), Position: lines.Position(span.Start), Len: span.Len()}
}

// resolve makes the sites of what was read. A fault of the defaults is one of each site
// that takes them, and is told once.
func (r *reader) resolve() error {
	var failed []error
	same := map[string]*sites.Error{}
	for i := range r.raw {
		site, faults := r.site(&r.raw[i])
		for _, fault := range faults {
			key := fault.At.String() + " " + fault.What
			if first, ok := same[key]; ok {
				first.Sites = append(first.Sites, site.Name)
				continue
			}
			same[key] = fault
			failed = append(failed, fault)
		}
		r.file.Sites = append(r.file.Sites, site)
	}
	if len(r.raw) == 0 {
		return r.noSites()
	}
	return errors.Join(failed...)
}
