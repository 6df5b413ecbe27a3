package flags

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// AddEndpoints adds the flags that say of endpoints what no manifest does.
func AddEndpoints(cmd *cobra.Command, o *endpoints.Options) {
	flags := cmd.Flags()
	flags.StringVar(&o.Hub, "hub", "", "the IoT Hub, as `NAME` or NAME.azure-devices.net, because no manifest names it (default: *.azure-devices.net)")
	flags.BoolVar(&o.DPS, "dps", false, "devices find their IoT Hub by the Device Provisioning Service")
	commandline.List(cmd, &o.Regions, "registry-region", "`REGION` where container registries of Azure have dedicated data endpoints, instead of *.blob.core.windows.net; may be repeated")
	commandline.RefuseEmpty(cmd, "hub", "registry-region")
}
