package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Image is EP505.
var Image = check.Rule{
	ID: "EP505", Name: "image", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an image that edgeAgent or the container engine refuses: empty, with a placeholder that nobody filled in, or against the grammar of image names.",
		Why: `edgeAgent accepts a name with a tag (name:1.0) or with a digest (name@sha256:…). It refuses the whole deployment if a name has both
(DockerConfig.cs). "$upstream:443/…" stands for the parent device of a gateway hierarchy; if any other image begins with "$",
edgeAgent refuses the whole deployment, too (NestedEdgeParentUrlParser.cs).

The container engine cannot fetch an image whose name breaks its grammar (github.com/distribution/reference): upper case in the
path, a tag with a comma, a digest of a wrong form. The module with this image does not run, the other modules do.

In a template a placeholder is no fault. It is no fault either in a document that has other values to fill in, such as the
credentials of the registry. If three or more different images are to be filled in, nobody has forgotten a single one: one
information reports all of them.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0@sha256:"+exampleDigest, ""))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor@sha256:"+exampleDigest, ""))
		},
	},
	Check: checkImages,
}

func checkImages(p *check.Pass) {
	images := imagesOf(p)
	open := openImages(images)
	filledIn := len(open) > 0 && (p.Template() || len(open) >= severalImages)
	if filledIn && !p.Template() {
		p.Report(openFinding(open))
	}
	for _, i := range images {
		if filledIn && isOpen(i.name) {
			continue
		}
		if fault := findImageFault(i.name); fault != nil {
			p.Report(imageFinding(i.module, i.node, i.name, fault))
		}
	}
}

// moduleImage is the image of a module, if it is a text.
type moduleImage struct {
	module *check.Module
	node   manifest.Node
	name   string // trimmed, as the runtime does
}

// imagesOf lists the images of modules, without those that are surely right.
func imagesOf(p *check.Pass) []moduleImage {
	var images []moduleImage
	for _, d := range p.Deployments {
		for _, m := range d.Modules {
			if node := m.Setting("image"); node.Kind() == manifest.String && !isUsualImage(node.TextBytes()) {
				images = append(images, moduleImage{m, node, strings.TrimSpace(m.Image())})
			}
		}
	}
	return images
}

// imageFinding puts a fault into words, and points to it in the text.
func imageFinding(m *check.Module, image manifest.Node, name string, fault *imageFault) check.Finding {
	f := m.At(image)
	f.Message = fmt.Sprintf("image of module %s %s", m.Quoted(), fault.message)
	if name != "" {
		blanks := strings.Index(m.Image(), name)
		named := fmt.Sprintf("image of module %s, %q, %s", m.Quoted(), shownImage(name), fault.message)
		if !strings.Contains(secret.Message(named), secret.Mask) { // otherwise the message would show only a mask
			f.Message = named
		}
		f.Span = image.TextSpan(blanks+fault.start, blanks+fault.end)
	}
	f.Help = "the container engine cannot fetch the image; this module does not run, the other modules do"
	if fault.refused {
		f.Refused, f.Help = true, agentRefuses
	}
	if isOpen(name) {
		f.Help += "; " + declareTemplate
	}
	return f
}

const exampleDigest = "4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"

// imageFault is what is wrong with an image.
type imageFault struct {
	referenceFault
	refused bool // edgeAgent refuses it with the whole deployment; otherwise the engine cannot fetch the image
}

// findImageFault says why an image is refused; nil if it is not.
func findImageFault(image string) *imageFault {
	if fault := placeholderInImage(image); fault != nil {
		return fault
	}
	return grammarFault(image)
}

// grammarFault says why an image without placeholders is refused; nil if it is not.
func grammarFault(image string) *imageFault {
	fault := func(start, end int, message string) *imageFault {
		return &imageFault{referenceFault{start, end, message}, true}
	}
	whole := func(message string) *imageFault { return fault(0, len(image), message) }
	name := image
	switch {
	case image == "":
		return whole("is empty: expected the name of an image")
	case strings.Contains(image, "://"):
		return fault(0, strings.Index(image, "://")+len("://"), "has a scheme: expected a name without it")
	case image[0] == '$' && !parentForm().MatchString(image):
		return fault(0, parentLen(image), `begins with "$" but is not an image of the parent device: expected "$upstream:443/…", in lower case and with a port`)
	case image[0] == '$': // the runtime puts the parent's name in the place of "$upstream"
		name = strings.ReplaceAll(image, "$upstream", "upstream.")
		name = strings.ReplaceAll(name, "upstream.:", "upstream0:")
	}
	r, refused := splitReference(name), !isImageForm(name)
	if r.tag != "" && r.digest != "" && parsed(r.digest) {
		return fault(len(name)-len(r.digest)-len(r.tag)-2, len(name), "has a tag and a digest: expected one of them")
	}
	if _, broken := parseReference(name); broken != nil {
		return &imageFault{*broken, refused}
	}
	if refused {
		return whole("is not of a form that edgeAgent accepts: expected a name and at most one tag")
	}
	return nil
}

// parentLen is the length of what stands in the place of "$upstream:PORT".
func parentLen(image string) int {
	if slash := strings.IndexByte(image, '/'); slash >= 0 {
		return slash
	}
	return len(image)
}

// parsed reports whether a text is a digest.
func parsed(digest string) bool { return checkDigest(digest, 0) == nil }

// isImageForm reports whether an image has the form that edgeAgent takes:
// folders, a name, and at most one tag after a colon.
func isImageForm(image string) bool {
	name, tag, tagged := strings.Cut(image[strings.LastIndexByte(image, '/')+1:], ":")
	return name != "" && tagged == (tag != "") && !strings.Contains(tag, ":")
}
