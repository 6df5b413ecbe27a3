package table

import (
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Device writes a row for each place of a device where the proxy may be set: who reads
// it, the value without a password, and the file. If this is too wide for the output,
// the file stands below the row. An empty line follows.
func Device(w io.Writer, dev *device.Device, width int) error {
	wide := deviceTable(dev, true)
	if wide.Width() > width {
		wide = deviceTable(dev, false)
	}
	if err := wide.Write(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

func deviceTable(dev *device.Device, withFile bool) Table {
	t := Table{Head: []string{"PLACE", "VALUE", "READER"}}
	if withFile {
		t.Head = append(t.Head, "FILE")
	}
	for _, p := range dev.Places() {
		value, file := "", ""
		if p.Set {
			value, file = shownValue(p.Setting), fmt.Sprintf("%s:%d", secret.Path(p.Setting.File.Name), p.Setting.Position().Line)
		}
		r := row{cells: []string{p.Name, orDash(value), p.Reader}}
		switch {
		case withFile:
			r.cells = append(r.cells, orDash(file))
		case p.Set:
			r.below = []string{cut(plain.Line(file), mostShown)}
		}
		t.rows = append(t.rows, r)
	}
	return t
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
