package project

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

// DeviceRoot is a folder that is laid out like the root of a device.
type DeviceRoot struct {
	folder *os.Root // no link leads out of it, even one that somebody puts there meanwhile
}

// OpenDeviceRoot opens such a folder. Close it afterwards. The error names the folder,
// which must exist.
func OpenDeviceRoot(folder string) (DeviceRoot, error) {
	absolute, err := filepath.Abs(folder)
	switch {
	case err != nil:
		return DeviceRoot{}, fmt.Errorf("%s: %w", paths.Shown(folder), paths.Reason(err))
	case !paths.IsFolder(absolute):
		return DeviceRoot{}, fmt.Errorf("%s: is no folder: expected one that is laid out like the root of a device, such as /", paths.Shown(folder))
	}
	root, err := os.OpenRoot(absolute)
	if err != nil {
		return DeviceRoot{}, fmt.Errorf("%s: %w", paths.Shown(folder), paths.Reason(err))
	}
	return DeviceRoot{root}, nil
}

// Close gives up the folder. The error is that of the file system.
func (r DeviceRoot) Close() error { return r.folder.Close() }

var errLocked = errors.New("another \"edgeproxy device write\", or the script that \"device script\" prints, is at work there: run the command again when it has ended")

// Lock keeps other processes from writing to the device until unlock is called. Hold
// the lock from making a plan until it is written: two plans that are written at the
// same time would leave a part of each. The error says that another process holds it.
func (r DeviceRoot) Lock() (unlock func(), err error) {
	unlock, err = r.lock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", paths.Shown(r.folder.Name()), err)
	}
	return unlock, nil
}

func (r DeviceRoot) files() fs.FS { return r.folder.FS() }

// path is where a file of a plan is.
func (r DeviceRoot) path(name string) string {
	return filepath.Join(r.folder.Name(), filepath.FromSlash(name))
}

// everybody is the right of everybody to read a file.
const everybody fs.FileMode = 0o004

// Set plans how the device gets settings. It refuses to put a password into a file that
// everybody can read.
func (r DeviceRoot) Set(s edit.Settings) (*edit.Plan, error) {
	plan, err := edit.Set(r.files(), s)
	if err == nil {
		err = r.checkModes(plan)
	}
	if err != nil {
		return nil, err
	}
	return plan, nil
}

// Remove plans how the device loses its proxy. The error is that of edit.Remove.
func (r DeviceRoot) Remove() (*edit.Plan, error) { return edit.Remove(r.files()) }

func (r DeviceRoot) checkModes(plan *edit.Plan) error {
	var failed []error
	for _, f := range plan.Files {
		if !f.Secret || f.Old == nil || runtime.GOOS == "windows" {
			continue
		}
		info, err := r.folder.Stat(filepath.FromSlash(f.Real))
		switch {
		case err != nil:
			failed = append(failed, fmt.Errorf("%s: %w", f.Path, paths.Reason(err)))
		case info.Mode()&everybody != 0:
			failed = append(failed, fmt.Errorf("%s: everybody on the device can read it (mode %04o), and it would get the password of the proxy: run \"sudo chmod 600 %s\", then the command again", f.Path, info.Mode().Perm(), paths.Shown(r.path(f.Real))))
		}
	}
	return errors.Join(failed...)
}

// Write writes the files of a plan: all of them or none. Links that lead out of the
// folder are refused. It returns how many temporary files of ended processes it has
// removed.
func (r DeviceRoot) Write(ctx context.Context, plan *edit.Plan) (leftovers int, err error) {
	disk := atomicfile.Disk{Root: r.folder}
	var changes []atomicfile.Change
	var files []string
	for _, f := range plan.Files {
		c := atomicfile.Change{Path: r.path(f.Real), Name: f.Path, Old: f.Old, New: f.New, Mode: f.Mode}
		switch {
		case f.Old == nil:
			c.Do = atomicfile.Create
		case f.New == nil:
			c.Do = atomicfile.Remove
		}
		changes, files = append(changes, c), append(files, c.Path)
	}
	leftovers = disk.RemoveLeftovers(files)
	if err := disk.ReplaceAll(ctx, changes); err != nil {
		if errors.Is(err, fs.ErrPermission) {
			err = fmt.Errorf("%w; write the files of a device as root, such as with sudo", err)
		}
		return leftovers, err
	}
	for _, f := range plan.Files {
		if folder := filepath.Dir(filepath.FromSlash(f.Real)); f.New == nil && filepath.Ext(folder) == ".d" {
			_ = r.folder.Remove(folder) // of drop-ins, if nothing else is in it
		}
	}
	return leftovers, nil
}
