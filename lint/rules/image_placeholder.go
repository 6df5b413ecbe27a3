package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// placeholderInImage finds a placeholder that nobody filled in.
func placeholderInImage(image string) *imageFault {
	start, end, ok := unfilledIn(image)
	if !ok {
		return nil
	}
	message := "still holds a placeholder: expected the name that it stands for"
	if shownImage(image) == image {
		message = fmt.Sprintf("still holds a placeholder, %q: expected the name that it stands for", image[start:end])
	}
	return &imageFault{referenceFault{start, end, message}, image[0] == '$' && !parentForm().MatchString(image)}
}

// isUnfilled reports whether a text holds a placeholder that some tool fills in.
func isUnfilled(text string) bool {
	_, _, ok := unfilledIn(text)
	return ok
}

// unfilledIn finds the first placeholder in a text, in bytes. $UPSTREAM, in any case,
// is no placeholder: it means the parent device.
func unfilledIn(text string) (start, end int, ok bool) {
	start, end, ok = placeholder.Find(text)
	if !ok || !strings.EqualFold(text[start:end], "$upstream") {
		return start, end, ok
	}
	after, last, ok := placeholder.Find(text[end:])
	return end + after, end + last, ok
}

// shownImage is an image as a message shows it: as it is, unless a user name
// and a password stand before the "@" of a host.
func shownImage(image string) string {
	if before, after, found := strings.Cut(image, "@"); found && strings.Contains(before, ":") && !parsed(after) {
		return secret.Address(image)
	}
	return image
}

// isOpen reports whether a part of an image has yet to be filled in: the image holds a
// placeholder, or a sign that no image can hold.
func isOpen(image string) bool {
	return isUnfilled(image) || strings.ContainsAny(strings.ReplaceAll(image, "$upstream", ""), "$<>{}[]#%")
}

// severalImages is the number of different images with placeholders from which it is
// clear that a tool fills them in. Nobody types so many placeholders and forgets them.
const severalImages = 3

// declareTemplate says how to declare that a tool fills in a document.
const declareTemplate = "if a tool fills in the placeholder before the deployment, call the file *.template.json, or list it under templates in .edgeproxy.yaml"

// openImages lists the images that have yet to be filled in, each once.
func openImages(images []moduleImage) []moduleImage {
	var open []moduleImage
	seen := map[string]bool{}
	for _, i := range images {
		if isOpen(i.name) && !seen[i.name] {
			seen[i.name] = true
			open = append(open, i)
		}
	}
	return open
}

// openFinding is one finding for several images that have yet to be filled in.
func openFinding(open []moduleImage) check.Finding {
	first := open[0]
	f := first.module.At(first.node)
	f.Severity, f.Cause = check.Info, "several"
	f.Message = fmt.Sprintf("%d images still hold placeholders, the first is %q: expected names without placeholders", len(open), shownImage(first.name))
	f.Help = declareTemplate + "; no module with such an image runs"
	return f
}
