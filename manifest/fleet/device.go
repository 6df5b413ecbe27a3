package fleet

import "github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"

// Device is what a record of the input says about a device, as far as conditions ask.
type Device struct {
	ID   string
	Line int // of the input, from 1

	// Values are those of the hub's Paths, in the same order.
	Values []condition.Value

	// Edge is false if the record says that the device is no IoT Edge device:
	// deployments do not apply to it.
	Edge bool

	// Module is the name of the module if the record is the twin of one. Twins of other
	// modules than $edgeAgent say nothing about deployments.
	Module string
	// Desired and Reported are the properties of $edgeAgent's twin as they are written, nil
	// if the record does not hold them. They are parts of the record.
	Desired, Reported []byte
}

// AgentTwin is the name of the module whose twin says what a device runs.
const AgentTwin = "$edgeAgent"
