package endpoints_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// deployment is what the tests vary of a base deployment, as JSON text.
type deployment struct {
	agentEnv, hubEnv string // ""  for UpstreamProtocol AmqpWs
	module           string // settings and env of the module "m"; "" for no module
	twin             string // of the module; "" for none
}

const overWebSockets = `{"UpstreamProtocol": {"value": "AmqpWs"}}`

func (d deployment) String() string {
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	modules, twin := "", ""
	if d.module != "" {
		modules = `"m": ` + d.module
	}
	if d.twin != "" {
		twin = `, "m": ` + d.twin
	}
	return fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "systemModules": {
		"edgeAgent": {"env": %s}, "edgeHub": {"env": %s}}, "modules": {%s}}}%s}}`,
		or(d.agentEnv, overWebSockets), or(d.hubEnv, overWebSockets), modules, twin)
}

// image is a module with an image.
func image(name string) string {
	text, err := json.Marshal(name)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"settings": {"image": %s}}`, text)
}

func listOf(t testing.TB, o endpoints.Options, texts ...string) *endpoints.List {
	t.Helper()
	list, err := endpoints.New(o)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		list.Add(fmt.Sprintf("%d.json", i), doc)
	}
	return list
}

// hosts are the endpoints as "host:port", a "!" before those that are direct and a
// "?" before optional ones, without what every list has.
func hosts(l *endpoints.List) []string {
	var all []string
	for _, e := range l.Endpoints() {
		name := fmt.Sprintf("%s:%d", e.Host, e.Port)
		if e.Optional {
			name = "?" + name
		}
		if e.Direct {
			name = "!" + name
		}
		switch name {
		case "?aka.ms:443", "?packages.microsoft.com:443", "?raw.githubusercontent.com:443", "*.azure-devices.net:443":
		default:
			all = append(all, name)
		}
	}
	return all
}

func notes(l *endpoints.List) string {
	var all []string
	for _, n := range l.Notes() {
		all = append(all, n.Text)
	}
	return strings.Join(all, "\n")
}

const blobHost = "*.blob.core.windows.net:443"

var hub = []string{
	"auth.docker.io:443", "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com:443",
	"production.cloudflare.docker.com:443", "production.cloudfront.docker.com:443", "registry-1.docker.io:443",
}

