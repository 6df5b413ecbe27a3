// Package endpoints tells which hosts a device connects to for its deployments:
// what a proxy and a firewall must let through.
//
//	list, err := endpoints.New(endpoints.Options{Hub: "plant-a"})
//	list.Add("deployment.json", doc)
//	for _, e := range list.Endpoints() {
//		fmt.Println(e.Host, e.Port, e.Reasons[0].For)
//	}
//	err = list.WriteSquid(os.Stdout)
//
// An endpoint comes from an image (its registry, and where that keeps the layers), from
// UpstreamProtocol (the port of IoT Hub), or from a setting of a module that is known
// by its image, such as the storage account of Blob Storage. With Options.Device,
// config.toml of a device adds how it finds its IoT Hub, where aziot-certd gets
// certificates, and the first image of edgeAgent. What a document does not say stands
// in [List.Notes]: a registry that is a placeholder, or the layer host of a registry
// that the table does not know. No document says where the code of any other module
// connects, so the list does not, either.
//
// # Promises
//
//   - A host is made of the characters of host names, in lower case; a pattern has "*."
//     before it. Any other text is not listed, but noted.
//   - The words of reasons and notes are those of this package, and hold no text of
//     a document but such hosts.
//   - No password, key or signature of a document is in any result.
//   - The same documents give the same list, byte for byte.
//
// It reads no files and does not resolve names.
package endpoints
