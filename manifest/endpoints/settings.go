package endpoints

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// module is a module whose settings are read.
type module struct {
	scan *scan
	*manifest.Module
}

// value is a setting of a module. Its text may hold a key: nothing but a host out of
// it may reach a result.
type value struct {
	text     string
	unfilled bool // it holds a placeholder
	place    Place
}

func (m *module) value(text string, n manifest.Node) value {
	_, _, unfilled := placeholder.Find(text)
	return value{strings.TrimSpace(text), unfilled || n.Kind() == manifest.Placeholder, m.scan.place(m.Module, n)}
}

// values are the values of a setting: an environment variable ("" for none), and the
// desired property at the end of a way of keys.
func (m *module) values(env string, desired ...string) []value {
	var all []value
	for _, v := range m.Lookup(env) {
		if env != "" && (!v.Blank() || v.Unknown()) {
			all = append(all, m.value(v.Value, v.Node))
		}
	}
	if len(desired) == 0 {
		return all
	}
	for _, n := range m.desired(desired) {
		if n.Kind() == manifest.String && n.Text() != "" || n.Kind() == manifest.Placeholder {
			all = append(all, m.value(n.Text(), n))
		}
	}
	return all
}

// desired finds a desired property of the module's twin, whether the deployment sets
// all of them or single ones by keys such as "properties.desired.a.b".
func (m *module) desired(way []string) []manifest.Node {
	const all = "properties.desired"
	var found []manifest.Node
	for n := range m.scan.dep.Content.Get(m.Name).Children() {
		rest := way
		if n.Key() != all {
			path, single := strings.CutPrefix(n.Key(), all+".")
			if !single {
				continue
			}
			for len(rest) > 0 && path != "" {
				first, below, _ := strings.Cut(path, ".")
				if first != rest[0] {
					break
				}
				rest, path = rest[1:], below
			}
			if path != "" {
				continue
			}
		}
		for _, key := range rest {
			n = n.Get(key)
		}
		if n.Exists() {
			found = append(found, n)
		}
	}
	return found
}

// open notes a setting whose host cannot be told.
func (m *module) open(v value) {
	if v.unfilled {
		m.scan.list.note("a setting with the address of a service holds a placeholder: its host is not known", v.place)
		return
	}
	m.scan.list.note("a setting that should be the address of a service has another value: the host is not known", v.place)
}

// host adds a host that was made of a setting.
func (m *module) host(v value, host, use string) {
	name, ok := parseHost(host)
	if !ok || v.unfilled {
		m.open(v)
		return
	}
	m.scan.add(name, portHTTPS, use, v.place)
}

// url adds the host of an address.
func (m *module) url(v value, use string) {
	host, port, ok := v.address()
	if !ok {
		m.open(v)
		return
	}
	if !isLocal(host) {
		m.scan.add(host, port, use, v.place)
	}
}

// address is the host and port of an http or https address. A placeholder may follow
// the host: the signature, mostly.
func (v value) address() (host string, port int, ok bool) {
	scheme, rest, _ := strings.Cut(v.text, "://")
	switch strings.ToLower(scheme) {
	case "https":
		port = portHTTPS
	case "http":
		port = portHTTP
	default:
		return "", 0, false
	}
	authority := rest
	if end := strings.IndexAny(rest, `/?#\`); end >= 0 {
		authority = rest[:end]
		if strings.Contains(rest[end:], "@") {
			return "", 0, false // the text before it may be a password with such a sign
		}
	}
	if _, _, unfilled := placeholder.Find(authority); unfilled {
		return "", 0, false
	}
	return parseHostPort(authority[strings.LastIndexByte(authority, '@')+1:], port)
}

// account adds the storage account of a connection string
// (storage/common/storage-configure-connection-string).
func (m *module) account(v value, use string) {
	scheme, suffix, name := "https", "core.windows.net", ""
	for part := range strings.SplitSeq(v.text, ";") {
		key, text, _ := strings.Cut(part, "=")
		text = strings.TrimSpace(text)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "blobendpoint":
			v.text = text
			m.url(v, use)
			return
		case "defaultendpointsprotocol":
			scheme = text
		case "endpointsuffix":
			suffix = text
		case "accountname":
			name = text
		}
	}
	if name == "" {
		m.open(v)
		return
	}
	v.text = scheme + "://" + name + ".blob." + suffix
	m.url(v, use)
}
