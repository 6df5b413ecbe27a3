package lint

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Device runs the rules about a device and returns those findings that stand in one
// of its files, ordered by offset and rule. Every file of dev.Files can be asked for;
// the rules read all of them each time.
//
// Rules about manifests do not run. They compare with a device that Options.Device
// names.
func Device(dev *device.Device, file *device.File, opts Options) []Finding {
	if found := opts.faulty(); found != nil {
		return found
	}
	list := opts.rules()
	pass := check.NewDevicePass(dev, file, opts.Expect, opts.explains(list, nil))
	for i := range list {
		if s := opts.severity(&list[i]); s != Off {
			pass.Run(&list[i], s)
		}
	}
	found := pass.Findings()
	slices.SortStableFunc(found, order)
	return opts.suppressed(found)
}
