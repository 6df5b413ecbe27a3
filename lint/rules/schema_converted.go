package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// moduleWords are the words that edgeAgent knows for a member of a module, by the
// member's name in lower case. A number stands for the word at its place
// (IModule.cs, ImagePullPolicy.cs).
var moduleWords = map[string][]string{
	"status":          {"unknown", "backoff", "running", "unhealthy", "stopped", "failed"},
	"restartpolicy":   {"never", "on-failure", "on-unhealthy", "always", "unknown"},
	"imagepullpolicy": {"on-create", "never"},
}

// agentConverts reports whether edgeAgent's reader converts n, the member of a module
// with a name, which the schema refuses. It converts a fraction, digits in a string,
// and a boolean to a startupOrder. It converts a word with blanks around it, and the
// number of a word (StringEnumConverter), to the word. If a number stands for no word,
// edgeAgent refuses the deployment.
func agentConverts(name string, n manifest.Node) bool {
	text := strings.TrimSpace(n.Text())
	if strings.EqualFold(name, "startupOrder") {
		value, err := strconv.ParseFloat(text, 64)
		isNumber := n.Kind() == manifest.Number || n.Kind() == manifest.String && isNumeral(text)
		return n.Kind() == manifest.Bool || isNumber && err == nil && math.RoundToEven(value) >= 0 && math.RoundToEven(value) <= math.MaxUint32
	}
	words := moduleWords[strings.ToLower(name)]
	if number, err := strconv.Atoi(text); err == nil && (n.Kind() == manifest.Number || n.Kind() == manifest.String) {
		return 0 <= number && number < len(words)
	}
	isWord := func(word string) bool {
		return strings.EqualFold(text, word) || strings.EqualFold(text, strings.ReplaceAll(word, "-", ""))
	}
	return n.Kind() == manifest.String && slices.ContainsFunc(words, isWord)
}

// isNumeral reports whether a text is a whole number in digits.
func isNumeral(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
