package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// MaxDeployments is how many deployments a paid hub takes; a free one takes 10.
const MaxDeployments = 100

// collector collects findings about deployments, file by file.
type collector struct {
	plan   *Plan
	byFile map[*File][]placed
}

// placed is a finding whose pointer is made when the findings of its file are in order: the
// way to an element of an array is counted from the last one.
type placed struct {
	check.Finding
	at manifest.Node // missing if there is a pointer already
}

// findings are those about the documents, and those about what the deployments do to the
// devices.
func (p *Plan) findings(groups []*group, rows []Row) []report.File {
	c := &collector{p, map[*File][]placed{}}
	for i := range p.Files {
		f := &p.Files[i]
		for _, found := range f.findings() {
			c.byFile[f] = append(c.byFile[f], placed{Finding: found})
		}
	}
	for _, d := range p.hub.Deployments {
		if d.Err != nil && !fleet.SettingsOf(d.Manifest).Condition.Exists() { // a condition of the command line
			c.add(rules.TargetConditionInvalid, d, d.Manifest.Root, fmt.Sprintf("the target condition given for %s is refused: %s", quoted(d), secret.Message(d.Err.Error())), "write a condition that IoT Hub takes, such as tags.site='plant-a'")
		}
	}
	c.samePriority(groups)
	c.layers(groups)
	c.shadowed(rows)
	c.tooMany()
	c.losses(groups)
	var files []report.File
	for i := range p.Files {
		f := &p.Files[i]
		if found := inOrder(c.byFile[f]); len(found) > 0 {
			files = append(files, report.Locate(f.Name, f.Doc.Bytes(), found))
		}
	}
	return files
}

// inOrder are findings in the order of the document.
func inOrder(list []placed) []check.Finding {
	slices.SortStableFunc(list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.Rule, b.Rule))
	})
	var found []check.Finding
	for _, one := range list {
		if one.at.Exists() {
			one.Pointer = one.at.Pointer()
		}
		found = append(found, one.Finding)
	}
	return found
}

// add adds a finding about a deployment, at a node of its document.
func (c *collector) add(r check.Rule, d *fleet.Deployment, at manifest.Node, message, help string) {
	f := check.Finding{Rule: r.ID, Name: r.Name, Severity: r.Severity, Span: at.Span(), Message: message, Help: help}
	if at == d.Manifest.Root {
		f.Span.End = min(f.Span.End, f.Span.Start+1)
	}
	file := c.plan.origin[d]
	c.byFile[file] = append(c.byFile[file], placed{f, at})
}

// addAtPriority adds a finding about the rank of a deployment.
func (c *collector) addAtPriority(r check.Rule, d *fleet.Deployment, message, help string) {
	at := fleet.SettingsOf(d.Manifest).Priority
	if !at.Exists() {
		at = d.Manifest.Root
	}
	c.add(r, d, at, message, help)
}

func quoted(d *fleet.Deployment) string { return fmt.Sprintf("%q", secret.Name(d.ID)) }

// samePriority reports deployments of one priority that reach the same device.
func (c *collector) samePriority(groups []*group) {
	var bases, layers pairs
	for _, g := range groups {
		choice := g.choices.Then
		base, _ := choice.Base()
		if base == nil {
			continue
		}
		for _, d := range choice.Matched {
			if d.Kind == manifest.Base && d != base && d.Priority == base.Priority {
				bases.add(base, d, g)
			}
		}
		layers.addRivals(choice.Layers(base), g)
	}
	const help = "give the deployments different priorities"
	for _, x := range bases.list {
		c.addAtPriority(rules.SamePriority, x.a, fmt.Sprintf("%s and %s have priority %d and reach %s: the one created last wins, %s", quoted(x.a), quoted(x.b), x.a.Priority, devices(x.devices, x.examples), laterOf(x.a, x.b)), help)
	}
	for _, x := range layers.list {
		c.addAtPriority(rules.SamePriority, x.a, fmt.Sprintf("the layers %s and %s have priority %d, set the same key, and reach %s: which of them wins is not documented", quoted(x.a), quoted(x.b), x.a.Priority, devices(x.devices, x.examples)), help)
	}
}

