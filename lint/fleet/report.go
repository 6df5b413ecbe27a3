package fleet

import (
	"cmp"
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Report is what a plan says. No text in it holds a password. Device IDs, names and
// conditions are hostile all the same: each format makes them safe.
type Report struct {
	Candidate   bool // there are new deployments: the verdicts compare then with now
	Devices     int
	Others      int // records of devices and modules that are no IoT Edge devices
	Agents      int // twins of $edgeAgent
	Verdicts    Counts
	Deployments []Row // by rank, from the highest to the lowest
	Losses      []Loss
	Unknown     []Doubt
	FirstStart  Some          // devices that keep the container of their first start, until the next change
	Files       []report.File // findings about the deployments
	Notes       []string      // what a reader should know, one sentence each
}

// Some is a number of devices, and a few of them.
type Some struct {
	Devices  int
	Examples []string
}

// Counts is the number of devices with each verdict.
type Counts [verdicts]int

// Row is what becomes of a deployment.
type Row struct {
	ID        string
	New, Gone bool
	Kind      string
	Priority  int64
	Condition string
	Matches   int // devices whose twins match the condition
	Wins      int // devices that get it: as their base, or as a layer on top of it
	Proxy     string
	Protocol  string
	Verdicts  Counts // of the devices that get it as their base
	Examples  []string
}

// Loss is the devices that lose the proxy by the same deployment.
type Loss struct {
	Deployment string // "" for none
	Had        string // the proxy that they have now, "" if it is not known
	Devices    int
	Examples   []string
	Why        []string // the errors of the manifest that they get; empty if it just has no proxy
}

// Doubt is the devices whose verdict is not known for the same reasons.
type Doubt struct {
	Devices  int
	Examples []string
	Why      []string
}

// Report says what came out for the devices that were read so far. Before Load it is empty.
func (p *Plan) Report() *Report {
	if p.hub == nil {
		return &Report{}
	}
	r := &Report{Candidate: p.hasCandidate(), Devices: p.devices, Others: p.others, Agents: p.stray + len(p.agents.byID)}
	groups := p.ordered()
	rows := make([]Row, len(p.hub.Deployments))
	for i, d := range p.hub.Deployments {
		rows[i] = p.row(d)
	}
	var bombs []example
	examples := make([][]example, len(rows))
	for _, g := range groups {
		r.Verdicts[g.verdict] += g.devices
		for _, d := range g.matched() {
			rows[p.numbers[d]].Matches += g.devices
		}
		if g.now.proxy == firstStart && (g.verdict == None || g.verdict == NoBase) {
			r.FirstStart.Devices += g.devices
			bombs = firstExamples(bombs, g.examples)
		}
		if g.base == nil || !g.certain {
			continue
		}
		for i, d := range g.choices.Then.Stack(g.base) {
			n := p.numbers[d]
			if rows[n].Wins += g.devices; i == 0 {
				rows[n].Verdicts[g.verdict] += g.devices
			}
			examples[n] = firstExamples(examples[n], g.examples)
		}
	}
	for i := range rows {
		rows[i].Examples = idsOf(examples[i])
	}
	r.Deployments, r.FirstStart.Examples = rows, idsOf(bombs)
	r.Losses, r.Unknown = p.losses(groups), p.doubts(groups)
	r.Files = p.findings(groups, rows)
	r.Notes = p.notes(groups)
	return r
}

// ordered lists the groups in the order of their first devices.
func (p *Plan) ordered() []*group {
	return slices.SortedFunc(maps.Values(p.groups), func(a, b *group) int {
		return cmp.Compare(a.examples[0].order, b.examples[0].order)
	})
}

// matched lists the deployments that the devices match now or then, each once.
func (g *group) matched() []*fleet.Deployment {
	all := slices.Clone(g.choices.Then.Matched)
	for _, d := range g.choices.Now.Matched {
		if d.Gone {
			all = append(all, d)
		}
	}
	return all
}

func (p *Plan) row(d *fleet.Deployment) Row {
	row := Row{ID: secret.Name(d.ID), New: d.New, Gone: d.Gone, Kind: d.Kind.String(), Priority: d.Priority, Condition: secret.Text(d.Text)}
	if d.Kind == manifest.Base {
		s := p.stateOfBase(d)
		row.Proxy, row.Protocol = s.Address, s.Protocol
	}
	return row
}

// stateOfBase is what a base deployment means without layers.
func (p *Plan) stateOfBase(d *fleet.Deployment) *state { return p.state(&fleet.Choice{}, d) }

func idsOf(examples []example) []string {
	ids := []string{}
	for _, e := range examples {
		ids = append(ids, secret.Name(e.id))
	}
	return ids
}

// Worst is the highest severity of the findings. Devices that could not be judged count as
// a warning.
func (r *Report) Worst() check.Severity {
	worst := check.Off
	if r.Verdicts[Unknown] > 0 {
		worst = check.Warning
	}
	for _, f := range r.Files {
		for _, d := range f.Findings {
			worst = max(worst, d.Severity)
		}
	}
	return worst
}
