// Package yamlfile reads the YAML files that people write for edgeproxy: the
// configuration and the list of sites. It is strict. Every fault has a line and a
// column, and a key that is not known is a fault with a suggestion. Anchors, tags and
// the like are refused, and so is any text that costs the parser much time.
//
//	d := yamlfile.New("a.yaml", src, format)
//	if root := d.Tree(); root != nil {
//		d.Mapping(root, "the file", yamlfile.Keys{
//			"name": func(v *yamlfile.Node) { name = d.Text(v, `"name"`) },
//		})
//	}
//	if d.Err != nil { … }
//
// A file may hold the password of a proxy. No error of this package quotes a text that
// may be a piece of an address.
package yamlfile