// addRivals adds the pairs of layers with one priority that set the same key. Of more layers
// than a hub has deployments, only the highest are looked at.
func (p *pairs) addRivals(layers []*fleet.Deployment, g *group) {
	layers = layers[max(0, len(layers)-MaxDeployments):]
	for i, low := range layers {
		for _, high := range layers[i+1:] {
			if high.Priority == low.Priority && fleet.SetSame(high, low) {
				p.add(high, low, g)
			}
		}
	}
}

// laterOf says which of two deployments was created last. a is in front by its rank.
func laterOf(a, b *fleet.Deployment) string {
	if _, known := a.Beats(b); known {
		return "here " + quoted(a)
	}
	return "and the input does not say which that is"
}

// layers reports layers that do nothing on a device.
func (c *collector) layers(groups []*group) {
	var below, without pairs
	for _, g := range groups {
		choice := g.choices.Then
		base, certain := choice.Base()
		for _, d := range choice.Matched {
			switch {
			case d.Kind != manifest.Layered || !certain:
			case base == nil:
				without.add(d, nil, g)
			case d.Priority <= base.Priority:
				below.add(d, base, g)
			}
		}
	}
	for _, x := range below.list {
		c.addAtPriority(rules.LayerBelowBase, x.a, fmt.Sprintf("the priority %d of layer %s is not above %d, that of %s, the base of %s: it does nothing there", x.a.Priority, quoted(x.a), x.b.Priority, quoted(x.b), devices(x.devices, x.examples)),
			"give the layer a higher priority than the base deployments below it")
	}
	for _, x := range without.list {
		c.add(rules.LayerWithoutBase, x.a, x.a.Manifest.Root, fmt.Sprintf("layer %s reaches %s without a base deployment: it does nothing there", quoted(x.a), devices(x.devices, x.examples)),
			"create a base deployment for these devices, or narrow the target condition of the layer")
	}
}

// shadowed reports base deployments that reach devices but win on none.
func (c *collector) shadowed(rows []Row) {
	for i, row := range rows {
		d := c.plan.hub.Deployments[i]
		if d.Kind == manifest.Base && !d.Gone && row.Matches > 0 && row.Wins == 0 && !c.mayWin(d) {
			c.addAtPriority(rules.DeploymentShadowed, d, fmt.Sprintf("%s reaches %s and wins on none: deployments with a higher rank reach them, too", quoted(d), counted(row.Matches)),
				"delete it if it is no longer needed; the devices fall back to it if the others go")
		}
	}
}

// mayWin reports whether a base is one of several possible ones for some device.
func (c *collector) mayWin(d *fleet.Deployment) bool {
	for _, g := range c.plan.groups {
		if slices.Contains(g.choices.Then.Bases, d) {
			return true
		}
	}
	return false
}

func (c *collector) tooMany() {
	n := 0
	for _, d := range c.plan.hub.Deployments {
		if !d.Gone {
			n++
		}
	}
	if n > MaxDeployments {
		d := c.plan.hub.Deployments[0]
		c.add(rules.TooManyDeployments, d, c.plan.origin[d].Doc.Root(), fmt.Sprintf("there are %d deployments: a hub takes %d, and 10 if it is free", n, MaxDeployments),
			"join deployments whose content is the same by an OR of their target conditions, or set the modules of single devices with \"az iot edge set-modules\"")
	}
}

// losses reports the deployments by which devices lose the proxy.
func (c *collector) losses(groups []*group) {
	var lost pairs
	for _, g := range groups {
		if g.verdict == Loses && g.base != nil {
			lost.add(g.base, nil, g)
		}
	}
	for _, x := range lost.list {
		c.add(rules.DeviceLosesProxy, x.a, x.a.Manifest.Root, fmt.Sprintf("%s takes the proxy from %s", quoted(x.a), devices(x.devices, x.examples)),
			"a device that has lost its proxy must be visited; set the proxy in the manifest with \"edgeproxy apply\", or change the target condition")
	}
}
