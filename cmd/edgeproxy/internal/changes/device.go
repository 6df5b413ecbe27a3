package changes

import (
	"bufio"
	"io"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	device "github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

// Device tells what was done to the files of a device, and which commands are to be run
// there.
func Device(c *console.Console, plan *device.Plan, o Outcome) {
	for _, note := range plan.Notes {
		c.Errorf("note: %s", note)
	}
	for _, f := range plan.Files {
		name := f.Path
		if f.Real != f.Path {
			name += " (" + f.Real + ")"
		}
		c.Notef("%s: %s", name, fileVerb(f, o))
		for _, change := range f.Changes {
			c.Notef("  %s", change)
		}
	}
	if len(plan.Files) == 0 {
		c.Notef("nothing to change")
		return
	}
	if o == Previewed || len(plan.Commands) == 0 { // apt reads its files at each start
		return
	}
	c.Notef("Run on the device, in this order:")
	for _, command := range plan.Commands {
		c.Notef("  %s   # %s", command.Line, command.Why)
	}
}

// fileVerb says what happened to a file.
func fileVerb(f device.File, o Outcome) string {
	would := ""
	if o == Previewed {
		would = "would be "
	}
	switch {
	case f.Old == nil:
		return would + "made"
	case f.New == nil:
		return would + "removed"
	}
	return would + "changed"
}

// DeviceDiff prints the lines of files that would go and come.
func DeviceDiff(c *console.Console, plan *device.Plan) error {
	out := bufio.NewWriter(c.Stdout)
	for _, f := range plan.Files {
		if err := report.ChangedLines(out, f.Path, f.Old, f.New, c.Colors(c.Stdout)); err != nil {
			return err
		}
	}
	Device(c, plan, Previewed)
	return out.Flush()
}

// DeviceNames prints the names of files that would change.
func DeviceNames(c *console.Console, plan *device.Plan) error {
	for _, f := range plan.Files {
		if _, err := io.WriteString(c.Stdout, plain.Start(plain.Line(f.Path))+"\n"); err != nil {
			return err
		}
	}
	Device(c, plan, Previewed)
	return nil
}
