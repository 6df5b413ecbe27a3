package rules

import (
	"fmt"
	"regexp"
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
			"whole deployment otherwise. \"$upstream\" stands for the parent device of a gateway hierarchy and needs a port.",
		Bad:  deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0@sha256:"+exampleDigest, "")),
		Good: deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor@sha256:"+exampleDigest, "")),
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		image := m.Settings().Fold("image")
		if image.Kind() != manifest.String || isUnfilled(image.Text()) || strings.ContainsAny(image.Text(), "<>{}[]#%") {
			return // no image holds such a sign: something is to be filled in
		}
		fault := imageFault(strings.TrimSpace(image.Text()))
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

var (
	// imageForm is what edgeAgent takes: folders, a name, at most one colon after it.
	imageForm = regexp.MustCompile(`^([^/]*/)*[^/:]+(:[^/:]+)?$`)
	// upstreamForm is how the parent device is written.
	upstreamForm = regexp.MustCompile(`(?i)^\$upstream:[1-9]`)
	// shellVariable is a variable that iotedgedev and shells fill in.
	shellVariable = regexp.MustCompile(`\$[A-Z_]`)
)

// imageFault says why an image is refused; nothing if it is not.
func imageFault(image string) string {
	tagged, digest, hasDigest := strings.Cut(image, "@")
	switch {
	case image == "":
		return "is empty: expected the name of an image"
	case strings.ContainsAny(image, " \t\r\n"):
		return fmt.Sprintf("holds a blank: %q", image)
	case len(image) >= 9 && strings.EqualFold(image[:9], "$upstream") && !upstreamForm.MatchString(image):
		return fmt.Sprintf("is %q: expected a port, as in \"$upstream:443/…\"", image)
	case strings.Contains(image, "://"):
		return fmt.Sprintf("is %q: expected a name without a scheme", image)
	case imageForm.MatchString(image):
		return ""
	case hasDigest && strings.Contains(digest, ":") && strings.LastIndexByte(tagged, ':') > strings.LastIndexByte(tagged, '/'):
		return fmt.Sprintf("has a tag and a digest, %q: expected one of them", image)
	}
	return fmt.Sprintf("is %q: expected a name and at most one tag", image)
}

// isUnfilled reports whether a text holds a placeholder that some tool fills
// in, a shell variable such as $REGISTRY included.
func isUnfilled(text string) bool {
	_, _, ok := manifest.FindPlaceholder(text)
	return ok || shellVariable.MatchString(text)
}
