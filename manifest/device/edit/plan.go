package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Plan is what is to be written.
type Plan struct {
	Files    []File    // that change, in the order of their readers
	Commands []Command // to run on the device afterwards, in this order
	Notes    []string  // what was left as it is and may be unexpected
}

// File is a file with its new content.
type File struct {
	Path     string      // below the root, with slashes and without one in front
	Real     string      // Path with all links followed: what is to be written
	Old, New []byte      // nil if there is none
	Mode     fs.FileMode // of a file that is made
	Secret   bool        // New holds a password that Old does not hold: only the owner may read the file
	Changes  []string    // in words
	Edits    []text.Edit // that make New of Old
}

// String is the path and the changes, without passwords.
func (f File) String() string { return f.Path + ": " + strings.Join(f.Changes, "; ") }

// Format prints String, whatever the verb.
func (f File) Format(s fmt.State, verb rune) { fmt.Fprintf(s, fmt.FormatString(s, verb), f.String()) }

// PlaceError says what is in the way, and where.
type PlaceError struct {
	Path     string
	Position text.Position // the zero value if the whole file is meant
	Message  string
}

// Error is the place and the message.
func (e *PlaceError) Error() string {
	if e.Position.Line == 0 {
		return e.Path + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Position.Line, e.Position.Column, e.Message)
}

// errorAt is an error about a place in a file.
func errorAt(f *device.File, offset int, format string, args ...any) *PlaceError {
	return &PlaceError{f.Path, f.Lines().Position(offset), fmt.Sprintf(format, args...)}
}

// planner makes a plan.
type planner struct {
	fsys   fs.FS
	dev    *device.Device
	set    Settings
	value  string // of the proxy
	drafts []*draft
	notes  []string
}

// draft is a file that may change.
type draft struct {
	file    *device.File // nil for a new one
	path    string
	real    string // path with all links followed
	edits   []text.Edit
	content []byte // of a new file
	gone    bool
	changes []string
}

// newPlanner reads a device. A file that cannot be read is an error: an edit must know
// all files.
func newPlanner(fsys fs.FS, s Settings) (*planner, error) {
	p := &planner{fsys: fsys, dev: device.Read(fsys), set: s}
	if p.dev.Old != "" {
		return nil, &PlaceError{Path: p.dev.Old, Message: "this is IoT Edge 1.1 or older, which has no config.toml: update it to 1.2 or newer first"}
	}
	var failed []error
	for _, e := range p.dev.Errors {
		failed = append(failed, &PlaceError{e.Path, e.Position, e.Message})
	}
	return p, errors.Join(failed...)
}

// Set plans how the device gets the settings. The error is about the settings, or joins
// *PlaceError values: of files that cannot be read, or of what is in the way.
func Set(fsys fs.FS, s Settings) (*Plan, error) {
	value, err := s.check()
	if err != nil {
		return nil, err
	}
	p, err := newPlanner(fsys, s)
	if err != nil {
		return nil, err
	}
	p.value = value
	for _, step := range []func() error{p.setConfig, p.setUnits, p.setDaemonJSON, p.setApt} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	p.noteRest()
	plan, err := p.plan()
	if err != nil {
		return nil, err
	}
	return plan, p.verify(plan)
}

// noteRest notes what stays and "device check" will find: proxies that nobody reads, and
// lines that systemd passes over.
func (p *planner) noteRest() {
	note := func(f *device.File, offset int, what string) {
		p.notes = append(p.notes, errorAt(f, offset, "%s: it stays", what).Error())
	}
	for _, m := range p.dev.Misplaced {
		if p.dev.Config == nil || m.File != p.dev.Config.File {
			note(m.File, m.Span.Start, m.Name+": "+m.Why)
		}
	}
	for _, u := range p.dev.Units {
		for _, problem := range u.Problems {
			if problem.Kind != unit.BadSpecifier { // its value is replaced
				note(problem.File, problem.Span.Start, problem.Message)
			}
		}
	}
}

// edit is the draft of a file that exists. Links of several names may lead to one file.
func (p *planner) edit(f *device.File) *draft {
	for _, d := range p.drafts {
		if d.real == f.Real {
			return d
		}
	}
	d := &draft{file: f, path: f.Path, real: f.Real}
	p.drafts = append(p.drafts, d)
	return d
}

// make plans a new file. A link that nobody follows may stand there, or on the way.
func (p *planner) make(path string, content []byte, changes ...string) error {
	for _, n := range p.dev.Notes {
		if n.Path == path || strings.HasPrefix(path, n.Path+"/") {
			return inTheWay(n.Path, n.Message)
		}
	}
	real, err := device.RealPath(p.fsys, path)
	if err != nil {
		return inTheWay(path, err.Error())
	}
	p.drafts = append(p.drafts, &draft{path: path, real: real, content: content, changes: changes})
	return nil
}

// inTheWay is an error about a link where a file is to be made.
func inTheWay(path, why string) *PlaceError {
	return &PlaceError{Path: path, Message: why + ": the proxy belongs there: replace the link by a file or a folder, then run the command again"}
}

// replace plans another text for a span.
func (d *draft) replace(s text.Span, with string, change string) {
	d.add(text.Edit{Span: s, Text: with}, change)
}

// add plans an edit, once: two names may lead to the file.
func (d *draft) add(e text.Edit, changes ...string) {
	if !slices.Contains(d.edits, e) {
		d.edits = append(d.edits, e)
	}
	for _, change := range changes {
		if change != "" && !slices.Contains(d.changes, change) {
			d.changes = append(d.changes, change)
		}
	}
}

// plan is the plan that the drafts make.
func (p *planner) plan() (*Plan, error) {
	plan := &Plan{Notes: p.notes}
	for _, d := range p.drafts {
		f := File{Path: d.path, Real: d.real, New: d.content, Mode: 0o644, Changes: d.changes, Edits: d.edits}
		if d.file != nil {
			f.Old = slices.Clip(d.file.Source)
			if f.Old == nil {
				f.Old = []byte{}
			}
			spliced, err := text.Splice(d.file.Source, d.edits)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", d.path, err)
			}
			f.New = spliced
		}
		if d.gone {
			f.New = nil
		}
		if f.New != nil && f.Old != nil && string(f.Old) == string(f.New) {
			continue
		}
		if p.set.Proxy.HasPassword() && p.holds(f.New) {
			f.Mode, f.Secret = 0o600, !p.holds(f.Old)
		}
		if isConfig(d.path) {
			f.Mode = 0o600 // as "iotedge config mp" makes it
		}
		plan.Files = append(plan.Files, f)
	}
	plan.Commands = p.commands(plan.Files)
	return plan, nil
}
