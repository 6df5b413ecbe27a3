package remarks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Device prints the notes of OfDevice.
func Device(c *console.Console, dev *device.Device) {
	for _, note := range OfDevice(dev) {
		c.Notef("note: %s", note)
	}
}

// OfDevice is what the findings of a device leave out: the programs about which nothing
// is known, because they have no file there, and settings of config.toml that are
// faults on some devices only.
func OfDevice(dev *device.Device) []report.Note {
	return slices.Concat(noProxy(dev), unjudged(dev), notStrings(dev), unsuitedProtocol(dev))
}

// deviceReader is a program that needs the proxy on a device.
type deviceReader struct {
	name   string
	sought string // says what was not found, if no file of the program was
	found  bool   // the files that would hold its proxy are there
	set    bool   // it has a proxy
}

// deviceReaders are edgeAgent, the daemons and Docker.
func deviceReaders(dev *device.Device) []deviceReader {
	agent, ok := dev.AgentProxy()
	all := []deviceReader{{"edgeAgent", "no config.toml was found", dev.HasConfig(), ok && !isBlank(agent)}}
	add := func(name, sought string, role device.Role, found bool) {
		s, ok := dev.ProxyOf(role)
		all = append(all, deviceReader{name, sought, found || ok, ok && !isBlank(s)})
	}
	const noUnit = "no unit file and no drop-in was found"
	packaged := dev.Unit(device.Identityd) != nil || dev.Unit(device.Edged) != nil
	add("aziot-identityd", noUnit, device.Identityd, packaged)
	if dev.UsesEST() {
		add("aziot-certd", noUnit, device.Certd, packaged)
	}
	add("Docker", noUnit+", and no daemon.json with a proxy", device.Docker, dev.Unit(device.Docker) != nil)
	return all
}

// noProxy says that no program has a proxy, unless a file that could not be read may
// hold one.
func noProxy(dev *device.Device) []report.Note {
	var without []string
	for _, r := range deviceReaders(dev) {
		if r.set || len(dev.Errors) > 0 {
			return nil
		}
		if r.found {
			without = append(without, r.name)
		}
	}
	if len(without) == 0 {
		return nil
	}
	return []report.Note{{Message: "no proxy is set for " + orOf(without) + ": if the device is behind one, \"edgeproxy device write\" sets it"}}
}

// unjudged names the programs and files about which nothing is known.
func unjudged(dev *device.Device) (notes []report.Note) {
	if len(dev.Errors) > 0 {
		return nil // the errors say it
	}
	for _, r := range deviceReaders(dev) {
		if !r.found {
			notes = append(notes, report.Note{Message: r.name + ": " + r.sought + ": whether it has the proxy is not known"})
		}
	}
	for _, u := range dev.Units {
		if u.Masked && u.Role != device.Edged {
			notes = append(notes, report.Note{Message: u.Name + " is masked: systemd does not start it, and its proxy was not judged"})
		}
	}
	if dev.Config != nil && !dev.IsApplied() {
		notes = append(notes, report.Note{Message: "edged/config.d/00-super.toml was not found: whether config.toml is in force is not known; \"sudo iotedge config apply\" puts it into force"})
	}
	return notes
}

// notStrings names the variables because of which config.toml is refused. EP607 reports
// https_proxy.
func notStrings(dev *device.Device) (notes []report.Note) {
	if dev.Config == nil {
		return nil
	}
	for _, s := range dev.Config.Env() {
		if s.Wrong != "" && !strings.EqualFold(s.Name, manifest.ProxyVar) {
			notes = append(notes, noteAt(s, secret.Name(s.Name)+": "+s.Wrong))
		}
	}
	return notes
}

// unsuitedProtocol says that the protocol of edgeAgent does not use its proxy. It is no
// fault where a firewall lets the protocol pass.
func unsuitedProtocol(dev *device.Device) []report.Note {
	at, ok := dev.AgentProxy()
	if !ok || isBlank(at) {
		return nil
	}
	what := "edgeAgent has a proxy and no UpstreamProtocol"
	does := "it tries AMQP over TCP first, which does not go through the proxy, and WebSockets only after that has failed"
	for _, s := range dev.AgentEnv(manifest.ProtocolVar) {
		protocol, valid := proxy.ReadProtocol(s.Value)
		if protocol.WebSocket() || s.Wrong != "" {
			return nil
		}
		at, what = s, fmt.Sprintf("UpstreamProtocol of edgeAgent is %q, which it does not know", s.Shown())
		if valid {
			what, does = "UpstreamProtocol of edgeAgent is "+string(protocol), "with it the connection to IoT Hub does not go through the proxy"
		}
	}
	return []report.Note{noteAt(at, what+": "+does+"; write UpstreamProtocol = \"AmqpWs\", unless the device reaches IoT Hub without the proxy")}
}

func isBlank(s device.Setting) bool { return !s.Unknown && strings.TrimSpace(s.Value) == "" }

// noteAt is a note with the file and the line of a setting.
func noteAt(s device.Setting, message string) report.Note {
	return report.Note{Path: s.File.Name, Line: s.Position().Line, Message: message}
}

// orOf lists names: "a, b or c".
func orOf(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
