// Package sitesfile reads the list of sites from a file, YAML or CSV:
//
//	manifest: deployment.json
//	output: "{site}.json"
//	defaults: { upstream-protocol: AmqpWs, modules: ["blob*"] }
//	deployment:
//	  id: "line-{site}"
//	  target-condition: "tags.site='{site}'"
//	  priority: 20
//	sites:
//	  plant-a: { proxy-url: http://10.1.0.4:3128 }
//	  plant-b: { proxy-url: "${PLANT_B_PROXY}", no-proxy: "localhost,edgeHub" }
//	  office:  { proxy-url: none }
//
// A CSV file has a line for each site, and the columns site, proxy-url,
// upstream-protocol, modules, no-proxy and target-condition, with commas, semicolons or
// tabs between them. A YAML file may name a CSV file as its "sites".
//
// "${NAME}" is replaced by the variable of the environment. The package does not read
// the environment, nor files: the caller gives it functions for both. Errors have a
// file, a line and a column. None of them holds the password of a proxy.
package sitesfile
