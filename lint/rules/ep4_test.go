package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ep4Proxy is the usual env of a module with a proxy, ep4Full one that leaves
// nothing to say.
const (
	ep4Proxy = `"https_proxy": {"value": "http://proxy.example.com:3128"}`
	ep4Full  = ep4Proxy + `, "NO_PROXY": {"value": "localhost,edgeHub"}`
)

// ep4Base is a base deployment whose agent and hub have the given entries of
// env. more are further members of the modules content.
func ep4Base(agent, hub, modules string, more ...string) string {
	return fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1",
"runtime": {"type": "docker", "settings": {}},
"systemModules": {
  "edgeAgent": {"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-agent:1.5"}, "env": {%s}},
  "edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "mcr.microsoft.com/azureiotedge-hub:1.5"}, "env": {%s}}},
"modules": {%s}}}%s}}`, agent, hub, modules, strings.Join(append([]string{""}, more...), ", "))
}

// ep4Module is an ordinary module with the given entries of env.
func ep4Module(name, image, env string) string {
	return fmt.Sprintf(`%q: {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": %q}, "env": {%s}}`, name, image, env)
}

func ep4Layered(members string) string {
	return `{"modulesContent": {"$edgeAgent": {` + members + `}}}`
}

// ep4Want holds the findings of rules that start with prefix to what a test
// expects: in document order, each with its rule and a part of its message.
func ep4Want(t *testing.T, prefix, src string, opts lint.Options, want []string) {
	t.Helper()
	if _, err := manifest.Parse([]byte(src)); err != nil {
		t.Fatalf("%v in\n%s", err, src)
	}
	var got []check.Finding
	for _, f := range lint.Source([]byte(src), opts) {
		if strings.HasPrefix(f.Rule, prefix) {
			got = append(got, f)
			checkFinding(t, f, src)
		}
	}
	ok := len(got) == len(want)
	for i := 0; ok && i < len(got); i++ {
		rule, part, _ := strings.Cut(want[i], " ")
		ok = got[i].Rule == rule && strings.Contains(got[i].Message, part)
	}
	if !ok {
		var said []string
		for _, f := range got {
			said = append(said, f.Rule+" "+f.Message)
		}
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(said, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestModuleProxyMissing(t *testing.T) {
	const (
		known     = "mcr.microsoft.com/azure-stream-analytics/azureiotedge:1.0.14-linux-amd64"
		blob      = "mcr.microsoft.com/azure-blob-storage:1.4"
		collector = "$upstream:443/microsoft/azureiotedge-metrics-collector:1.1@sha256:0"
		lora      = "loraedge/lorawannetworksrvmodule:2.2.1"
		mirror    = `"REGISTRY_PROXY_REMOTEURL": {"value": "https://mcr.microsoft.com"}`
	)
	parent := func(endpoint string) string {
		return `"ACR_REGISTRY_CONNECTION_STRING": {"value": "ConnectedRegistryName=r;SyncTokenName=t;SyncTokenPassword=p;ParentGatewayEndpoint=` + endpoint + `;ParentEndpointProtocol=https"}`
	}
	named := check.Expect{Modules: []string{"cam*", "other"}}
	tests := []struct {
		name   string
		src    string
		expect check.Expect
		want   []string
	}{
		{"no proxy anywhere is EP101's", ep4Base("", "", ep4Module("m", known, "")), check.Expect{}, nil},
		{"Stream Analytics", ep4Base(ep4Proxy, "", ep4Module("m", known, "")), check.Expect{}, []string{`EP401 module "m" has no https_proxy: it loads its job from blob storage by itself`}},
		{"required by the configuration", ep4Base("", "", ep4Module("m", known, "")), check.Expect{Need: check.NeedAll}, []string{"EP401 "}},
		{"no proxy here", ep4Base(ep4Proxy, "", ep4Module("m", known, "")), check.Expect{Need: check.NeedNone}, nil},
		{"upper case", ep4Base(ep4Proxy, "", ep4Module("m", known, strings.ToUpper(ep4Proxy[:13])+ep4Full[13:])), check.Expect{}, nil},
		{"by createOptions", ep4Base(ep4Proxy, "", `"m": {"settings": {"image": "`+known+`", "createOptions": "{\"Env\":[\"https_proxy=http://p:1\",\"no_proxy=*\"]}"}}`), check.Expect{}, nil},
		{"emptied on purpose", ep4Base(ep4Proxy, "", ep4Module("m", known, `"https_proxy": {"value": ""}`)), check.Expect{}, nil},
		{"upload off", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired": {"deviceToCloudUploadProperties": {"uploadOn": false}}}`), check.Expect{}, nil},
		{"upload on", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired": {"deviceToCloudUploadProperties": {"uploadOn": true}}}`), check.Expect{}, []string{"EP401 "}},
		{"no upload configured", ep4Base(ep4Proxy, "", ep4Module("m", blob, "")), check.Expect{}, nil},
		{"upload of nothing", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired": {"deviceToCloudUploadProperties": {"uploadOn": true, "cloudStorageConnectionString": " "}}}`), check.Expect{}, nil},
		{"upload on, as text", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired.deviceToCloudUploadProperties": {"uploadOn": "True"}}`), check.Expect{}, []string{"EP401 it uploads"}},
		{"upload on, by a key", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired.deviceToCloudUploadProperties.uploadOn": true}`), check.Expect{}, []string{"EP401 "}},
		{"upload not known yet", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"m": {"properties.desired": {"deviceToCloudUploadProperties": {"uploadOn": "${UPLOAD}"}}}`), check.Expect{}, []string{"EP401 "}},
		{"upload of another module", ep4Base(ep4Proxy, "", ep4Module("m", blob, ""), `"n": {"properties.desired": {"deviceToCloudUploadProperties": {"uploadOn": true}}}`), check.Expect{}, nil},
		{"connected registry", ep4Base(ep4Proxy, "", ep4Module("m", "mcr.microsoft.com/acr/connected-registry:0.8.0", "")), check.Expect{}, []string{"EP401 synchronizes"}},
		{"connected registry of the cloud", ep4Base(ep4Proxy, "", ep4Module("m", "mcr.microsoft.com/acr/connected-registry:0.8.0", parent("example.westeurope.data.azurecr.io"))), check.Expect{}, []string{"EP401 synchronizes"}},
		{"connected registry of a neighbour", ep4Base(ep4Proxy, "", ep4Module("m", "mcr.microsoft.com/acr/connected-registry:0.8.0", parent("10.16.7.4"))), check.Expect{}, nil},
		{"connected registry of a parent's name", ep4Base(ep4Proxy, "", ep4Module("m", "mcr.microsoft.com/acr/connected-registry:0.8.0", parent("gateway.factory.example.com"))), check.Expect{}, nil},
		{"connected registry behind a parent", ep4Base(ep4Proxy, "", ep4Module("m", "$upstream:443/acr/connected-registry:0.8.0", "")), check.Expect{}, nil},
		{"collector", ep4Base(ep4Proxy, "", ep4Module("m", collector, `"UploadTarget": {"value": "AzureMonitor"}`)), check.Expect{}, []string{"EP401 metrics"}},
		{"collector, by default", ep4Base(ep4Proxy, "", ep4Module("m", collector, "")), check.Expect{}, []string{"EP401 metrics"}},
		{"collector through edgeHub", ep4Base(ep4Proxy, "", ep4Module("m", collector, `"UploadTarget": {"value": "IotMessage"}`)), check.Expect{}, nil},
		{"collector, not known yet", ep4Base(ep4Proxy, "", ep4Module("m", collector, `"UploadTarget": {"value": "<AzureMonitor or IoTMessage - See https://aka.ms/edgemon-config>"}`)), check.Expect{}, nil},
		{"LoRaWAN", ep4Base(ep4Proxy, "", ep4Module("m", lora, "")), check.Expect{}, []string{"EP401 facade"}},
		{"registry", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", "")), check.Expect{}, nil},
		{"mirror", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", mirror)), check.Expect{}, []string{"EP401 mirrors"}},
		{"mirror of the parent", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": "http://10.16.7.4"}`)), check.Expect{}, nil},
		{"mirror of a neighbour", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": "https://parent:443"}`)), check.Expect{}, nil},
		{"mirror without a scheme", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": "mcr.microsoft.com"}`)), check.Expect{}, []string{"EP401 mirrors"}},
		{"mirror without a scheme, with a port", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": "mcr.microsoft.com:443/x"}`)), check.Expect{}, []string{"EP401 mirrors"}},
		{"mirror of a neighbour without a scheme", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": "10.16.7.4:5000"}`)), check.Expect{}, nil},
		{"mirror, empty", ep4Base(ep4Proxy, "", ep4Module("m", "registry:2", `"REGISTRY_PROXY_REMOTEURL": {"value": ""}`)), check.Expect{}, nil},
		{"registry in full", ep4Base(ep4Proxy, "", ep4Module("m", "docker.io/library/registry:2", mirror)), check.Expect{}, []string{"EP401 mirrors"}},
		{"registry behind a placeholder", ep4Base(ep4Proxy, "", ep4Module("m", "${ACR}/registry:2", mirror)), check.Expect{}, []string{"EP401 mirrors"}},
		{"another module called registry", ep4Base(ep4Proxy, "", ep4Module("m", "example.azurecr.io/tools/registry:2", mirror)), check.Expect{}, nil},
		{"another module called azureiotedge", ep4Base(ep4Proxy, "", ep4Module("m", "example.azurecr.io/azureiotedge:2", "")), check.Expect{}, nil},
		{"a name that only looks alike", ep4Base(ep4Proxy, "", ep4Module("m", "acr.io/azure-blob-storage-client:1", "")), check.Expect{}, nil},
		{"OPC Publisher", ep4Base(ep4Proxy, "", ep4Module("m", "mcr.microsoft.com/iotedge/opc-publisher:2.9", "")), check.Expect{}, nil},
		{"env not known yet", ep4Base(ep4Proxy, "", `"m": {"settings": {"image": "`+known+`"}, "env": ${ENV}}`), check.Expect{}, nil},
		{"left to EP106", ep4Base(ep4Proxy, "", `"m": {"settings": {"image": "`+known+`"}, `+ep4Proxy+`}`), check.Expect{}, nil},
		{"left to EP108", ep4Base(ep4Proxy, "", ep4Module("m", known, `"https_proxy": "http://p:1"`)), check.Expect{}, nil},
		{"named", ep4Base(ep4Proxy, "", ep4Module("camera", "a/b:1", "")), named, []string{`EP401 module "camera" has no https_proxy: the configuration`}},
		{"named, in a layer", ep4Layered(`"properties.desired.modules.camera": {}`), named, []string{"EP401 "}},
		{"named, other variables in a layer", ep4Layered(`"properties.desired.modules.camera.env.A": {"value": "b"}`), named, nil},
		{"named, emptied in a layer", ep4Layered(`"properties.desired.modules.camera.env": {"A": {"value": "b"}}`), named, []string{"EP401 "}},
		{"named, set in a layer", ep4Layered(`"properties.desired.modules.camera": {}, "properties.desired.modules.camera.env.https_proxy": {"value": "http://p:1"}`), named, nil},
		{"named, no proxy elsewhere", ep4Base("", "", ep4Module("camera", "a/b:1", "")), named, []string{"EP401 "}},
		{"named and emptied", ep4Base("", "", ep4Module("camera", "a/b:1", `"HTTPS_PROXY": {"value": " "}`)), named, []string{`EP401 HTTPS_PROXY of module "camera" is blank`}},
		{"not named", ep4Base("", "", ep4Module("sensor", "a/b:1", "")), named, nil},
		{"a pattern for all leaves the system modules alone", ep4Base(ep4Proxy, "", ""), check.Expect{Modules: []string{"*"}}, nil},
		{"named, layered", ep4Layered(`"properties.desired.modules.camera": {"settings": {"image": "a/b:1"}}`), named, []string{"EP401 "}},
		{"named, only env is layered", ep4Layered(`"properties.desired.modules.camera.env": {}`), named, []string{"EP401 "}},
		{"known, layered", ep4Layered(`"properties.desired.modules.m": {"settings": {"image": "` + known + `"}}`), check.Expect{}, nil},
		{"known, layered, proxy known", ep4Layered(`"properties.desired.modules.m": {"settings": {"image": "` + known + `"}}`), check.Expect{URL: proxyURL(goodURL)}, []string{"EP401 "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ep4Want(t, "EP401", tt.src, lint.Options{Expect: tt.expect}, tt.want)
		})
	}
}

const goodURL = "http://proxy.example.com:3128"

// TestModuleProxyFix: the fix sets the proxy and no UpstreamProtocol, and
// there is none where the proxy is not known.
func TestModuleProxyFix(t *testing.T) {
	src := ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", "loraedge/lorawannetworksrvmodule:1", `"A": {"value": "b"}`))
	for _, url := range []string{"", goodURL, "${PROXY_URL}"} {
		opts := lint.Options{Rules: []check.Rule{rules.ModuleProxyMissing}, Expect: check.Expect{URL: proxyURL(url)}}
		fixed, err := opts.Fix(mustParse(t, src), lint.Source([]byte(src), opts))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(src, `"A": {"value": "b"}`, `"A": {"value": "b"}, "https_proxy": {"value": "`+url+`"}, "no_proxy": {"value": "localhost,127.0.0.1,edgeHub,edgeAgent,169.254.169.254"}`, 1)
		if url == "" {
			want = src
		}
		if string(fixed.Bytes) != want {
			t.Errorf("got\n%s\nwant\n%s", fixed.Bytes, want)
		}
	}
}

func mustParse(t *testing.T, src string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func onlyRule(id string, findings []check.Finding) (only []check.Finding) {
	for _, f := range findings {
		if f.Rule == id {
			only = append(only, f)
		}
	}
	return only
}

func TestModuleNoProxy(t *testing.T) {
	const dotNet, other = "mcr.microsoft.com/azureiotedge-metrics-collector:1.1", "a/b:1"
	with := func(noProxy string) string { return ep4Proxy + `, "no_proxy": {"value": "` + noProxy + `"}` }
	tests := []struct {
		name, image, env string
		want             []string
	}{
		{"no proxy", other, "", nil},
		{"blank proxy", other, `"https_proxy": {"value": ""}`, nil},
		{"no no_proxy", other, ep4Proxy, []string{`EP402 module "m" has a proxy but no no_proxy`}},
		{"blank no_proxy", other, with(""), []string{"EP402 no no_proxy"}},
		{"complete", other, with("localhost,127.0.0.1,edgeHub,edgeAgent"), nil},
		{"enough", other, with("edgehub, LOCALHOST"), nil},
		{"upper case name", other, ep4Full, nil},
		{"two spellings together", other, with("localhost") + `, "NO_PROXY": {"value": "edgeHub"}`, nil},
		{"without edgeHub", other, with("localhost,127.0.0.1"), []string{"EP402 has a no_proxy without edgeHub"}},
		{"without both", other, with("10.0.0.1"), []string{"EP402 without edgeHub and localhost"}},
		{"star", other, with("*"), nil},
		{"star on .NET", dotNet, with("*"), []string{`EP402 runs on .NET, which does not understand "*"`}},
		{"CIDR", other, with("localhost,edgeHub,10.0.0.0/8"), nil},
		{"CIDR on .NET", dotNet, with("localhost,edgeHub,10.0.0.0/8,*.corp"), []string{`EP402 "10.0.0.0/8", "*.corp"`}},
		{"domain on .NET", dotNet, with("localhost,edgeHub,.corp.example.com"), nil},
		{"placeholder", other, with("${NO_PROXY}"), nil},
		{"proxy is a placeholder", other, `"https_proxy": {"value": "${PROXY}"}`, []string{"EP402 "}},
		{"registry mirror serves only", "registry:2", ep4Proxy + `, "REGISTRY_PROXY_REMOTEURL": {"value": "https://mcr.microsoft.com"}`, nil},
		{"API proxy is no .NET", "mcr.microsoft.com/azureiotedge-api-proxy:1.1", with("*"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ep4Want(t, "EP402", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", tt.image, tt.env)), lint.Options{}, tt.want)
		})
	}
}

// TestNoProxyLeftToModules: with "no-proxy: none" somebody has decided that modules may
// have no no_proxy, or a short one. What .NET passes over is a fault all the same.
func TestNoProxyLeftToModules(t *testing.T) {
	const dotNet, other = "mcr.microsoft.com/azureiotedge-metrics-collector:1.1", "a/b:1"
	opts := lint.Options{Expect: check.Expect{NoProxy: manifest.KeepNoProxy}}
	for noProxy, want := range map[string][]string{
		"":                                  nil,
		`"no_proxy": {}`:                    nil,
		`"no_proxy": {"value": "10.0.0.1"}`: nil,
		`"no_proxy": {"value": "none"}`:     nil,
		`"no_proxy": {"value": "*"}`:        {`EP402 runs on .NET, which does not understand "*"`},
	} {
		env := ep4Proxy
		if noProxy != "" {
			env += ", " + noProxy
		}
		ep4Want(t, "EP402", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", dotNet, env)), opts, want)
		ep4Want(t, "EP402", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", other, env)), opts, nil)
	}
	opts.Expect.NoProxy = "10.0.0.1"
	ep4Want(t, "EP402", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", other, ep4Proxy)), opts, []string{"EP402 no no_proxy"})
}

func TestNoProxyIgnored(t *testing.T) {
	const noProxy = `"NO_PROXY": {"value": "localhost"}`
	tests := []struct {
		name, src string
		want      []string
	}{
		{"neither", ep4Base(ep4Proxy, ep4Proxy, ""), nil},
		{"agent", ep4Base(ep4Full, ep4Proxy, ""), []string{"EP403 NO_PROXY on edgeAgent"}},
		{"both, one a module", ep4Base(ep4Full, ep4Full+`, "no_proxy": {"value": "x"}`, ""), []string{"EP403 edgeAgent", "EP403 edgeHub"}},
		{"without a proxy", ep4Base("", noProxy, ""), []string{"EP403 edgeHub"}},
		{"blank", ep4Base("", `"no_proxy": {"value": ""}`, ""), nil},
		{"ordinary module", ep4Base("", "", ep4Module("m", "a/b:1", noProxy)), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP403", tt.src, lint.Options{}, tt.want) })
	}
}

func TestHTTPProxyOnly(t *testing.T) {
	const httpProxy = `"HTTP_PROXY": {"value": "http://proxy.example.com:3128"}`
	tests := []struct {
		name, image, env string
		want             []string
	}{
		{"neither", "a/b:1", "", nil},
		{"alone", "a/b:1", httpProxy, []string{`EP404 module "m" has HTTP_PROXY and no https_proxy`}},
		{"both", "a/b:1", httpProxy + "," + ep4Full, nil},
		{"https_proxy emptied", "a/b:1", httpProxy + `, "https_proxy": {"value": ""}`, nil},
		{"blank", "a/b:1", `"http_proxy": {"value": ""}`, nil},
		{"all_proxy", "a/b:1", httpProxy + `, "ALL_PROXY": {"value": "http://p:1"}`, nil},
		{"left to EP108", "a/b:1", httpProxy + `, "https_proxy": "http://p:1"`, nil},
		{"left to EP401", "loraedge/lorawannetworksrvmodule:1", httpProxy, []string{"EP401 "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ep4Want(t, "EP4", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", tt.image, tt.env)), lint.Options{}, tt.want)
		})
	}
	t.Run("system modules are EP107's", func(t *testing.T) {
		ep4Want(t, "EP4", ep4Base(httpProxy, httpProxy, ""), lint.Options{}, nil)
	})
	t.Run("EP401 is off", func(t *testing.T) {
		src := ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", "loraedge/lorawannetworksrvmodule:1", httpProxy))
		ep4Want(t, "EP4", src, lint.Options{Severities: map[string]check.Severity{"EP401": check.Off}}, []string{"EP404 "})
	})
}
