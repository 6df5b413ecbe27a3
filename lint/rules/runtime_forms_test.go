package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// factsSaid lists the findings of a document but infos and EP306, as "EP202 warning".
func factsSaid(src string) string {
	var said []string
	for _, f := range lint.Source([]byte(src), lint.Options{}) {
		if f.Severity != lint.Info && f.Rule != "EP306" {
			said = append(said, fmt.Sprintf("%s %s", f.Rule, f.Severity))
		}
	}
	return strings.Join(said, ", ")
}

// TestRuntimeForms: what .NET, the daemons and edgeAgent's own classes were measured to
// make of odd values of edgeHub.
func TestRuntimeForms(t *testing.T) {
	for value, want := range map[string]string{
		`"MqttWs "`: "", `"AmqpWs\n"`: "", `"\u00a0AMQPWS"`: "", `"MQTT\n"`: "EP303 error",
		`"1"`: "EP302 error", `1`: "EP302 error", `true`: "EP302 error", `"Amqp,Mqtt"`: "EP302 error", `"\u200bAmqpWs"`: "EP302 error",
	} {
		src := strings.Replace(ep4Base(ep4Proxy, ep4Proxy+`, "UpstreamProtocol": {"value": `+value+`}`, ""), `azureiotedge-agent:1.5"}, "env": {`,
			`azureiotedge-agent:1.5"}, "env": {"UpstreamProtocol": {"value": "AmqpWs"}, `, 1)
		if got := factsSaid(src); got != want {
			t.Errorf("UpstreamProtocol %s: got %q, want %q", value, got, want)
		}
	}
	for value, want := range map[string]string{
		`http://proxy.example.com:3128\n`: "EP201 warning", `http://proxy.example.com:3128\r\n`: "EP201 warning", `\thttp://proxy.example.com:3128`: "EP201 warning",
		`http:\\\\proxy.example.com:3128`: "EP201 warning", `HTTP:\\\\proxy.example.com:3128`: "EP201 warning", `http:\\proxy.example.com:3128`: "EP201 error",
		`http://proxy.\nexample.com:3128`: "EP201 error", `http://proxy.example.com:31\n28`: "EP201 error", `\n`: "EP102 error",
		`http://010.0.0.1:3128`: "EP201 error", `http://10.0.0.09:3128`: "EP201 error", `http://10.0.0.1:3128`: "", `http://10.0.0.010.:3128`: "EP201 error",
		`http://0177.0.0.1:3128`: "EP206 error", `http://010.proxy.example.com:3128`: "", `http://0.10.0.1:3128`: "", `//proxy:3128`: "EP201 error",
		`socks5://proxy.example.com:1080`: "EP202 warning", `socks5h://proxy.example.com:1080`: "EP202 error", `ftp://proxy.example.com:1080`: "EP202 error",
	} {
		env := `"https_proxy": {"value": "` + value + `"}, "UpstreamProtocol": {"value": "AmqpWs"}`
		if got := factsSaid(ep4Base(env, env, "")); !saysTwice(got, want) {
			t.Errorf("https_proxy %s: got %q, want %q for both", value, got, want)
		}
	}
}

// saysTwice reports whether the findings of edgeAgent and edgeHub are alike. A blank
// proxy of edgeHub has a rule of its own, and does not count.
func saysTwice(got, want string) bool {
	return got == "" && want == "" || want != "" && (got == want+", "+want || strings.HasPrefix(got, want) && strings.HasPrefix(want, "EP102"))
}

// TestRuntimeVersions: the versions that edgeAgent and edgeHub were measured to take.
func TestRuntimeVersions(t *testing.T) {
	const good = `"https_proxy": {"value": "http://p:1"}, "UpstreamProtocol": {"value": "AmqpWs"}`
	for version, want := range map[string]string{
		`"1.0"`: "", `"1.1"`: "", `1.1`: "", `"01.01"`: "", `" 1.1"`: "", `"+1.1"`: "", `"1.0.9999"`: "", `"1.0.9"`: "", `"1.1.0"`: "",
		`"1"`: "EP006 error", `1`: "EP006 error", `"1.1.1"`: "EP006 error", `"1.1.0.0"`: "EP006 error", `"1.2"`: "EP006 error", `"0.9"`: "EP006 error",
		`"1.x"`: "EP006 error", `"++1.1"`: "EP006 error", `"1.-1"`: "EP006 error", `""`: "EP006 error", `{}`: "EP006 error", `"1.0.0.0.0"`: "EP006 error",
	} {
		src := strings.Replace(ep4Base(good, good, ""), `"schemaVersion": "1.1"`, `"schemaVersion": `+version, 1)
		if got := factsSaid(src); got != want {
			t.Errorf("$edgeAgent %s: got %q, want %q", version, got, want)
		}
	}
	for version, want := range map[string]string{
		`"schemaVersion": "1.3"`: "", `"schemaVersion": "1.1.5"`: "", `"schemaVersion": "1.4"`: "EP006 error", `"SchemaVersion": "1.1"`: "EP006 error", `"schemaVersion": "2.0"`: "EP006 error",
	} {
		hub := `"$edgeHub": {"properties.desired": {` + version + `, "routes": {}, "storeAndForwardConfiguration": {"timeToLiveSecs": 1}}}`
		if got := factsSaid(ep4Base(good, good, "", hub)); got != want {
			t.Errorf("$edgeHub %s: got %q, want %q", version, got, want)
		}
	}
}

// TestSchemaConverted: forms of startupOrder, status and restartPolicy that edgeAgent
// takes and tools refuse are warnings.
func TestSchemaConverted(t *testing.T) {
	for member, want := range map[string]string{
		`"startupOrder": 5.5`: "warning", `"startupOrder": " 5 "`: "warning", `"startupOrder": true`: "warning", `"startupOrder": 4294967296`: "error",
		`"startupOrder": -1`: "error", `"startupOrder": "x"`: "error", `"startupOrder": null`: "error", `"startupOrder": 1e99`: "error",
		`"restartPolicy": 2`: "warning", `"restartPolicy": "2"`: "warning", `"restartPolicy": 2.5`: "error", `"restartPolicy": "on failure"`: "error",
		`"restartPolicy": "4"`: "warning", `"restartPolicy": 5`: "error", `"restartPolicy": -1`: "error", `"restartPolicy": 2.0`: "error",
		`"restartPolicy": " Always\n"`: "warning", `"restartPolicy": "OnFailure"`: "", `"restartPolicy": "on-failure "`: "warning",
		`"restartPolicy": ""`: "error", `"restartPolicy": true`: "error", `"imagePullPolicy": 1`: "warning", `"imagePullPolicy": 2`: "error",
		`"imagePullPolicy": "often"`: "error", `"env": {"startupOrder": 5}`: "",
	} {
		got := ""
		for _, f := range lint.Source([]byte(schemaBase(schemaModule+", "+member, schemaHub)), lint.Options{}) {
			if f.Rule == "EP005" {
				got += f.Severity.String()
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", member, got, want)
		}
	}
	for status, want := range map[string]string{`"running "`: "warning", `"Backoff"`: "warning", `5`: "warning", `6`: "error", `"runing"`: "error", `true`: "error"} {
		got := ""
		for _, f := range lint.Source([]byte(schemaBase(strings.Replace(schemaModule, `"running"`, status, 1), schemaHub)), lint.Options{}) {
			if f.Rule == "EP005" {
				got += f.Severity.String()
			}
		}
		if got != want {
			t.Errorf("status %s: got %q, want %q", status, got, want)
		}
	}
}