func TestImages(t *testing.T) {
	for _, test := range []struct {
		image string
		hosts []string
		note  string // a part of the only note; "" for none
	}{
		{"mcr.microsoft.com/azureiotedge-hub:1.5", []string{"*.data.mcr.microsoft.com:443", "mcr.microsoft.com:443"}, ""},
		{"MCR.Microsoft.com/azureiotedge-hub@sha256:0", []string{"*.data.mcr.microsoft.com:443", "mcr.microsoft.com:443"}, ""},
		{"mcr.microsoft.com/x:${TAG}", []string{"*.data.mcr.microsoft.com:443", "mcr.microsoft.com:443"}, ""},
		{"site.azurecr.io/x:1", []string{blobHost, "site.azurecr.io:443"}, ""},
		{"site.azurecr.us/x:1", []string{"*.blob.core.usgovcloudapi.net:443", "site.azurecr.us:443"}, ""},
		{"marketplace.azurecr.io/x:1", []string{blobHost, "*.cdn.azcr.io:443", "marketplace.azurecr.io:443"}, ""},
		{"redis", hub, ""}, {"redis:7", hub, ""}, {"library/redis@sha256:00", hub, ""}, {"docker.io/a/b:1", hub, ""}, {"index.docker.io/a/b", hub, ""},
		{"redis:${TAG}", hub, ""}, {"site/redis:$(TAG)", hub, ""}, {"site/${NAME}", hub, ""},
		{"ghcr.io/a/b", []string{"ghcr.io:443", "pkg-containers.githubusercontent.com:443"}, ""},
		{"quay.io/a/b", []string{"*.quay.io:443", "quay.io:443"}, ""},
		{"registry.example.com:5000/x:1", []string{"registry.example.com:5000"}, "registry.example.com may send a device to other hosts"},
		{"10.0.0.4/x:1", []string{"10.0.0.4:443"}, "10.0.0.4 may"}, {"[FD00::1]:5000/x", []string{"[fd00::1]:5000"}, "[fd00::1] may"},
		{"Site/x:1", []string{"site:443"}, "site may"},
		{"localhost:5000/x", nil, "on the device itself"}, {"localhost/x", nil, "on the device itself"}, {"127.0.0.1:5000/x", nil, "on the device itself"}, {"[::1]:5000/x", nil, "on the device itself"},
		{"$upstream:443/x:1", nil, "from the parent device"}, {"$UPSTREAM:443/x:1", nil, "from the parent device"},
		{"${REGISTRY}/x:1", nil, "whose registry is a placeholder"}, {"${MODULES.m}", nil, "whose registry is a placeholder"}, {"<Container_Registry>/a/b:1", nil, "whose registry is a placeholder"},
		{"registry.example.com:${PORT}/x", nil, "whose registry is a placeholder"}, {"${MODULEDIR<./m>}", nil, "whose registry is a placeholder"}, {"${A}mcr.microsoft.com/x", nil, "whose registry is a placeholder"},
		{"${NAME}.azurecr.io/x", []string{"*.azurecr.io:443", blobHost}, "*.azurecr.io stands for it"},
		{"${A}.${B}.azurecr.io/x", nil, "whose registry is a placeholder"}, {"${A}.b.azurecr.io/x", nil, "whose registry is a placeholder"},
		{"<YOUR REGISTRY>.azurecr.io/x", []string{"*.azurecr.io:443", blobHost}, "*.azurecr.io stands for it"},
		{"a_b.example.com/x", nil, "no host name"}, {"registry.example.com:0/x", nil, "no host name"}, {"registry.example.com:70000/x", nil, "no host name"},
		{"-x.example.com/x", nil, "no host name"}, {"a..example.com/x", nil, "no host name"}, {".example.com/x", nil, "no host name"}, {"registry.example.com\nacl all/x", nil, "no host name"},
		{"münchen.example/x", nil, "no host name"}, {"[fe80::1%eth0]/x", nil, "no host name"}, {"", nil, ""}, {" ", nil, ""},
	} {
		list := listOf(t, endpoints.Options{}, deployment{module: image(test.image)}.String())
		if diff := cmp.Diff(test.hosts, sorted(hosts(list))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.image, diff)
		}
		if got := notes(list); (got == "") != (test.note == "") || !strings.Contains(got, test.note) || strings.Contains(got, "\n") {
			t.Errorf("%q: notes %q, want one with %q", test.image, got, test.note)
		}
	}
}

// sorted makes lists comparable whose patterns were written in another order.
func sorted(list []string) []string { slices.Sort(list); return list }

func TestPlaceholderWithoutQuotes(t *testing.T) {
	list := listOf(t, endpoints.Options{}, deployment{module: `{"settings": {"image": ${IMAGE}}}`}.String())
	if got := notes(list); !strings.Contains(got, "whose registry is a placeholder") {
		t.Errorf("notes %q", got)
	}
}

func TestRegistryRegion(t *testing.T) {
	list := listOf(t, endpoints.Options{Regions: []string{"westeurope", "NorthEurope"}}, deployment{module: image("site.azurecr.io/x")}.String())
	want := []string{"site.azurecr.io:443", "site.northeurope.data.azurecr.io:443", "site.westeurope.data.azurecr.io:443"}
	if diff := cmp.Diff(want, hosts(list)); diff != "" {
		t.Error(diff)
	}
}

// TestProtocols: the ports of IoT Hub.
func TestProtocols(t *testing.T) {
	env := func(value string) string { return `{"UpstreamProtocol": {"value": ` + value + `}}` }
	const tried, amqp, mqtt = "!?*.azure-devices.net:5671", "!*.azure-devices.net:5671", "!*.azure-devices.net:8883"
	for _, test := range []struct {
		agent, hub string
		hosts      []string
		note       bool
	}{
		{env(`"AmqpWs"`), env(`"mqttws "`), nil, false},
		{env(`"MqttWs"`), "{}", nil, false}, // inherited
		{"{}", "{}", []string{amqp}, false},
		{"{}", env(`"AmqpWs"`), []string{tried}, false},
		{env(`"AmqpWs"`), env(`""`), []string{amqp}, false}, // blank is set, for edgeAgent
		{env(`"AmqpWs"`), env(`"nonsense"`), []string{amqp}, false},
		{env(`"Amqp"`), env(`"Mqtt"`), []string{amqp, mqtt}, false},
		{env(`"mqtt"`), "{}", []string{mqtt}, false},
		{env(`"nonsense"`), "{}", []string{amqp}, false},
		{env(`"${P}"`), env(`"AmqpWs"`), nil, true}, {env(`${P}`), "{}", nil, true}, {env(`"1"`), env(`"AmqpWs"`), nil, true},
		{`{"UpstreamProtocol": {"value": "AmqpWs"}, "upstreamprotocol": {"value": "Mqtt"}}`, "{}", []string{mqtt}, false}, // either is inherited
		{env(`"AmqpWs"`), `{"UpstreamProtocol": {"value": "AmqpWs"}, "upstreamprotocol": {"value": "Mqtt"}}`, []string{mqtt}, false},
	} {
		list := listOf(t, endpoints.Options{}, deployment{agentEnv: test.agent, hubEnv: test.hub}.String())
		if diff := cmp.Diff(test.hosts, hosts(list)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", test.agent, test.hub, diff)
		}
		if got := notes(list); (got != "") != test.note {
			t.Errorf("%s, %s: notes %q", test.agent, test.hub, got)
		}
	}
}

