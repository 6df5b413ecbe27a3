package endpoints

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// scan adds what one deployment needs.
type scan struct {
	list *List
	file string
	doc  *manifest.Document
	dep  *manifest.Deployment
}

// Add adds what the deployments of a document need. file is its name in the places;
// the document is not kept.
func (l *List) Add(file string, doc *manifest.Document) {
	for _, d := range doc.Deployments() {
		s := &scan{l, file, doc, d}
		s.hub()
		for _, m := range d.Modules() {
			s.image(m)
			s.settings(m)
		}
		for twin := range d.Content.Children() {
			if name := twin.Key(); d.Module(name) == nil && !strings.HasPrefix(name, "$") {
				s.settings(&manifest.Module{Name: name, Node: twin}) // a layer may set nothing but the twin
			}
		}
	}
}

// place is where a node stands, or the module where there is no node.
func (s *scan) place(m *manifest.Module, n manifest.Node) Place {
	p := Place{File: s.file, Module: strings.Clone(secret.Name(m.Name))}
	if !n.Exists() {
		n = m.Node
	}
	if n.Exists() {
		p.Pointer, p.Position = secret.Pointer(n.Pointer()), s.doc.Position(n.Span().Start)
	}
	return p
}

func (s *scan) add(host string, port int, use string, p Place) {
	s.list.add(key{host: host, port: port}, false, Reason{use, p})
}

// image adds the registry of a module's image. A layered deployment may set other
// parts of a module than its image.
func (s *scan) image(m *manifest.Module) {
	node := m.Setting("image")
	p := s.place(m, node)
	switch node.Kind() {
	case manifest.Placeholder:
		s.list.note(unfilledImage, p)
	case manifest.String:
		s.imageNamed(node.Text(), "images", p)
	}
}

// imageNamed adds the registry of the image with a name. what is called so in the reasons.
func (s *scan) imageNamed(image, what string, p Place) {
	switch name := splitImage(image); {
	case strings.TrimSpace(image) == "": // no image at all
	case name.parent:
		s.list.note("an image from the parent device: no host is needed for it, and IoT Hub is reached through the parent", p)
	case name.registry == "":
		s.list.note(unfilledImage, p)
	case name.pattern:
		host := "*" + name.registry
		s.list.note("a registry whose name is a placeholder: "+host+" stands for it", p)
		s.pull(host, portHTTPS, what, p)
	default:
		host, port, ok := parseHostPort(name.registry, portHTTPS)
		if !ok {
			s.list.note("an image whose registry is no host name: expected HOST/NAME or HOST:PORT/NAME", p)
			return
		}
		s.pull(host, port, what, p)
	}
}

const unfilledImage = "an image whose registry is a placeholder: its host is not known"

// imageName is an image taken apart.
type imageName struct {
	registry string // with its port; "" if it is a placeholder
	pattern  bool   // a placeholder stands before it, as in "${NAME}.azurecr.io"
	path     string // of the repository in it, without tag and digest
	parent   bool   // it comes from the parent device
}

// splitImage takes an image apart as container engines do (github.com/distribution/
// reference): the part before the first slash is a registry if it has a dot, a colon
// or an upper case letter, or is localhost.
func splitImage(image string) imageName {
	image = strings.TrimSpace(image) // DockerConfig.cs
	first, rest, slash := strings.Cut(image, "/")
	start, end, unfilled := placeholder.Find(image)
	switch {
	case strings.HasPrefix(strings.ToLower(first), parentMark):
		return imageName{path: repository(rest), parent: true}
	case unfilled && (!slash || start <= len(first)):
		// The registry is certain only if it has no placeholder before its end.
		if known := imageDomain(image, end); known != "" {
			return imageName{registry: known, pattern: true, path: repository(rest)}
		}
		if !slash && start > 0 && strings.ContainsAny(image[:start], ":@") {
			return imageName{registry: dockerHub, path: repository(image)}
		}
		_, rest, _ = strings.Cut(image[end:], "/")
		return imageName{path: repository(rest)}
	case slash && (first == "localhost" || strings.ContainsAny(first, ".:") || strings.ToLower(first) != first):
		return imageName{registry: first, path: repository(rest)}
	}
	return imageName{registry: dockerHub, path: repository(image)}
}

// parentMark stands for the parent device (NestedEdgeParentUrlParser.cs).
const parentMark = "$upstream:"

// imageDomain is the domain behind a placeholder in the registry of an image, such as
// ".azurecr.io" in "${REGISTRY}.azurecr.io/module"; "" if the registry does not end
// with a known domain of many registries.
func imageDomain(image string, end int) string {
	domain, _, slash := strings.Cut(image[end:], "/")
	domain = strings.ToLower(domain)
	if r := registryOf(domain); slash && r != nil && strings.HasPrefix(domain, ".") && r.hosts[0] == domain {
		return domain
	}
	return ""
}

// repository is the path of an image without tag and digest.
func repository(path string) string {
	path, _, _ = strings.Cut(path, "@")
	name := strings.LastIndexByte(path, '/') + 1
	if colon := strings.IndexByte(path[name:], ':'); colon >= 0 {
		path = path[:name+colon]
	}
	return path
}

// pull adds a registry, and the hosts where it keeps layers. what names the things that
// come from the registry.
func (s *scan) pull(host string, port int, what string, p Place) {
	r := registryOf(host)
	switch {
	case isLocal(host):
		s.list.note(what+" from a registry on the device itself: no host is needed for them", p)
		return
	case r == nil:
		s.add(host, port, what+" from "+host, p)
		s.list.note(host+" may send a device to other hosts for tokens and layers: they are not known", p)
		return
	}
	title, names, layers := host, []string{host}, r.layers
	if r.title != "" {
		title, names = r.title, r.names
	}
	if r.data != "" && len(s.list.regions) > 0 {
		layers = nil
		for _, region := range s.list.regions {
			layers = append(layers, strings.TrimSuffix(host, r.hosts[0])+"."+region+r.data)
		}
	}
	for _, name := range names {
		s.add(name, port, what+" from "+title, p)
	}
	for _, layer := range layers {
		s.add(layer, portHTTPS, "layers of "+what+" from "+title, p)
	}
}
