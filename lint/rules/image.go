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
		Summary: "Reports an image that edgeAgent or the container engine refuses: empty, or a tag together with a digest.",
		Why: "edgeAgent takes a name with a tag (name:1.0) or with a digest (name@sha256:…), not with both (DockerConfig.cs), and refuses the " +
			"whole deployment otherwise. \"$upstream\" stands for the parent device of a gateway hierarchy: it is written in small letters and " +
			"needs a port.",
		Bad:  deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0@sha256:"+exampleDigest, "")),
		Good: deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor@sha256:"+exampleDigest, "")),
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		image := m.Settings().Fold("image")
		text := m.Image()
		if image.Kind() != manifest.String || isUnfilled(text) && !wrongParentForm(p, text) || strings.ContainsAny(text, "<>{}[]#%") {
			return // no image holds such a sign: something is to be filled in
		}
		fault := imageFault(strings.TrimSpace(text))
		if fault == "" {
			return
		}
		f := m.At(image)
		f.Message = fmt.Sprintf("image of module %q %s", m.Name, fault)
		f.Help = "the module cannot be started, and edgeAgent may refuse the whole deployment"
		p.Report(f)
	}),
}

const exampleDigest = "4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"

// imageFault says why an image is refused; nothing if it is not.
func imageFault(image string) string {
	fault := imageFaultOf(image)
	if strings.Contains(fault, "%q") {
		fault = fmt.Sprintf(fault, manifest.RedactProxyURL(image)) // a proxy may have got here by mistake
	}
	return fault
}

// imageFaultOf is imageFault with %q for the image.
func imageFaultOf(image string) string {
	tagged, digest, hasDigest := strings.Cut(image, "@")
	switch {
	case image == "":
		return "is empty: expected the name of an image"
	case strings.ContainsAny(image, " \t\r\n"):
		return "holds a blank: %q"
	case namesParent(image) && !strings.HasPrefix(image, "$upstream"):
		return "is %q: expected \"$upstream\" in small letters, as in \"$upstream:443/…\""
	case namesParent(image) && !parentForm.MatchString(image):
		return "is %q: expected a port, as in \"$upstream:443/…\""
	case strings.Contains(image, "://"):
		return "is %q: expected a name without a scheme"
	case isImageForm(image):
		return ""
	case hasDigest && strings.Contains(digest, ":") && strings.LastIndexByte(tagged, ':') > strings.LastIndexByte(tagged, '/'):
		return "has a tag and a digest, %q: expected one of them"
	}
	return "is %q: expected a name and at most one tag"
}

// isImageForm reports whether an image has the form that edgeAgent takes:
// folders, a name, and at most one tag after a colon.
func isImageForm(image string) bool {
	name, tag, tagged := strings.Cut(image[strings.LastIndexByte(image, '/')+1:], ":")
	return name != "" && tagged == (tag != "") && !strings.Contains(tag, ":")
}

// isUnfilled reports whether a text holds a placeholder that some tool fills
// in, a shell variable such as $REGISTRY included.
func isUnfilled(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if c := text[i+1]; text[i] == '$' && ('A' <= c && c <= 'Z' || c == '_') {
			return true
		}
	}
	_, _, ok := manifest.FindPlaceholder(text)
	return ok
}
