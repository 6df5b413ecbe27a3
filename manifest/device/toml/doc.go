// Package toml reads a TOML document with the places of its tables, keys and values.
//
//	doc, err := toml.Parse(src) // *toml.Error has the offset
//	pair, ok := doc.Lookup("agent", "env", "https_proxy")
//	fmt.Println(pair.Text, pair.Value) // the decoded value, and its bytes in src
//
// The places come from the parser of github.com/pelletier/go-toml/v2 that its package
// unstable offers. That parser knows the grammar only; so the ordinary decoder of the
// same module reads the document, too, and says where a key or a table is defined
// twice. [Document.Tree] is what the ordinary decoder made of it.
//
// # Promises
//
//   - Every span lies in the source. The source is not changed, and not copied.
//   - For any bytes there is a result or an *Error, and no panic.
//   - A pair that Lookup finds has the value that Tree has at the same path.
//
// A byte order mark at the start is passed over, as the parser of the daemons does
// (crate toml). The package reads no files.
package toml
