package fleet

import "github.com/iotedge-tools/edgeproxy/manifest/fleet"

// agent is what the twin of $edgeAgent says about a device.
type agent struct{}

// agents are those of the devices whose twins were read.
type agents struct{}

func (a *agents) of(*fleet.Device) *agent { return nil }
