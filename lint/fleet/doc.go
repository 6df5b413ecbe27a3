// Package fleet plans a deployment: which devices of an IoT Hub get which deployment, which
// proxy they have then, and which devices would lose it.
//
//	plan := &fleet.Plan{Files: files}
//	err := plan.Load()                               // the deployments of the files
//	err = plan.Read(ctx, fleet.Input{Name: "twins.json", R: r})
//	report := plan.Report()
//	err = report.Text(os.Stdout, options)
//
// Package manifest/fleet says which deployments a device gets; this package judges the
// manifest that they make, as package lint does, once for each distinct one. Devices are
// counted while they are read: the memory that a plan needs grows with the number of
// different choices, not with that of devices.
//
// What IoT Hub does where its documentation says nothing gives the verdict Unknown, unless
// each possibility leads to the same verdict.
package fleet
