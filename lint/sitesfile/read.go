package sitesfile

import (
	"errors"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// MaxSize is the size in bytes above which a YAML file is refused: the time of the
// parser grows with the square of the size. A CSV file may have any size.
const MaxSize = 512 << 10

// Input is what a list takes from outside of its file.
type Input struct {
	Getenv func(name string) string                               // the environment; "" for what is not set; nil for an empty one
	Open   func(path string) (name string, src []byte, err error) // reads a file that the list names by a path relative to itself, and says what messages call it
}

// File is a list with the text that it was read from.
type File struct {
	sites.List
	Sources map[string][]byte // the text of each file by its name, with every proxy address replaced by asterisks
}

// Read reads a list of sites. It is CSV if the name ends in ".csv", or the first line
// begins with the name of a column and a separator; anything else is YAML.
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
	if isCSV(name, src) {
		return r.readCSVAlone(name, src)
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

	conditionAt sites.Place // of the cell for the target condition, which may be blank; zero without that column
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
	inRows        bool        // the rows of a CSV file alone say it: each has a target condition
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

// resolve makes the sites of what was read. A fault that several sites share, such as one
// of the defaults, or a variable that is not set, is told once, at its first place.
func (r *reader) resolve() error {
	var failed []error
	same := map[string]*sites.Error{}
	r.file.Sites = make([]sites.Site, 0, len(r.raw))
	for i := range r.raw {
		site, faults := r.site(&r.raw[i])
		for _, fault := range faults {
			if first, ok := same[fault.What]; ok {
				first.Sites = append(first.Sites, site.Name)
				continue
			}
			same[fault.What] = fault
			failed = append(failed, fault)
		}
		r.file.Sites = append(r.file.Sites, site)
	}
	if len(r.raw) == 0 {
		return r.noSites()
	}
	return errors.Join(failed...)
}
