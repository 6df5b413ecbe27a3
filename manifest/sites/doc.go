// Package sites makes the manifests of many sites from one: each site has its own
// proxy, or none, and, if the list says so, its own deployment in IoT Hub.
//
//	maker, err := sites.NewMaker(doc, list, sites.Usual{}) // doc is a parsed manifest
//	plan, err := maker.Plan()                              // or PlanGroups
//	for i := range plan {
//		made, err := maker.Make(&plan[i])
//		err = os.WriteFile(plan[i].Path, made.Text, 0o600)
//	}
//
// A [List] says which sites there are; package sitesfile reads one from a file. The
// document is parsed once. What a site gets differs from the document in the proxy
// settings only: within modulesContent every other byte stays (laws L2 and L5 of
// package manifest). With a [Deployment] the modulesContent stands in a Configuration
// document with an id, a target condition and a priority.
//
// No error and no note of this package holds the password of a proxy.
package sites
