package endpoints

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Options say what no deployment says. The zero value is right for a list that shall
// hold for any IoT Hub.
type Options struct {
	Hub     string         // NAME, or the host name NAME.azure-devices.net; "" for that of Device, or for a pattern
	DPS     bool           // devices get their IoT Hub from the Device Provisioning Service
	Regions []string       // where container registries of Azure have dedicated data endpoints, such as "westeurope"
	Device  *device.Device // whose config.toml names IoT Hub, and other hosts; nil if no device is known
}

// hubDomain is what stands behind the name of an IoT Hub.
const hubDomain = ".azure-devices.net"

// New makes an empty list. The error says what is wrong with an option.
func New(o Options) (*List, error) {
	l := &List{hub: "*" + hubDomain, dps: o.DPS, endpoints: map[key]*collected{}, noted: map[Note]bool{}}
	if o.Hub != "" {
		l.hub = strings.ToLower(o.Hub)
		if !strings.Contains(l.hub, ".") {
			l.hub += hubDomain
		}
		// Somebody may have given a connection string, which must not be shown.
		if !isHostName(l.hub) {
			return nil, errors.New("the name of the IoT Hub is no host name: expected NAME or NAME.azure-devices.net")
		}
	}
	for _, region := range o.Regions {
		region = strings.ToLower(region)
		if region == "" || strings.Trim(region, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return nil, fmt.Errorf("the region %q has characters that are not letters or digits: expected a name such as westeurope", region)
		}
		l.regions = append(l.regions, region)
	}
	if o.Device != nil {
		l.addDevice(o)
	}
	return l, nil
}
