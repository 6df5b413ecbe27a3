package endpoints

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// dpsHost is the host of the Device Provisioning Service that config.toml names where
// it does not name another one.
const dpsHost = "global.azure-devices-provisioning.net"

// configured is config.toml of a device, which is being read for hosts.
type configured struct {
	*device.Config
	list *List
}

// addDevice adds what config.toml needs: how the device finds its IoT Hub, the image of
// the first edgeAgent, and the servers that issue certificates (aziot-edged's
// config.toml: aziotctl, and cert/aziot-certd of Azure/iot-identity-service).
func (l *List) addDevice(o Options) {
	if o.Device.Config == nil {
		l.note("the device has no config.toml: how it finds its IoT Hub is not known", Place{})
		return
	}
	c := configured{o.Device.Config, l}
	if p, ok := c.text("parent_hostname"); ok {
		l.note("a device with a parent (parent_hostname) reaches IoT Hub through the parent, whose host this list does not hold", c.place(p))
	}
	if o.Hub == "" {
		c.hub()
	}
	if p, ok := c.text("provisioning", "source"); ok && p.Text == "dps" {
		c.dps(p)
	}
	if p, ok := c.text("agent", "config", "image"); ok {
		(&scan{list: l}).imageNamed(p.Text, "the first image of edgeAgent", c.place(p))
	}
	c.est()
}

// text finds a text of the file.
func (c configured) text(path ...string) (toml.Pair, bool) {
	p, ok := c.Doc.Lookup(path...)
	return p, ok && p.Kind == toml.String
}

func (c configured) place(p toml.Pair) Place {
	return Place{File: secret.Path(c.File.Name), Position: c.File.Lines().Position(p.Value.Start)}
}

// hub reads the name of the IoT Hub, which stands there unless DPS gives it.
func (c configured) hub() {
	p, ok := c.text("provisioning", "iothub_hostname")
	name := p.Text
	if !ok {
		if p, ok = c.text("provisioning", "connection_string"); !ok {
			return
		}
		name = ""
		for part := range strings.SplitSeq(p.Text, ";") {
			if key, value, _ := strings.Cut(part, "="); strings.EqualFold(strings.TrimSpace(key), "HostName") {
				name = strings.TrimSpace(value)
			}
		}
	}
	if name = strings.ToLower(name); !isHostName(name) || !strings.Contains(name, ".") {
		c.list.note("the name of the IoT Hub cannot be read: *"+hubDomain+" stands for it", c.place(p))
		return
	}
	c.list.hub = name
}

// dps adds the Device Provisioning Service, that of global_endpoint if there is one.
func (c configured) dps(source toml.Pair) {
	host, port, place := dpsHost, portHTTPS, c.place(source)
	if p, ok := c.text("provisioning", "global_endpoint"); ok {
		place = c.place(p)
		if host, port, ok = (value{text: strings.TrimSpace(p.Text)}).address(); !ok {
			c.list.note("global_endpoint is no address such as https://"+dpsHost+": the host of the Device Provisioning Service is not known", place)
			return
		}
	}
	c.list.add(key{host: host, port: port}, false, Reason{"Device Provisioning Service", place})
}

// est adds the servers from which aziot-certd gets certificates: through the proxy, too.
func (c configured) est() {
	for p := range c.Doc.Pairs() {
		if p.Kind != toml.String || !c.isEST(p) {
			continue
		}
		host, port, ok := (value{text: strings.TrimSpace(p.Text)}).address()
		if !ok {
			c.list.note("the address of a server of EST cannot be read: its host is not known", c.place(p))
			continue
		}
		c.list.add(key{host: host, port: port}, false, Reason{"certificates by EST (aziot-certd)", c.place(p)})
	}
}

// isEST reports whether a pair is the address of a server of EST: in
// [cert_issuance.est.urls], or beside method = "est", as in [edge_ca] and identity_cert.
func (c configured) isEST(p toml.Pair) bool {
	last := len(p.Path) - 1
	if last == 3 && slices.Equal(p.Path[:last], []string{"cert_issuance", "est", "urls"}) {
		return true
	}
	return p.Path[last] == "url" && c.Doc.Value(append(slices.Clone(p.Path[:last]), "method")...) == "est"
}
