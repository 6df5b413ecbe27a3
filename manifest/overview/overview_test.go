package overview_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// module is a member of modules or systemModules.
func module(name, image, env, options string) string {
	return fmt.Sprintf(`%q: {"settings": {"image": %q, "createOptions": %q}, "env": {%s}}`, name, image, options, env)
}

func base(system, modules string) string {
	return `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {` + system + `}, "modules": {` + modules + `}}}}}`
}

func parse(t *testing.T, src string) []overview.Deployment {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return overview.Of(doc)
}

func Example() {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {
		"systemModules": {"edgeAgent": {
			"settings": {"image": "registry.example.com/agent:1.5"},
			"env": {"UpstreamProtocol": {"value": "AmqpWs"}, "https_proxy": {"value": "http://edge:secret@proxy.example.com:3128"}}}},
		"modules": {"meter": {"settings": {"image": "registry.example.com/meter:2"}}}}}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range overview.Of(doc) {
		for _, m := range d.Modules {
			fmt.Printf("%s: proxy %q, protocol %s (%s)\n", m.Name, m.Proxy.Value, m.Protocol.Value, m.Protocol.From)
		}
	}
	// Output:
	// edgeAgent: proxy "http://***@proxy.example.com:3128", protocol AmqpWs (env)
	// meter: proxy "", protocol AmqpWs (inherited)
}

func TestSettings(t *testing.T) {
	agent := module("edgeAgent", "agent:1", `"UpstreamProtocol": {"value": "amqpws"}`, "")
	for _, test := range []struct {
		name, system, module string
		want                 [3]overview.Setting // of the module: proxy, protocol, no_proxy
	}{
		{"env", agent, module("m", "i", `"https_proxy": {"value": "http://p.example.com:1"}, "UpstreamProtocol": {"value": "MqttWs"}, "no_proxy": {"value": "a,b"}`, ""),
			[3]overview.Setting{{"http://p.example.com:1", "env"}, {"MqttWs", "env"}, {"a,b", "env"}}},
		{"createOptions beat env", agent, module("m", "i", `"https_proxy": {"value": "http://old.example.com:1"}`, `{"Env": ["https_proxy=http://new.example.com:2"]}`),
			[3]overview.Setting{{"http://new.example.com:2", "createOptions.Env"}, {"AmqpWs", overview.Inherited}, {}}},
		{"several spellings", agent, module("m", "i", `"https_proxy": {"value": "http://a.example.com:1"}, "HTTPS_PROXY": {"value": " "}`, ""),
			[3]overview.Setting{{"https_proxy=http://a.example.com:1 HTTPS_PROXY= (blank)", "env env"}, {"AmqpWs", overview.Inherited}, {}}},
		{"a protocol that edgeAgent does not take", module("edgeAgent", "agent:1", `"UpstreamProtocol": {"value": "carrier pigeon"}`, ""), module("m", "i", "", ""), [3]overview.Setting{}},
		{"a placeholder as protocol", module("edgeAgent", "agent:1", `"UpstreamProtocol": {"value": "${PROTOCOL}"}`, ""), module("m", "i", "", ""),
			[3]overview.Setting{{}, {"${PROTOCOL}", overview.Inherited}, {}}},
		{"no edgeAgent", module("edgeHub", "hub:1", "", ""), module("m", "i", "", ""), [3]overview.Setting{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := parse(t, base(test.system, test.module))
			if len(all) != 1 || len(all[0].Modules) != 2 {
				t.Fatalf("%d deployments", len(all))
			}
			m := all[0].Modules[1]
			if m.Of == nil || m.Name != "m" || m.System || !all[0].Modules[0].System {
				t.Errorf("module %+v", m)
			}
			if diff := cmp.Diff(test.want, [3]overview.Setting{m.Proxy, m.Protocol, m.NoProxy}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for src, want := range map[string]overview.Kind{
		base(module("edgeAgent", "a", "", ""), ""):                                                                     overview.Base,
		`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {"settings": {"image": "i"}}}}}`:           overview.Layered,
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {"settings": {"image": "i"}}}}}}}`: overview.Incomplete,
		`{"deviceId": "d", "moduleId": "$edgeAgent", "properties": {"desired": {"systemModules": {}, "modules": {}}}}`: overview.Twin,
	} {
		all := parse(t, src)
		if len(all) != 1 || all[0].Kind != want {
			t.Errorf("%s: %+v, want %s", src, all, want)
		}
	}
}

// TestNoSecrets: a password is in no string, wherever somebody has put it.
func TestNoSecrets(t *testing.T) {
	const address = "http://edge:hunter2@proxy.example.com:3128"
	src := `{"id": "` + address + `", "content": ` + base(
		module("edgeAgent", address, `"UpstreamProtocol": {"value": "`+address+`"}`, ""),
		module(address, address, `"https_proxy": {"value": "`+address+`"}, "HTTPS_PROXY": {"value": "`+address+`"}, "no_proxy": {"value": "`+address+`"}`, "")) + `}`
	for _, d := range parse(t, src) {
		rows := d.Rows("deployment.json")
		if len(rows) != 2 || rows[1].Proxy == "" || rows[1].ProxyFrom != "env env" || rows[1].File != "deployment.json" {
			t.Errorf("rows %+v", rows)
		}
		if text := fmt.Sprintf("%q %q %+v", d.ID, d.Device, rows); strings.Contains(text, "hunter2") {
			t.Error("a password is shown")
		}
	}
}

// TestAddDevice: what the device starts edgeAgent with stands beside edgeAgent only.
func TestAddDevice(t *testing.T) {
	for config, want := range map[string]overview.Setting{
		"[agent.env]\nUpstreamProtocol = \"MqttWs\"\nhttps_proxy = \"http://u:secret@p.example.com:1\"\n": {Value: "http://***@p.example.com:1 MqttWs", From: "etc/aziot/config.toml:3"},
		"hostname = \"a\"\n": {Value: "nothing"},
	} {
		all := parse(t, base(module("edgeAgent", "agent:1", "", "")+", "+module("edgeHub", "hub:1", "", ""), ""))
		overview.AddDevice(all, device.Read(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte(config)}}))
		if got := all[0].Modules[0].OnDevice; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if got := all[0].Modules[1].OnDevice; got != (overview.Setting{}) {
			t.Errorf("edgeHub has %+v", got)
		}
	}
}
