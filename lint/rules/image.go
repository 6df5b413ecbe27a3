package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Image is EP505.
var Image = check.Rule{
	ID: "EP505", Name: "image", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an image that edgeAgent or the container engine refuses: empty, with a placeholder that nobody filled in, or against the grammar of image names.",
		Why: `edgeAgent takes a name with a tag (name:1.0) or with a digest (name@sha256:…), not with both (DockerConfig.cs), and refuses the
whole deployment otherwise. "$upstream:443/…" stands for the parent device of a gateway hierarchy; any other image that begins with "$"
makes it refuse the whole deployment, too (NestedEdgeParentUrlParser.cs).

The container engine cannot fetch an image whose name breaks its grammar (github.com/distribution/reference): upper case in the path, a
tag with a comma, a digest that is no digest. The other modules run, this one does not. In a template a placeholder is no fault.`,
		Bad:  deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0@sha256:"+exampleDigest, "")),
		Good: deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor@sha256:"+exampleDigest, "")),
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		image := m.Settings().Fold("image")
		if image.Kind() != manifest.String {
			return
		}
		text := m.Image()
		name := strings.TrimSpace(text) // as the runtime does
		fault := findImageFault(name, p.Template())
		if fault == nil {
			return
		}
		blanks := strings.Index(text, name)
		f := m.At(image)
		f.Message = fmt.Sprintf("image of module %s %s", m.Quoted(), fault.message)
		if name != "" {
			f.Message = fmt.Sprintf("image of module %s, %q, %s", m.Quoted(), shownImage(name), fault.message)
			f.Span = image.TextSpan(blanks+fault.start, blanks+fault.end)
		}
		f.Help = "the container engine cannot fetch the image, and the module does not run; the others do"
		if fault.refused {
			f.Help = agentRefuses
		}
		p.Report(f)
	}),
}

const exampleDigest = "4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"

// imageFault is what is wrong with an image.
type imageFault struct {
	referenceFault
	refused bool // by edgeAgent, with the whole deployment; else the engine cannot fetch it
}

// findImageFault says why an image is refused; nil if it is not.
func findImageFault(image string, template bool) *imageFault {
	if fault := placeholderInImage(image); fault != nil {
		if template {
			return nil
		}
		return fault
	}
	if template && strings.ContainsAny(image, "<>{}[]#%") {
		return nil // no image holds such a sign: something is to be filled in
	}
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
	case image[0] == '$' && !parentForm.MatchString(image):
		return fault(0, parentLen(image), `begins with "$" and is not of the form of a parent device: expected "$upstream:443/…", in lower case and with a port`)
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
		return whole("is not of the form that edgeAgent takes: expected a name and at most one tag")
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

// parsed reports whether a digest is one.
func parsed(digest string) bool { return checkDigest(digest, 0) == nil }

// isImageForm reports whether an image has the form that edgeAgent takes:
// folders, a name, and at most one tag after a colon.
func isImageForm(image string) bool {
	name, tag, tagged := strings.Cut(image[strings.LastIndexByte(image, '/')+1:], ":")
	return name != "" && tagged == (tag != "") && !strings.Contains(tag, ":")
}

// placeholderInImage finds a placeholder that nobody filled in.
func placeholderInImage(image string) *imageFault {
	start, end, ok := unfilledIn(image)
	if !ok {
		return nil
	}
	message := fmt.Sprintf("still holds a placeholder, %q: expected the name that it stands for", image[start:end])
	return &imageFault{referenceFault{start, end, message}, image[0] == '$' && !parentForm.MatchString(image)}
}

// isUnfilled reports whether a text holds a placeholder that some tool fills
// in, a shell variable such as $REGISTRY included.
func isUnfilled(text string) bool {
	_, _, ok := unfilledIn(text)
	return ok
}

// unfilledIn finds the first placeholder in a text, in bytes.
func unfilledIn(text string) (start, end int, ok bool) {
	if start, end, ok := manifest.FindPlaceholder(text); ok {
		return start, end, true
	}
	for i := 0; i+1 < len(text); i++ {
		if c := text[i+1]; text[i] != '$' || !isUpper(c) && c != '_' || strings.EqualFold(text[i+1:min(i+9, len(text))], "upstream") {
			continue
		}
		for end = i + 1; end < len(text) && (isAlphanumeric(text[end]) || isUpper(text[end]) || text[end] == '_'); {
			end++
		}
		return i, end, true
	}
	return 0, 0, false
}

// shownImage is an image as a message shows it: as it is, unless a user name
// and a password stand before the "@" of a host.
func shownImage(image string) string {
	if before, after, found := strings.Cut(image, "@"); found && strings.Contains(before, ":") && !parsed(after) {
		return manifest.RedactProxyURL(image)
	}
	return image
}
