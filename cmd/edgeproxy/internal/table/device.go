package table

import (
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// deviceLayout says which parts of a place of a device have a column. The other parts
// stand below the row.
type deviceLayout struct{ value, reader, file bool }

// deviceLayouts lists the layouts, the widest first.
var deviceLayouts = [...]deviceLayout{{value: true, reader: true, file: true}, {value: true, reader: true}, {reader: true}, {}}

// Device writes a row for each place of a device where the proxy may be set: who reads
// it, the value without a password, and the file, in the first layout that fits the
// output. An empty line follows.
func Device(w io.Writer, dev *device.Device, width int) error {
	var t Table
	for _, l := range deviceLayouts {
		if t = l.table(dev.Places()); t.Width() <= width {
			break
		}
	}
	if err := t.Write(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// table lays places out.
func (l deviceLayout) table(places []device.Place) Table {
	t := Table{Head: []string{"PLACE", "STATE"}}
	if l.value {
		t.Head[1] = "VALUE"
	}
	if l.reader {
		t.Head = append(t.Head, "READER")
	}
	if l.file {
		t.Head = append(t.Head, "FILE")
	}
	for _, p := range places {
		t.rows = append(t.rows, l.row(p))
	}
	return t
}

// row lays a place out.
func (l deviceLayout) row(p device.Place) row {
	state, file := stateWords[p.State], "-"
	var below []string
	if !l.reader {
		below = append(below, p.Reader)
	}
	if p.State == device.PlaceSet {
		value := cut(plain.Line(shownValue(p.Setting)), mostShown)
		file = cut(plain.Line(fmt.Sprintf("%s:%d", secret.Path(p.Setting.File.Name), p.Setting.Position().Line)), mostShown)
		if l.value {
			state = value
		} else {
			below = append(below, value)
		}
		if !l.file {
			below = append(below, file)
		}
	}
	r := row{cells: []string{p.Name, state}, below: below}
	if l.reader {
		r.cells = append(r.cells, p.Reader)
	}
	if l.file {
		r.cells = append(r.cells, file)
	}
	return r
}

// stateWords say what was found of a place.
var stateWords = [...]string{
	device.PlaceMissing: "- (no file)",
	device.PlaceUnread:  "- (not read)",
	device.PlaceMasked:  "- (masked)",
	device.PlaceUnset:   "not set",
	device.PlaceSet:     "set",
}

// shownValue is the value of a setting without a password. Where the name may differ,
// it stands before the value.
func shownValue(s device.Setting) string {
	value := s.Shown()
	switch {
	case s.Unknown && s.Via == device.ViaPassEnvironment:
		value = "(that of systemd itself)"
	case value == "":
		value = "(empty)"
	}
	if s.Via == device.ViaEnvironment || s.Via == device.ViaEnvironmentFile || s.Via == device.ViaDefaultEnvironment || s.Via == device.ViaPassEnvironment {
		return secret.Name(s.Name) + "=" + value
	}
	return value
}
