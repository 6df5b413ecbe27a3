package manifest_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestForeign gives files of IoT Edge and its surroundings in the place of a
// manifest.
func TestForeign(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"config.toml":            {"hostname = \"press-4\"\n\n[provisioning]\nsource = \"manual\"\n\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n", "(config.toml)"},
		"config.toml, CRLF":      {"[agent]\r\nname = \"edgeAgent\"\r\n", "(config.toml)"},
		"config.yaml":            {"provisioning:\n  source: manual\nagent:\n  name: edgeAgent\n", "(config.yaml)"},
		"a drop-in":              {"[Service]\nEnvironment=https_proxy=http://proxy.example.com:3128\n", "systemd"},
		"other text":             {"hello\n", ""},
		"other TOML":             {"[package]\nname = \"x\"\n", ""},
		"a broken manifest":      {"{\"$edgeAgent\": /*\n[agent]\n*/", ""},
		"daemon.json":            {`{"log-driver": "local", "proxies": {"https-proxy": "http://proxy.example.com:3128"}}`, "(daemon.json)"},
		"other options":          {`{"debug": true}`, ""},
		"more than options":      {`{"log-driver": "local", "name": "x"}`, ""},
		"config.json":            {`{"proxies": {"default": {"httpsProxy": "http://proxy.example.com:3128"}}}`, "(config.json)"},
		"config.json, a log-in":  {`{"auths": {"registry.example.com": {}}}`, "(config.json)"},
		"docker inspect":         {`[{"Id": "00", "Config": {"Env": []}, "HostConfig": {}}]`, `"docker inspect"`},
		"docker inspect of one":  {`{"Id": "00", "Config": {"Env": []}, "HostConfig": {}}`, `"docker inspect"`},
		"a report":               {`{"version": 1, "tool": {"name": "edgeproxy"}, "findings": [{"pointer": "/$edgeAgent"}]}`, "a report of edgeproxy"},
		"a report, SARIF":        {`{"runs": [{"tool": {"driver": {"name": "edgeproxy"}}}]}`, "a report of edgeproxy"},
		"another's report":       {`{"runs": [{"tool": {"driver": {"name": "x"}}}]}`, ""},
		"createOptions":          {`{"HostConfig": {"Binds": []}}`, ""},
		"state of Terraform":     {`{"resources": [{"instances": [{"attributes": {"content": ` + strconv.Quote(oneLine(plain)) + `}}]}]}`, `at "/resources/0/instances/0/attributes/content"`},
		"ARM with parameters":    {`{"parameters": {"a": {"value": "x"}, "m": {"value": ` + strconv.Quote("\n"+oneLine(plain)) + `}}}`, `at "/parameters/m/value"`},
		"a text about manifests": {`{"text": "the twin of $edgeAgent", "list": "[\"$edgeAgent\"]"}`, ""},
		"a number":               {`1`, ""},
		"nothing":                {`[]`, ""},
	} {
		doc, err := manifest.Parse([]byte(c.src))
		var foreign manifest.Foreign
		var ok bool
		if err != nil {
			foreign, ok = manifest.ForeignText([]byte(c.src))
		} else {
			foreign, ok = doc.Foreign()
			said := doc.NoDeployment()
			if !errors.Is(said, manifest.ErrNoDeployment) || ok && said.Error() != foreign.What {
				t.Errorf("%s: no deployment: %v", name, said)
			}
		}
		if ok != (c.want != "") || !strings.Contains(foreign.What, c.want) {
			t.Errorf("%s: %v %q, want %q", name, ok, foreign.What, c.want)
		}
	}
}
