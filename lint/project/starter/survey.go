package starter

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// survey is what the manifests of a folder say.
type survey struct {
	names  []string        // of the manifests, relative and with slashes
	bare   map[string]bool // by name: an edgeAgent of the manifest has no proxy
	folder string          // the one that all of them are in
	sites  []*Sites        // the lists of sites

	agents    int            // how many edgeAgents there are
	proxies   map[string]int // how many edgeAgents have each proxy
	protocols map[string]int // and each protocol that goes through one
	modules   map[string]int // how many other modules of a name have a proxy
}

// look reads the manifests of a folder. One that cannot be read is left out: lint
// will say why.
func look(ctx context.Context, folder string) (survey, error) {
	s := survey{bare: map[string]bool{}, proxies: map[string]int{}, protocols: map[string]int{}, modules: map[string]int{}}
	found := project.Find([]string{folder})
	for _, f := range found.Files {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		doc, err := project.Input{}.Manifest(f)
		if err != nil || doc == nil {
			continue
		}
		name := relative(folder, f.Path)
		s.names = append(s.names, name)
		s.add(name, doc)
	}
	s.folder = common(s.names)
	s.lookForSites(folder)
	return s, nil
}

func (s *survey) add(name string, doc *manifest.Document) {
	for _, d := range overview.Of(doc) {
		for _, m := range d.Modules {
			switch {
			case m.System && m.Name == "edgeAgent":
				s.agents++
				if m.Proxy.Value != "" {
					s.proxies[m.Proxy.Value]++
				} else {
					s.bare[name] = true
				}
				if p := m.Protocol.Value; p == string(manifest.AmqpWs) || p == string(manifest.MqttWs) {
					s.protocols[p]++
				}
			case !m.System && m.Proxy.Value != "" && usual(m.Name):
				s.modules[m.Name]++
			}
		}
	}
}

// usual reports whether a module is called as nearly all are. Other names could be
// taken for patterns.
func usual(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == ""
}

// most is the text that is counted most often; of two the one that comes first.
func most(counts map[string]int) (text string, n int) {
	for _, t := range slices.Sorted(maps.Keys(counts)) {
		if counts[t] > n {
			text, n = t, counts[t]
		}
	}
	return text, n
}

// sum is how many there are of all texts.
func sum(counts map[string]int) (n int) {
	for _, one := range counts {
		n += one
	}
	return n
}

// often lists the texts by how often they are counted.
func often(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// common is the folder that all files are in.
func common(names []string) string {
	if len(names) == 0 {
		return "."
	}
	folder := path.Dir(names[0])
	for _, name := range names[1:] {
		for folder != "." && !strings.HasPrefix(name, folder+"/") {
			folder = path.Dir(folder)
		}
	}
	return folder
}
