package flags

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// Endpoints are the flags for what no manifest says about endpoints.
type Endpoints struct {
	options endpoints.Options
	device  string // a path
}

// Add adds the flags.
func (f *Endpoints) Add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.options.Hub, "hub", "", "the IoT Hub, as `NAME` or NAME.azure-devices.net, because no manifest names it (default: *.azure-devices.net)")
	flags.BoolVar(&f.options.DPS, "dps", false, "devices find their IoT Hub by the Device Provisioning Service")
	flags.StringVar(&f.device, "device", "", "add what the config.toml of the device at this `PATH`, a config.toml or a folder laid out like /, connects to: its IoT Hub, DPS, EST, and the first image of edgeAgent")
	commandline.List(cmd, &f.options.Regions, "registry-region", "`REGION` where container registries of Azure have dedicated data endpoints, instead of *.blob.core.windows.net; may be repeated")
	commandline.RefuseEmpty(cmd, "hub", "device", "registry-region")
}

// List reads the manifests and the device, and lists their endpoints.
func (f *Endpoints) List(in project.Input, names []string) (*endpoints.List, error) {
	o := f.options
	var err error
	if o.Device, err = project.DeviceAt(f.device); err != nil {
		return nil, err
	}
	return in.Endpoints(names, o)
}