// TestReasons: HTTPS is used with every protocol, and a reason points at what it is
// from.
func TestReasons(t *testing.T) {
	list := listOf(t, endpoints.Options{}, deployment{agentEnv: `{"UpstreamProtocol": {"value": "Mqtt"}}`}.String())
	const pointer = "/modulesContent/$edgeAgent/properties.desired/systemModules/%s/env/UpstreamProtocol/value"
	want := []endpoints.Reason{
		{For: "IoT Hub, by HTTPS", Place: endpoints.Place{File: "0.json", Module: "edgeAgent", Pointer: fmt.Sprintf(pointer, "edgeAgent")}},
		{For: "IoT Hub, by HTTPS and WebSockets", Place: endpoints.Place{File: "0.json", Module: "edgeHub", Pointer: fmt.Sprintf(pointer, "edgeHub")}},
	}
	got := list.Endpoints()[0]
	for i, r := range got.Reasons {
		if r.Position.Line != 2 || r.Position.Column < 20 {
			t.Errorf("position %v", r.Position)
		}
		got.Reasons[i].Position = manifest.Position{}
	}
	if diff := cmp.Diff(want, got.Reasons); diff != "" || got.Host != "*.azure-devices.net" || got.Port != 443 {
		t.Errorf("%s:%d\n%s", got.Host, got.Port, diff)
	}
}

func TestOptions(t *testing.T) {
	for name, want := range map[string]string{
		"plant-a": "plant-a.azure-devices.net", "Plant-A.Azure-Devices.net": "plant-a.azure-devices.net", "p.azure-devices.us": "p.azure-devices.us",
	} {
		list := listOf(t, endpoints.Options{Hub: name, DPS: true}, deployment{}.String())
		if got := hosts(list); !slices.Equal(got, []string{"global.azure-devices-provisioning.net:443", want + ":443"}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, o := range []endpoints.Options{
		{Hub: "https://plant-a.azure-devices.net"}, {Hub: "HostName=x.azure-devices.net;SharedAccessKey=s3cr3t"}, {Hub: "a b"}, {Hub: "*"},
		{Regions: []string{"west europe"}}, {Regions: []string{""}}, {Regions: []string{"a.example.com"}},
	} {
		if _, err := endpoints.New(o); err == nil || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestLayered: a layered deployment leaves the protocol to its base, unless that is
// in the list, too.
func TestLayered(t *testing.T) {
	const layer = `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {"settings": {"image": "ghcr.io/a/b"}}}}}`
	alone := listOf(t, endpoints.Options{}, layer)
	for range 2 { // asking changes nothing
		if got := alone.Endpoints(); len(got) != 6 || got[0].Host != "*.azure-devices.net" || len(got[0].Reasons) != 1 || !strings.Contains(notes(alone), "its base deployment says") {
			t.Errorf("%v, %v", got, notes(alone))
		}
	}
	if got := notes(listOf(t, endpoints.Options{}, layer, deployment{}.String())); got != "" {
		t.Errorf("with its base: %q", got)
	}
	known := listOf(t, endpoints.Options{}, deployment{module: image("packages.microsoft.com/a")}.String())
	if diff := cmp.Diff(known.Endpoints(), known.Endpoints()); diff != "" {
		t.Errorf("asking changes a list:\n%s", diff)
	}
	none := listOf(t, endpoints.Options{}, `{"name": "site-tools"}`)
	if !none.Empty() || none.Endpoints() != nil || none.Notes() != nil {
		t.Error("a list of no deployment is not empty")
	}
}
