package project

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// place leads a finding back to the manifest, or to the list of sites if it is about a
// value of the list. The fixes are dropped: they are for another text.
func (r *sitesLint) place(f check.Finding, maker *sites.Maker, made *sites.Made, site *sites.Site) siteFinding {
	f.Fixes, f.MoreFixable = nil, 0
	f.Message = r.placeMessage(f.Message, maker, made)
	span, ok := maker.Origin(made, f.Span, f.Pointer)
	if !ok {
		return inList(f, site)
	}
	f.Span = span
	related := f.Related[:0:0]
	for _, rel := range f.Related {
		if rel.Span, ok = maker.Origin(made, rel.Span, rel.Pointer); ok {
			related = append(related, rel)
		}
	}
	f.Related = related
	return siteFinding{aboutModule(f, site), r.manifest.Name}
}

// placed finds the place that a message about the syntax of createOptions names.
var placed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:opened|ends) at [0-9]+:[0-9]+`) })

// placeMessage leads the place in a message back to the manifest, too.
func (r *sitesLint) placeMessage(message string, maker *sites.Maker, made *sites.Made) string {
	if !strings.Contains(message, " at ") {
		return message
	}
	return placed().ReplaceAllStringFunc(message, func(part string) string {
		var what string
		var line, column int
		if _, err := fmt.Sscanf(part, "%s at %d:%d", &what, &line, &column); err != nil {
			return part
		}
		text, offset := manifest.NewLines(made.Text).Line(line)
		for i := range string(text) {
			if column--; column == 0 {
				if at, ok := maker.Origin(made, manifest.Span{Start: offset + i, End: offset + i}, ""); ok {
					return what + " at " + manifest.NewLines(r.src).Position(at.Start).String()
				}
			}
		}
		return part
	})
}

// naming ends the message of a finding that some of all sites have.
func naming(names []string, all int) string {
	if len(names) == all && all > 1 {
		return fmt.Sprintf(" (all %d sites)", all)
	}
	return " (" + sites.Naming(names) + ")"
}
