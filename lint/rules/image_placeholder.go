package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
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
	return &imageFault{referenceFault{start, end, message}, image[0] == '$' && !parentForm.MatchString(image)}
}

// isUnfilled reports whether a text holds a placeholder that some tool fills in.
func isUnfilled(text string) bool {
	_, _, ok := unfilledIn(text)
	return ok
}

// unfilledIn finds the first placeholder in a text, in bytes. $UPSTREAM is none,
// in whatever case: the parent device is meant.
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

// holdsOtherPlaceholder reports whether a value of the document, but for images
// and the settings of the proxy, is nothing but a placeholder. Then the images
// are not what was forgotten: somebody fills the document in.
func holdsOtherPlaceholder(doc *manifest.Document) bool {
	for obj := range doc.Objects() {
		for n := range obj.Children() {
			if n.Kind() != manifest.String || n.KeyFolds("image") || isProxySetting(n.Key()) || n.KeyFolds("value") && isProxySetting(obj.Key()) {
				continue
			}
			text := strings.TrimSpace(n.Text())
			if start, end, ok := unfilledIn(text); ok && start == 0 && end == len(text) {
				return true
			}
		}
	}
	return false
}

// isProxySetting reports whether a name is that of a variable about the proxy.
func isProxySetting(name string) bool {
	for _, setting := range [...]string{manifest.ProxyVar, manifest.ProtocolVar, manifest.NoProxyVar, manifest.HTTPProxyVar} {
		if strings.EqualFold(name, setting) {
			return true
		}
	}
	return false
}
