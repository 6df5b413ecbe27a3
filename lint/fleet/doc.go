// Package fleet plans a deployment: which devices of an IoT Hub get which deployment, which
// proxy they have then, and which devices would lose it.
//
//	plan := &fleet.Plan{Files: []fleet.File{{Name: "hub", Doc: existing}, {Name: "new", Doc: doc, New: true}}}
//	err := plan.Load()                                          // the deployments of the files
//	err = plan.Read(ctx, fleet.Input{Name: "twins.json", R: r}) // the devices
//	result := plan.Report()
//	lost := result.Verdicts[fleet.Loses]                        // how many devices
//	err = result.Text(os.Stdout, report.Options{})
//
// Package manifest/fleet says which deployments a device gets; this package judges the
// manifest that they make, as package lint does, once for each distinct one. Devices are
// counted while they are read: the memory that a plan needs grows with the number of
// different choices, not with that of devices.
//
// What IoT Hub does where its documentation says nothing gives the verdict Unknown, unless
// each possibility leads to the same verdict.
package fleet
