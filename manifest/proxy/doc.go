// Package proxy reads the address of a proxy, and the name of a protocol, as
// edgeAgent and edgeHub read them from their environment. It knows no JSON.
//
//	url, err := proxy.ParseURL("http://user:p%40ss@proxy.example.com:3128")
//	fmt.Println(url) // without the password; url.Reveal() is the address itself
//
// The rules are those of System.Uri and of the runtime's Proxy.cs, not those of
// net/url. No error and nothing that is printed holds a password (law L9).
package proxy
