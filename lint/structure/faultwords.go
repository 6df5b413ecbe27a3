package structure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// quotable are the members whose values are words or numbers that the schemas
// list. No other value is quoted: it may be a secret.
var quotable = []string{"type", "status", "restartPolicy", "imagePullPolicy", "startupOrder", "schemaVersion", "priority", "timeToLiveSecs", "maxBytes"}

// inWords is the value itself if it is short and can be no secret, else its kind.
func inWords(n manifest.Node) string {
	const short = 40
	if !slices.Contains(quotable, nameOf(n)) || n.Span().Len() > short {
		return n.Kind().String()
	}
	switch n.Kind() {
	case manifest.String:
		return fmt.Sprintf("%q", secret.Address(n.Text()))
	case manifest.Number, manifest.Bool:
		return n.Text()
	}
	return n.Kind().String()
}

// kindNames are the names of the kinds, in the schemas and for people. null is not
// among them: a schema may accept null beside other kinds, but no message should advise
// it.
var kindNames = [...][2]string{
	{"string", "a string"}, {"integer", "a whole number"}, {"number", "a number"},
	{"boolean", "a boolean"}, {"object", "an object"}, {"array", "an array"},
}

func kindsInWords(names []string) string {
	var list []string
	for _, k := range kindNames {
		if slices.Contains(names, k[0]) {
			list = append(list, k[1])
		}
	}
	return orList(list)
}

func quoteAll(values []any) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = fmt.Sprintf("%#v", v)
	}
	return orList(list)
}

// The patterns of the schemas that a text must match.
const (
	notBlank  = `\S`
	imageForm = `^([^/]*/)*[^/:]*[^/:\s][^/:]*(:[^/:]+)?$`
)

// patternInWords describes a text that does not match a pattern, and says what was
// expected. It quotes nothing.
func patternInWords(n manifest.Node, pattern string) (is, want string) {
	switch blank := strings.TrimSpace(n.Text()) == ""; {
	case n.Text() == "":
		is = "empty"
	case blank:
		is = "blank"
	default:
		is = "a string of another form"
	}
	switch pattern {
	case notBlank:
		return is, "some text"
	case imageForm:
		return is, "the name of an image with at most one tag or digest"
	}
	return is, "a text that matches " + pattern
}

// orList joins alternatives: "a, b or c".
func orList(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " or " + list[last]
}
