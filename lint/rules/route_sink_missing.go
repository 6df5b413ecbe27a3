package rules

import (
	"fmt"
	"iter"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// RouteSinkMissing is EP110.
var RouteSinkMissing = check.Rule{
	ID: "EP110", Name: "route-sink-missing", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a route that ends after INTO, or whose sink has lost the $ of $upstream.",
		Why: `A tool took $upstream for a variable: a shell, PowerShell with double quotes, or envsubst leave "FROM /messages/* INTO ". edgeHub
cannot read such a route and refuses its whole configuration. The same tool also removes $edgeAgent and $edgeHub, and other names
with a $.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"routes": {}`, `"routes": {
          "up": "FROM /messages/* INTO "
        }`, 1)
		},
		Good: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"routes": {}`, `"routes": {
          "up": "FROM /messages/* INTO $upstream"
        }`, 1)
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, t := range d.Twins() {
			if t.Module != "$edgeHub" {
				continue
			}
			for name, route := range routesOf(t) {
				if wrong := wrongSink(route.Text()); wrong != "" {
					f := check.At(route)
					f.Module = t.Module
					f.Message = fmt.Sprintf("route %q %s: expected $upstream, or BrokeredEndpoint(\"/modules/NAME/inputs/INPUT\")", name, wrong)
					f.Help = "a shell, PowerShell or envsubst probably took $upstream for a variable: write the text in single quotes, or escape the $; " + hubRefuses
					p.Report(f)
				}
			}
		}
	}),
}

// routesOf yields the names and the texts of the routes that a twin of edgeHub sets.
func routesOf(t check.Twin) iter.Seq2[string, manifest.Node] {
	return func(yield func(string, manifest.Node) bool) {
		one := func(name string, n manifest.Node) bool {
			if n.Kind() == manifest.Object {
				n = n.Fold("route")
			}
			return n.Kind() != manifest.String || yield(name, n)
		}
		for _, part := range t.Parts {
			routes := part.Node
			switch {
			case len(part.Path) == 0:
				routes = part.Node.Fold("routes")
			case part.Path[0] != "routes":
				continue
			case len(part.Path) > 1:
				if !one(part.Path[1], part.Node) {
					return
				}
				continue
			}
			for c := range routes.Children() {
				if !one(c.Key(), c) {
					return
				}
			}
		}
	}
}

// wrongSink says what is wrong with the sink of a route, "" if nothing is. A
// route without INTO is another fault. A condition may hold the word, too, in a
// text: the last one counts.
func wrongSink(route string) string {
	into := lastWord(route, "INTO")
	if into < 0 {
		return ""
	}
	sink := strings.TrimSpace(route[into+len("INTO"):])
	switch name := strings.Trim(sink, `$\{}`); {
	case sink == "":
		return "has no sink after INTO"
	case strings.EqualFold(name, "upstream") && !strings.EqualFold(sink, "$upstream") && !strings.HasPrefix(sink, "${"):
		return fmt.Sprintf("has the sink %q", sink)
	}
	return ""
}

// lastWord is the offset of the last time that an ASCII word stands in a text, in
// any case and with no letter, digit or '_' beside it; -1 if it never does.
func lastWord(text, word string) int {
	for i := len(text) - len(word); i >= 0; i-- {
		end := i + len(word)
		if strings.EqualFold(text[i:end], word) && (i == 0 || !isWordByte(text[i-1])) && (end == len(text) || !isWordByte(text[end])) {
			return i
		}
	}
	return -1
}

func isWordByte(c byte) bool { return isAlphanumeric(c) || isUpper(c) || c == '_' }
