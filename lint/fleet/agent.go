package fleet

import (
	"hash/maphash"
	"strings"
	"sync"

	"github.com/tidwall/gjson"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// agent is what the twin of $edgeAgent says about a device. Devices whose twins say the
// same share one.
type agent struct {
	desired  *setting // nil if it is not known
	reported *setting

	// firstStart says that the device may run the container of its first start, which
	// aziot-edged has created from config.toml: its proxy is not in the twin.
	firstStart bool
	image      string // that edgeAgent reports
}

// setting is how edgeAgent is set up.
type setting struct {
	address, protocol string
	module            *manifest.Module
}

// agents are those of the devices whose twins were read.
type agents struct {
	mu     sync.Mutex
	byText map[string]*agent
	byID   map[uint64]*agent // by the hash of the device's ID
}

// of is the agent of a device, nil if its twin is not known.
func (a *agents) of(d *fleet.Device) *agent {
	if found := a.byID[hashOf(d.ID)]; found != nil || d.Desired == nil {
		return found
	}
	return a.read(d)
}

// seed makes the hashes of device IDs, which only one process compares.
var seed = sync.OnceValue(maphash.MakeSeed)

func hashOf(id string) uint64 { return maphash.String(seed(), id) }

// add keeps what a twin of $edgeAgent says.
func (a *agents) add(d *fleet.Device) {
	found := a.read(d)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byID == nil {
		a.byID = map[uint64]*agent{}
	}
	a.byID[hashOf(d.ID)] = found
}

// read reads what a record says about $edgeAgent. Only a few parts of the twin count; those
// that differ from device to device, such as times, do not.
func (a *agents) read(d *fleet.Device) *agent {
	desired := gjson.GetBytes(d.Desired, "systemModules.edgeAgent").Raw
	reported := gjson.GetManyBytes(d.Reported, "systemModules.edgeAgent.env", "systemModules.edgeAgent.settings", "systemModules.edgeAgent")
	key := desired + "\x00" + reported[0].Raw + "\x00" + reported[1].Raw
	if !reported[2].Exists() {
		key = desired
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if known := a.byText[key]; known != nil {
		return known
	}
	if a.byText == nil {
		a.byText = map[string]*agent{}
	}
	one := &agent{desired: newSetting(desired)}
	if reported[2].Exists() {
		one.reported = newSetting(`{"type":"docker","settings":` + orEmptyObject(reported[1].Raw) + `,"env":` + orEmptyObject(reported[0].Raw) + `}`)
		one.image = reported[1].Get("image").String()
	}
	one.firstStart = one.reported != nil && one.reported.module.MayBeFirstStart()
	a.byText[key] = one
	return one
}

func orEmptyObject(raw string) string {
	if raw == "" {
		return "{}"
	}
	return raw
}

// newSetting reads the JSON of edgeAgent's module; nil if there is none.
func newSetting(module string) *setting {
	if module == "" {
		return nil
	}
	doc, err := manifest.Parse([]byte(`{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":` + module + `}}}}}`))
	if err != nil || len(doc.Deployments()) == 0 {
		return nil
	}
	m := doc.Deployments()[0].System(manifest.EdgeAgent)
	if m == nil {
		return nil
	}
	address, _ := inForce(m, manifest.ProxyVar)
	protocol, _ := inForce(m, manifest.ProtocolVar)
	return &setting{strings.TrimSpace(address.Value), strings.TrimSpace(protocol.Value), m}
}

// keepsFirstStart reports whether edgeAgent keeps the container of the first start, whose
// image it reports, with this setting: the time bomb.
func (s *setting) keepsFirstStart(image string) bool {
	return s.module.DifferenceFromFirstStart(image) == manifest.NoDifference
}

// state is what a setting means for the proxy of the device.
func (s *setting) state() *state {
	out := &state{proxy: absent, address: s.address, Address: secret.Address(s.address), Protocol: secret.Text(s.protocol)}
	if s.address == "" {
		out.agent = s
	} else {
		out.proxy = works
	}
	return out
}

// now is what a device has now: what it reports, else what its deployments say. Where they
// say nothing of a proxy, what its twin desires counts: the input may lack a deployment.
func (a *agent) now(computed *state) *state {
	switch {
	case a == nil:
		return computed
	case a.firstStart:
		return &state{proxy: firstStart, image: a.image}
	case a.reported != nil:
		return a.reported.state()
	case a.desired == nil:
	case computed.proxy == noBase, computed.proxy == absent && a.desired.address != "":
		return a.desired.state()
	}
	return computed
}

// report says in sentences what the twin says.
func (a *agent) report() []string {
	var list []string
	if a == nil {
		return nil
	}
	if a.desired != nil {
		list = append(list, "desired: "+a.desired.String())
	}
	if a.reported != nil {
		list = append(list, "reported: "+a.reported.String())
	}
	if a.firstStart {
		list = append(list, "edgeAgent runs in the container of its first start, or in one like it: the proxy of config.toml, if there is one, does not show here")
	}
	return list
}

// String is the setting without passwords.
func (s *setting) String() string {
	out := s.state()
	if out.Address == "" {
		out.Address = "none"
	}
	if out.Protocol == "" {
		out.Protocol = "not set"
	}
	return "https_proxy " + out.Address + ", UpstreamProtocol " + out.Protocol
}
