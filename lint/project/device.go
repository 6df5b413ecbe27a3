package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Why the files of a device cannot be checked. They are the causes of an OptionError.
var (
	ErrNoDevice    = errors.New("no file of an IoT Edge device was found: expected etc/aziot/config.toml, or drop-ins of aziot-identityd.service, in a folder laid out like /")
	ErrOldDevice   = errors.New("etc/iotedge/config.yaml is of IoT Edge before 1.2, which had other files and another unit (iotedge.service): update the device first, or look at its files by hand")
	ErrNoSuchPlace = errors.New("no such file or folder: expected a config.toml, or a folder laid out like /")
	ErrIrregular   = errors.New("it is no regular file: expected a config.toml, or a folder laid out like /")
)

// configPath is the place of a config.toml that is given without a folder.
const configPath = "etc/aziot/config.toml"

// openDevice is DeviceAt for a path that is given: files that cannot be read are errors
// of the device.
func openDevice(path string) (*device.Device, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &OptionError{"Device", path, ErrNoSuchPlace}
	case err != nil:
		return nil, &OptionError{"Device", path, paths.Reason(err)}
	case !info.IsDir() && !info.Mode().IsRegular(): // opening a pipe would wait for a writer
		return nil, &OptionError{"Device", path, ErrIrregular}
	}
	name := func(file string) string { return paths.Shown(filepath.Join(path, filepath.FromSlash(file))) }
	var fsys fs.FS = oneFile(path)
	if info.IsDir() {
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, &OptionError{"Device", path, paths.Reason(err)}
		}
		defer root.Close()
		fsys = root.FS()
	} else {
		name = func(string) string { return paths.Shown(path) }
	}
	dev := device.Read(fsys)
	dev.Rename(name)
	switch {
	case dev.Old != "":
		return nil, &OptionError{"Device", path, ErrOldDevice}
	case dev.Empty() && len(dev.Notes) > 0: // such as a link that leads out
		return nil, &OptionError{"Device", path, fmt.Errorf("%s: %w", dev.Notes[0], ErrNoDevice)}
	case dev.Empty():
		return nil, &OptionError{"Device", path, ErrNoDevice}
	}
	return dev, nil
}

// DeviceAt reads the files of a device: those of a folder that is laid out like /, or a
// config.toml alone. Their names in messages begin with the path. The error is an
// *OptionError, or, beside the device, names the files that cannot be read. Without a
// path there is no device, and no error.
func DeviceAt(path string) (*device.Device, error) {
	if path == "" {
		return nil, nil
	}
	dev, err := openDevice(path)
	if err != nil {
		return nil, err
	}
	var all []error
	for _, e := range dev.Errors {
		all = append(all, e)
	}
	return dev, errors.Join(all...)
}

// oldName is the name of the configuration of IoT Edge before 1.2.
const oldName = "config.yaml"

// oneFile is a file system that holds one file of the disk, as config.toml, or as the
// file of IoT Edge before 1.2 if that is its name.
type oneFile string

// Open opens the file.
func (f oneFile) Open(name string) (fs.File, error) {
	place := configPath
	if filepath.Base(string(f)) == oldName {
		place = "etc/iotedge/" + oldName
	}
	if name != place {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(string(f))
}

// deviceResults checks the files of the device, if there is one.
func (l *linter) deviceResults() []result {
	if l.device == nil {
		return nil
	}
	var results []result
	for _, e := range l.device.Errors {
		results = append(results, failedResult(File{Name: e.Name}, e))
	}
	for _, f := range l.device.Files {
		results = append(results, l.deviceFile(f))
	}
	return results
}

// deviceFile checks one file of the device.
func (l *linter) deviceFile(f *device.File) (r result) {
	c := File{Name: secret.Path(f.Name)}
	defer func() {
		if fault := recover(); fault != nil {
			r = failedResult(c, fmt.Errorf("%s: %w", c.Name, internalError(fault)))
		}
	}()
	set, err := l.inForce(f.Name)
	if err != nil {
		return failedResult(c, err)
	}
	r = located(c, f.Source, lint.Device(l.device, f, l.options(c, set)))
	r.said = l.sayingOf(set)
	return r
}
