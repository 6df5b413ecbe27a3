package sites

import (
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// List is what a sites file says.
type List struct {
	File     string  // its name, for errors
	Manifest string  // path of the manifest, relative to the file; "" if it names none
	Output   Setting // the path of each file, such as "{site}.json": see CheckPath; needed
	Sites    []Site  // in the order of the file
}

// Place is a place in a sites file.
type Place struct {
	File string
	text.Position
	Len int // bytes of what stands there; 0 if it is not known
}

// Setting is a text of the file with its place.
type Setting struct {
	Text string
	At   Place
}

// Site is one site: what its devices need to reach IoT Hub.
type Site struct {
	Name string
	At   Place

	NoProxy    bool // the site has no proxy: proxies in the manifest are removed
	FromEnv    bool // its proxy comes from the environment, so no file of the repository holds its password
	Proxy      manifest.Proxy
	ProxyAt    Place       // of the proxy; the zero value if it is not known
	Modules    []string    // names, or patterns such as "blob*": modules that need the proxy, too
	Deployment *Deployment // nil for a manifest without id and target condition
}

// Deployment holds what IoT Hub knows of a deployment beside its content. In its texts
// "{site}" and "{group}" stand for names.
type Deployment struct {
	ID        Setting
	Condition Setting // the target condition
	Priority  int     // 0 or more: the highest wins
	Labels    []Label // in the order of the file
}

// Label is a label of a deployment.
type Label struct{ Name, Value string }

// targets are the modules that get the proxy of the site, or lose theirs. A name must
// be that of a module; a pattern may match none. Without a proxy no module can use one,
// so that all are targets unless the site names some.
func (s *Site) targets() manifest.Targets {
	t := manifest.Targets{All: s.NoProxy && len(s.Modules) == 0}
	for _, name := range s.Modules {
		if isPattern(name) {
			t.Also = append(t.Also, name)
		} else {
			t.Modules = append(t.Modules, name)
		}
	}
	return t
}
