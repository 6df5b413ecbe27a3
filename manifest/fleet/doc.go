// Package fleet computes which deployments of Azure IoT Hub a device gets, and the
// manifest that they make together.
//
//	d, err := fleet.New(doc.Deployments()[0], fleet.Given{}) // condition, priority, time of creation
//	hub := fleet.NewHub([]*fleet.Deployment{d, …})           // ranks them, and indexes their conditions
//	source := fleet.NewSource(reader)                        // twins in any of the usual forms
//	records, err := source.Next()                            // some hundreds of devices
//	device, err := hub.Extractor().Device(records, 0)
//	choice := hub.Chooser().Choose(device).Now               // its base deployment and its layers
//	base, certain := choice.Base()
//	effective := fleet.Merge(choice.Stack(base))             // the manifest that the device gets
//
// A device gets the base deployment with the highest priority of those whose target
// condition it matches, and the layered deployments that it matches and whose priority is
// higher than that of the base. Where the documentation does not say what IoT Hub does,
// the choice lists each possible base, and the doubts that lead to them.
//
// Devices are read as a stream: a Source holds a few hundred records at a time.
package fleet
