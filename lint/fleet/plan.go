package fleet

import (
	"errors"
	"fmt"
	"sync"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// File is a document with deployments.
type File struct {
	Name  string
	Doc   *manifest.Document // not nil
	New   bool               // its deployments are candidates: they do not exist yet
	Given fleet.Given        // settings of the only deployment of a candidate
}

// Plan is a plan in the making. Load reads the deployments, Read the devices; Report says
// what came out. Read and Explain call Load if nobody has. A Plan is for one goroutine, but
// Read uses several itself.
type Plan struct {
	Files   []File
	Workers int // how many goroutines judge devices; 0 for one a processor

	hub     *fleet.Hub
	origin  map[*fleet.Deployment]*File
	numbers map[*fleet.Deployment]int // of the deployments, in the order of their ranks

	mu     sync.Mutex // held while a manifest is judged
	states map[string]*state

	agents  agents
	groups  map[groupKey]*group
	devices int
	batches int64
	stray   int      // twins of $edgeAgent among devices
	others  int      // records that are no IoT Edge devices
	ids     []uint64 // hashes of the devices' ids
}

// Load reads the deployments of the files. The error joins a *PlaceError for each thing
// that keeps a deployment from being ranked.
func (p *Plan) Load() error {
	p.origin, p.numbers = map[*fleet.Deployment]*File{}, map[*fleet.Deployment]int{}
	p.states, p.groups = map[string]*state{}, map[groupKey]*group{}
	var all []*fleet.Deployment
	var failed []error
	for i := range p.Files {
		f := &p.Files[i]
		found, err := f.deployments()
		failed = append(failed, err)
		for _, d := range found {
			p.origin[d] = f
		}
		all = append(all, found...)
	}
	if err := errors.Join(failed...); err != nil {
		return err
	}
	p.hub = fleet.NewHub(all)
	for i, d := range p.hub.Deployments {
		p.numbers[d] = i
	}
	return nil
}

// loaded loads the deployments unless Load has done it.
func (p *Plan) loaded() error {
	if p.hub != nil {
		return nil
	}
	return p.Load()
}

// deployments reads the deployments of a file. Twins of edgeAgent are none. A file of
// existing deployments may be empty, as for a new hub.
func (f *File) deployments() ([]*fleet.Deployment, error) {
	var all []*fleet.Deployment
	var failed []error
	for _, d := range f.Doc.Deployments() {
		if d.Shape == manifest.Twin {
			continue
		}
		one, err := fleet.New(d, f.Given)
		var setting *fleet.SettingError
		if errors.As(err, &setting) {
			failed = append(failed, &PlaceError{f.Name, f.Doc.Position(setting.At.Span().Start), secret.Message(setting.Msg), setting.Setting == "targetCondition", f.New})
			continue
		}
		if one.New = f.New; one.ID == "" {
			one.ID = fmt.Sprintf("%s#%d", f.Name, len(all)+1)
			if f.New && len(f.Doc.Deployments()) == 1 {
				one.ID = f.Name
			}
		}
		all = append(all, one)
	}
	if len(all) == 0 && len(failed) == 0 && (f.New || len(f.Doc.Deployments()) > 0) {
		what := "no deployment found"
		if len(f.Doc.Deployments()) > 0 {
			what = "the file holds twins of $edgeAgent, which belong to the devices, and no deployment"
		}
		failed = append(failed, f.at(f.Doc.Root(), what+": expected Configuration documents, as \"az iot edge deployment list\" prints them, or an export of the hub's state"))
	}
	if len(all) > 1 && f.Given != (fleet.Given{}) {
		failed = append(failed, f.at(f.Doc.Root(), fmt.Sprintf("the file holds %d deployments: expected one, to which an ID, a target condition and a priority are given", len(all))))
	}
	return all, errors.Join(failed...)
}

// PlaceError says what is wrong with a deployment, and where.
type PlaceError struct {
	File     string
	Position manifest.Position
	Msg      string // lower case, without passwords

	Unset bool // there is no target condition, or none that can be read
	New   bool // the deployment is a candidate: the condition may be given with File.Given
}

// Error is like "FILE:LINE:COLUMN: message".
func (e *PlaceError) Error() string {
	return fmt.Sprintf("%s:%v: %s", secret.Path(e.File), e.Position, e.Msg)
}

func (f *File) at(n manifest.Node, msg string) error {
	return &PlaceError{File: f.Name, Position: f.Doc.Position(n.Span().Start), Msg: secret.Message(msg)}
}

// hasCandidate reports whether there are new deployments.
func (p *Plan) hasCandidate() bool {
	for _, f := range p.Files {
		if f.New {
			return true
		}
	}
	return false
}
