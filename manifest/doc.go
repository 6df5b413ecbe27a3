// Package manifest reads Azure IoT Edge deployment manifests and sets the
// proxy in them, changing no other byte.
//
// [Parse] takes a manifest in any of the forms that tools write and people keep: alone,
// inside "content", as a Configuration document of the service or an array of them, the
// legacy "moduleContent", a bare map of modules, the twins of edgeAgent in an export,
// IoT Central's device template; a base or a layered deployment; a template with
// placeholders; JSON lines; with a byte order mark, comments, trailing commas.
// [MayBeManifest] quickly rules out most texts that are none of these.
// [Document.Deployments] lists the deployments that Parse has found,
// [Deployment.Modules] lists their modules, [Module.Lookup] gives a variable as the
// device computes it, and [Document.Apply] sets the proxy:
//
//	doc, err := manifest.Parse(src)
//	proxy, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
//	res, err := doc.Apply(manifest.Proxy{URL: proxy}, manifest.Targets{Modules: []string{"blob*"}})
//	os.Stdout.Write(res.Bytes())
//
// [Document.RemoveProxy] takes the proxy away again, and
// [Document.ChangesSince] lists the variables in which two versions differ.
//
// # Promises
//
// They are numbered as laws. Golden files hold L3, fuzz tests all others.
//
//   - L1: Parse and Bytes give back the input, byte for byte.
//   - L2: An edit changes only the bytes that it must; everything outside the
//     inserted or replaced spans is identical.
//   - L3: An insertion looks as if a careful person had typed it: indentation,
//     line endings, blanks and the place of commas are those of the nearest
//     sibling.
//   - L4: Apply and RemoveProxy are idempotent: a second run changes no byte
//     and reports none.
//   - L5: Both touch nothing but the env of their targets. Apply also replaces the
//     placeholder of the proxy in the env of other modules.
//   - L6: Valid in, valid out, and never a panic or an overflow, for any bytes.
//   - L9: No error and nothing that is printed holds a proxy password; only
//     methods called Reveal and the new document itself do.
//
// # What it does not do
//
// The package reads no files, prints nothing, and looks at neither the environment
// nor the clock. It knows how the runtime reads a manifest, but judges nothing:
// package lint does.
//
// Offsets and spans count bytes from the start of the file, also for values
// inside the JSON string of createOptions. Pointers are RFC 6901.
package manifest
