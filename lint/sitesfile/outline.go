package sitesfile

import (
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// Outline is the part of a list that does not depend on the environment: the sites,
// which of them have no proxy, and the names of their files. A text that needs a
// variable of the environment is empty.
type Outline struct {
	sites.List
	Variables []string // of the environment that the list needs, sorted, each once
}

// ReadOutline reads the outline of a list. open is that of [Input]. The error is a
// *yamlfile.Error: the file is no list of sites, or one with a fault in its form.
func ReadOutline(name string, src []byte, open func(path string) (name string, src []byte, err error)) (*Outline, error) {
	asked := map[string]bool{}
	r := newReader(name, Input{Open: open, Getenv: func(variable string) string {
		asked[variable] = true
		return ""
	}})
	if err := r.read(name, src); err != nil {
		return nil, err
	}
	if len(r.raw) == 0 {
		return nil, r.noSites()
	}
	_ = r.resolve() // values are missing here; Read, with the environment, reports faults of values
	return &Outline{r.file.List, slices.Sorted(maps.Keys(asked))}, nil
}

// noSites is the fault of a list without sites.
func (r *reader) noSites() error {
	return &yamlfile.Error{File: r.file.File, Message: `it lists no site: expected one at least, such as sites: { plant-a: { proxy-url: "http://10.1.0.4:3128" } }`}
}
