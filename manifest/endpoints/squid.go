package endpoints

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteSquid writes an include file of squid: for each port an acl of the port, one of
// the hosts that are needed there, and one of the optional hosts. It allows nothing by
// itself; its first lines say how to use it. It leaves out endpoints that the runtime
// reaches without a proxy. Of the documents it holds only hosts. The error is that of
// w.
func (l *List) WriteSquid(w io.Writer) error {
	b := bufio.NewWriter(w)
	all := l.Endpoints()
	var ports []int
	for _, e := range all {
		if !e.Direct {
			ports = append(ports, e.Port)
		}
	}
	slices.Sort(ports)
	ports = slices.Compact(ports)
	acls := squidACLs(all, ports)
	writeSquidHead(b, ports, acls)
	for _, e := range all {
		if e.Direct {
			fmt.Fprintf(b, "# not for a proxy: %s, port %d (%s)\n", e.Host, e.Port, e.Reasons[0].For)
		}
	}
	var said []string
	for _, n := range l.Notes() {
		if !slices.Contains(said, n.Text) {
			said = append(said, n.Text)
			fmt.Fprintf(b, "# note: %s\n", n.Text)
		}
	}
	for _, port := range ports {
		fmt.Fprintf(b, "\nacl edgeproxy_port_%d port %[1]d\n", port)
		for _, a := range acls {
			if a.port == port {
				a.write(b)
			}
		}
	}
	return b.Flush()
}

// writeSquidHead tells how to use the file.
func writeSquidHead(b *bufio.Writer, ports []int, acls []squidACL) {
	fmt.Fprint(b, `# Hosts that IoT Edge devices need, written by "edgeproxy endpoints". Put into squid.conf,
# behind your rules about who may use the proxy and above "http_access deny all":
#   include /etc/squid/edgeproxy.conf
`)
	for _, port := range ports {
		if port != portHTTPS && port != portHTTP {
			fmt.Fprintf(b, "#   acl SSL_ports port %d\n#   acl Safe_ports port %[1]d\n", port)
		}
	}
	for _, optional := range [...]bool{false, true} {
		said := false
		for _, a := range acls {
			if a.optional != optional {
				continue
			}
			if optional && !said {
				fmt.Fprintln(b, "# and for what devices can do without:")
			}
			said = true
			fmt.Fprintf(b, "#   http_access allow edgeproxy_port_%d %s\n", a.port, a.name)
		}
	}
}

// squidACL is a list of hosts that share a port.
type squidACL struct {
	name     string
	port     int
	optional bool
	hosts    []Endpoint
}

func squidACLs(all []Endpoint, ports []int) []squidACL {
	var patterns []Endpoint
	for _, e := range all {
		if e.Pattern() && !e.Direct {
			patterns = append(patterns, e)
		}
	}
	var acls []squidACL
	for _, port := range ports {
		for _, optional := range [...]bool{false, true} {
			a := squidACL{name: fmt.Sprintf("edgeproxy_%d", port), port: port, optional: optional}
			if optional {
				a.name = fmt.Sprintf("edgeproxy_optional_%d", port)
			}
			for _, e := range all {
				if e.Port == port && e.Optional == optional && !e.Direct && !covered(e, patterns) {
					a.hosts = append(a.hosts, e)
				}
			}
			if len(a.hosts) > 0 {
				acls = append(acls, a)
			}
		}
	}
	return acls
}

// covered reports whether a pattern of the same acl covers a host: squid refuses a host
// beside a pattern that covers it.
func covered(e Endpoint, patterns []Endpoint) bool {
	name := strings.TrimPrefix(e.Host, "*")
	for _, p := range patterns {
		domain := p.Host[1:]
		if p.Port == e.Port && p.Optional == e.Optional && p.Host != e.Host && (strings.HasSuffix(name, domain) || name == domain[1:]) {
			return true
		}
	}
	return false
}

func (a squidACL) write(b *bufio.Writer) {
	for _, e := range a.hosts {
		fmt.Fprintf(b, "# %s\nacl %s dstdomain %s\n", e.Reasons[0].For, a.name, strings.TrimPrefix(e.Host, "*"))
	}
}
