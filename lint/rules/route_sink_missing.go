package rules

import (
	"bytes"
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
			for member, route := range routesOf(t) {
				if bytes.HasSuffix(route.Raw(), []byte(` INTO $upstream"`)) {
					continue // most routes have a sink
				}
				if wrong := wrongSink(route.Text()); wrong != "" {
					f := check.At(route)
					f.Module = t.Module
					f.Message = fmt.Sprintf("route %q %s: expected $upstream, or BrokeredEndpoint(\"/modules/NAME/inputs/INPUT\")", routeName(t, member), wrong)
					f.Help = "a shell, PowerShell or envsubst probably took $upstream for a variable: write the text in single quotes, or escape the $; " + hubRefuses
					p.Report(f)
				}
			}
		}
	}),
}

// routesOf yields the members that set the routes of a twin of edgeHub, and the texts
// of these routes.
func routesOf(t check.Twin) iter.Seq2[manifest.Node, manifest.Node] {
	return func(yield func(member, route manifest.Node) bool) {
		one := func(member manifest.Node) bool {
			route := member
			if member.Kind() == manifest.Object {
				route = member.Fold("route")
			}
			return route.Kind() != manifest.String || yield(member, route)
		}
		for _, part := range t.Parts {
			routes := part.Node
			switch {
			case len(part.Path) == 0:
				routes = part.Node.Fold("routes")
			case part.Path[0] != "routes":
				continue
			case len(part.Path) > 1:
				if !one(part.Node) {
					return
				}
				continue
			}
			for c := range routes.Children() {
				if !one(c) {
					return
				}
			}
		}
	}
}

// routeName is the name of the route that a member sets: its key, or the end of a key
// such as "properties.desired.routes.NAME" of the twin itself.
func routeName(t check.Twin, member manifest.Node) string {
	if member.Parent() != t.Node {
		return member.Key()
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(member.Key(), "properties.desired.routes."), ".")
	return name
}

// wrongSink says what is wrong with the sink of a route, "" if nothing is. A route
// without INTO is another fault. A text in a condition may hold INTO, too: the last
// INTO counts.
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
		if text[i]|0x20 == word[0]|0x20 && strings.EqualFold(text[i:end], word) && (i == 0 || !isWordByte(text[i-1])) && (end == len(text) || !isWordByte(text[end])) {
			return i
		}
	}
	return -1
}

func isWordByte(c byte) bool { return isAlphanumeric(c) || isUpper(c) || c == '_' }
