package proxy

import "strings"

// PAC reports whether the address is that of a PAC file (proxy auto-configuration, a
// script with which browsers choose a proxy), such as http://proxy:8080/proxy.pac. No
// runtime and no daemon of IoT Edge reads such a file. They leave out the path, and take
// the host and the port for the proxy.
func (u URL) PAC() bool { return u.pac }

// parsePAC looks for the name of a PAC file in what follows the host: the path, the query
// and the fragment. Without a port the host would be asked at port 80, where the web
// server listens that has the file.
func (u *URL) parsePAC(host, rest proxyText) *URLError {
	path := rest.known
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	name := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
	u.pac = strings.HasSuffix(name, ".pac") || name == "wpad.dat"
	if u.pac && u.port == 0 && host.certain() {
		return proxyError(Useless, "it is the address of a PAC file, which only browsers read",
			"write the proxy that the file names (PROXY HOST:PORT) as http://HOST:PORT")
	}
	return nil
}
