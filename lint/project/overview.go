package project

import (
	"errors"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Overviews lists what the deployments of files, folders and globs say of proxies; "-"
// is standard input. With the path of a device, the list also says what the device
// adds. A *NoManifestError says that nothing was found. The errors are joined; the
// result holds the files that could be read, unless there is no such device.
func (in Input) Overviews(names []string, devicePath string) ([]overview.File, error) {
	files := Find(names)
	failed := files.Errors()
	dev, err := DeviceAt(devicePath)
	if err != nil {
		if dev == nil {
			return nil, err
		}
		failed = append(failed, err)
	}
	var all []overview.File
	for _, file := range files.Files {
		one, err := in.overview(file, dev)
		switch {
		case err != nil:
			failed = append(failed, err)
		case one.Doc != nil:
			all = append(all, one)
		}
	}
	if len(all)+len(failed) == 0 {
		return nil, &NoManifestError{names}
	}
	return all, errors.Join(failed...)
}

// overview reads a file. The device may be nil. A file of a folder that is no manifest has
// no document.
func (in Input) overview(f File, dev *device.Device) (overview.File, error) {
	doc, err := in.Manifest(f)
	if doc == nil {
		return overview.File{}, err
	}
	deployments := overview.Of(doc)
	if dev != nil {
		overview.AddDevice(deployments, dev)
	}
	return overview.File{Name: secret.Path(f.Name), Doc: doc, Deployments: deployments}, nil
}
