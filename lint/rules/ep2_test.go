package rules_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

const (
	goodProxy = "http://proxy.example.com:3128"
	onHost    = `{"HostConfig":{"NetworkMode":"host"}}`
)

// ep2Module is a module of a test's document. The zero value has image tag
// 1.5, no createOptions and no env.
type ep2Module struct {
	tag     string
	image   string            // instead of the usual one
	options string            // createOptions, as the text in the string
	env     map[string]string // values that start with '=' are JSON as it is
}

// ep2Proxy is a module with a proxy and nothing else.
func ep2Proxy(url string) ep2Module { return ep2Module{env: map[string]string{"https_proxy": url}} }

func (m ep2Module) json(name string) string {
	if m.image == "" {
		m.image = "mcr.microsoft.com/azureiotedge-" + name + ":" + m.tag
		if m.tag == "" {
			m.image += "1.5"
		}
	}
	var env []string
	for key, value := range m.env {
		text, raw := strings.CutPrefix(value, "=")
		if !raw {
			text = `{"value": ` + ep2Quote(value) + `}`
		}
		env = append(env, ep2Quote(key)+": "+text)
	}
	slices.Sort(env) // capitals first
	return fmt.Sprintf(`%q: {"type": "docker", "status": "running", "restartPolicy": "always",
  "settings": {"image": %s, "createOptions": %s},
  "env": {%s}}`, name, ep2Quote(m.image), ep2Quote(m.options), strings.Join(env, ", "))
}

func ep2Quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// ep2Document is a base deployment.
type ep2Document struct {
	agent, hub ep2Module
	modules    map[string]ep2Module
	template   bool
}

func (d ep2Document) json() string {
	schema, modules := "", []string{}
	if d.template {
		schema = `"$schema-template": "4.0.0", `
	}
	for name, m := range d.modules {
		modules = append(modules, m.json(name))
	}
	slices.Sort(modules)
	return `{` + schema + `"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1",
"runtime": {"type": "docker", "settings": {}},
"systemModules": {` + d.agent.json("edgeAgent") + ",\n" + d.hub.json("edgeHub") + `},
"modules": {` + strings.Join(modules, ",\n") + `}}}}}`
}

// ep2Findings lints a document and keeps the findings about addresses.
func ep2Findings(t *testing.T, src string, opts lint.Options) []check.Finding {
	t.Helper()
	var kept []check.Finding
	for _, f := range lint.Source([]byte(src), opts) {
		if f.Rule == "EP001" {
			t.Fatalf("the document is no JSON: %s\n%s", f.Message, src)
		}
		if strings.HasPrefix(f.Rule, "EP2") {
			checkFinding(t, f, src)
			kept = append(kept, f)
		}
	}
	return kept
}

// ep2Said lists rule, severity and module of the findings, as "EP202 error edgeAgent".
func ep2Said(findings []check.Finding) string {
	var said []string
	for _, f := range findings {
		said = append(said, fmt.Sprintf("%s %s %s", f.Rule, f.Severity, f.Module))
	}
	return strings.Join(said, ", ")
}

// TestProxyValues gives edgeAgent, edgeHub and a module one and the same value
// each in turn, and names the rules that must speak of it.
func TestProxyValues(t *testing.T) {
	tests := []struct {
		value      string
		deployment string // the rule that speaks in a deployment
		template   string // and in a template
	}{
		{goodProxy, "", ""},
		{"HTTP://Proxy.example.com:3128/", "", ""},
		{" http://proxy.example.com:3128 ", "", ""},
		{"http://proxy:80", "", ""},
		{"http://my_proxy:3128", "", ""},
		{"http://bücher.example:3128", "", ""},
		{"http://[2001:db8::5]:3128", "", ""},
		{"http://user@proxy:3128", "", ""},
		{"http://user:@proxy:3128", "", ""},
		{`http://dom%5Cuser@proxy:3128`, "", ""},
		{"", "", ""}, // EP102 and EP301 speak
		{" \t", "", ""},

		{"http://wpad/wpad.dat", "EP201", "EP201"}, // EP203 has no more to say
		{"http://proxy:8080/proxy.pac", "EP201", "EP201"},
		{"10.0.0.1:3128", "EP201", "EP201"},
		{"10.0.0.1", "EP201", "EP201"},
		{"proxy.corp.local", "EP201", "EP201"},
		{"proxy.corp.local:3128", "EP201", "EP201"},
		{"proxy:3128", "EP201", "EP201"},
		{"//proxy:3128", "EP201", "EP201"},
		{"http//proxy:3128", "EP201", "EP201"},
		{"http:/proxy:3128", "EP201", "EP201"},
		{"http://proxy:port", "EP201", "EP201"},
		{"http://proxy:65536", "EP201", "EP201"},
		{"http://proxy:0", "EP201", "EP201"},
		{"http://:3128", "EP201", "EP201"},
		{"http://pro xy:3128", "EP201", "EP201"},
		{"http://proxy:3128\n", "EP201", "EP201"},
		{"=true", "EP201", "EP201"},
		{"=3128", "EP201", "EP201"},

		{"socks5://proxy:1080", "EP202", "EP202"},
		{"htttp://proxy:3128", "EP202", "EP202"},
		{"https://proxy:443", "EP202", "EP202"},
		{"https://proxy", "EP202", "EP202"},

		{"http://proxy", "EP203", "EP203"},
		{"http://proxy:", "EP203", "EP203"},
		{"http://proxy/", "EP203", "EP203"},
		{"http://user@proxy", "EP203", "EP203"},
		{"http://[2001:db8::5]", "EP203", "EP203"},

		{"http://user:p:ss@proxy:3128", "EP205", "EP205"},
		{"http://user:p@ss@proxy:3128", "EP205", "EP205"},
		{"http://user:p/ss@proxy:3128", "EP205", "EP205"},
		{"http://user:p#ss@proxy:3128", "EP205", "EP205"},
		{"http://user:p?ss@proxy:3128", "EP205", "EP205"},
		{`http://user:p\ss@proxy:3128`, "EP205", "EP205"},
		{`http://dom\user@proxy:3128`, "EP205", "EP205"},
		{"http://user:100%@proxy:3128", "EP205", "EP205"},

		{"http://localhost:3128", "EP206", "EP206"},
		{"http://127.0.0.1:3128", "EP206", "EP206"},
		{"http://127.8.8.8:3128", "EP206", "EP206"},
		{"http://[::1]:3128", "EP206", "EP206"},
		{"http://0.0.0.0:3128", "EP206", "EP206"},
		{"http://localhost.example.com:3128", "", ""},

		{"${PROXY_URL}", "EP207", ""},
		{"#{PROXY_URL}#", "EP207", ""},
		{"$(PROXY_URL)", "EP207", ""},
		{"<proxy>", "EP207", ""},
		{"{{proxy}}", "EP207", ""},
		{"http://${HOST}", "EP207", ""},
		{"http://${HOST}:3128", "EP207", ""},
		{"http://proxy:${PORT}", "EP207", ""},
		{"http://user:${PW}@proxy:3128", "EP207", ""},
		{"${SCHEME}://proxy", "EP207", ""},
		{"http://${HOST}:port", "EP207", "EP201"}, // certain whatever it is filled in with
		{"http://user:${PW}@proxy", "EP203 EP207", "EP203"},
		{"https://${HOST}:443", "EP202 EP207", "EP202"},
		{"http://${USER}:a:b@proxy:3128", "EP205 EP207", "EP205"},
		{"http://localhost:${PORT}", "EP206 EP207", "EP206"},
		{"http://user:secret@${HOST}:3128", "EP204 EP207", "EP204"},
	}
	for _, test := range tests {
		value := ep2Proxy(test.value)
		if text, raw := strings.CutPrefix(test.value, "="); raw {
			value = ep2Proxy(`={"value": ` + text + `}`)
		}
		for where, doc := range map[string]ep2Document{
			"edgeAgent": {agent: value},
			"edgeHub":   {hub: value},
			"camera":    {modules: map[string]ep2Module{"camera": value}},
		} {
			for _, template := range []bool{false, true} {
				doc.template = template
				want := test.deployment
				if template {
					want = test.template
				}
				var got []string
				for _, f := range ep2Findings(t, doc.json(), lint.Options{}) {
					got = append(got, f.Rule)
					if f.Module != where {
						t.Errorf("%q at %s: %s speaks of %q", test.value, where, f.Rule, f.Module)
					}
				}
				if got := strings.Join(got, " "); got != want {
					t.Errorf("%q at %s, template %t: %q, want %q", test.value, where, template, got, want)
				}
			}
		}
	}
}

// TestProxyPasswords: one finding a deployment, the other places beside it.
func TestProxyPasswords(t *testing.T) {
	const address = "http://user:secret@proxy.example.com:3128"
	doc := ep2Document{agent: ep2Proxy(address), hub: ep2Proxy(address), modules: map[string]ep2Module{"camera": ep2Proxy("http://other:secret@proxy.example.com:3128")}}
	found := ep2Findings(t, doc.json(), lint.Options{})
	if got := ep2Said(found); got != "EP204 warning edgeAgent" || len(found[0].Related) != 2 {
		t.Errorf("%s with %d related, want one EP204 with 2", got, len(found[0].Related))
	}
	for _, harmless := range []string{"http://user:${PW}@proxy:3128", "http://user:#{PW}#@proxy:3128", "http://user:@proxy:3128", "http://user@proxy:3128"} {
		doc := ep2Document{agent: ep2Proxy(harmless), template: true}
		if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != "" {
			t.Errorf("%s: %s", harmless, got)
		}
	}
}

// TestProxySchemes: https is an error for runtimes that cannot use it.
func TestProxySchemes(t *testing.T) {
	tests := []struct{ tag, want string }{
		{"1.0", "error"}, {"1.0.9.5", "error"}, {"1.0.10-linux-amd64", "error"}, {"1.1", "error"}, {"1.2.10", "error"},
		{"1.3", "error"}, {"1.4", "error"}, {"1.4.10", "error"}, {"1.4.10-linux-amd64", "error"}, {"1.4-${ARCH}", "error"},
		{"1.5", "warning"}, {"1.5.6-linux-arm64v8", "warning"}, {"1.6", "warning"}, {"1.10", "warning"}, {"1.40", "warning"},
		{"latest", "warning"}, {"${TAG}", "warning"}, {"<Build.BuildNumber>-linux-<Architecture>", "warning"}, {"1.${MINOR}", "warning"},
		{"v1.4", "warning"}, {"1", "warning"}, {"2.1.4", "warning"},
	}
	for _, test := range tests {
		doc := ep2Document{agent: ep2Proxy("https://proxy:443"), template: true}
		doc.agent.tag = test.tag
		if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != "EP202 "+test.want+" edgeAgent" {
			t.Errorf("tag %s: %s, want %s", test.tag, got, test.want)
		}
	}
	for image, want := range map[string]string{
		"$upstream:443/azureiotedge-hub:1.4":                 "error",
		"$upstream:443/azureiotedge-hub":                     "warning",
		"registry:5000/team/hub:1.2":                         "error",
		"mcr.microsoft.com/azureiotedge-hub":                 "warning",
		"mcr.microsoft.com/azureiotedge-hub@sha256:1.4":      "warning",
		"mcr.microsoft.com/azureiotedge-hub:1.4@sha256:abcd": "warning",
	} {
		doc := ep2Document{hub: ep2Proxy("https://proxy:443")}
		doc.hub.image = image
		if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != "EP202 "+want+" edgeHub" {
			t.Errorf("image %s: %s, want %s", image, got, want)
		}
	}
	doc := ep2Document{modules: map[string]ep2Module{"camera": ep2Proxy("https://proxy:443"), "edgeAgent": ep2Proxy("socks5://proxy:1080")}}
	for name, m := range doc.modules {
		m.tag = "1.4"
		doc.modules[name] = m
	}
	if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != "EP202 warning camera, EP202 warning edgeAgent" {
		t.Errorf("ordinary modules: %s", got)
	}
}

// TestLenientModules: what curl, Go or Python may well take is a warning for
// ordinary modules, and an error for edgeAgent and edgeHub.
func TestLenientModules(t *testing.T) {
	for value, want := range map[string]string{
		"10.0.0.1:3128": "EP201 warning", "10.0.0.1": "EP201 warning", "proxy:3128": "EP201 warning", "proxy:3128/": "EP201 warning",
		"//proxy:3128": "EP201 warning", "user@proxy:3128": "EP201 warning", "[2001:db8::5]:3128": "EP201 warning",
		"socks5://proxy:1080": "EP202 warning", "SOCKS5h://proxy:1080": "EP202 warning", "socks4a://proxy": "EP202 warning",
		"pro xy:3128": "EP201 error", "http://pro xy:3128": "EP201 error", "proxy:65536": "EP201 error", "http://proxy:65536": "EP201 error",
		":3128": "EP201 error", "http://:3128": "EP201 error", "http//proxy:3128": "EP201 error", "http:/proxy:3128": "EP201 error",
		"proxy:port": "EP201 error", "htttp://proxy:3128": "EP202 error", "ftp://proxy:3128": "EP202 error",
	} {
		found := ep2Findings(t, ep2Document{modules: map[string]ep2Module{"camera": ep2Proxy(value)}}.json(), lint.Options{})
		if got := ep2Said(found); got != want+" camera" {
			t.Errorf("%q of a module: %q, want %q", value, got, want)
		} else if lenient := strings.Contains(found[0].Message, "may not be understood"); lenient != strings.HasSuffix(want, "warning") {
			t.Errorf("%q: %s", value, found[0].Message)
		}
		rule, _, _ := strings.Cut(want, " ")
		doc := ep2Document{agent: ep2Proxy(value), hub: ep2Proxy(value)}
		severity := " error"
		if slices.Contains([]string{"socks5://proxy:1080", "socks4a://proxy"}, value) {
			severity = " warning" // by the source of .NET 6 and newer
		}
		if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != rule+severity+" edgeAgent, "+rule+severity+" edgeHub" {
			t.Errorf("%q of the runtime: %q", value, got)
		}
	}
}

// TestProxyLoopback: localhost is right where the container shares a network.
func TestProxyLoopback(t *testing.T) {
	for options, want := range map[string]string{
		"":                       "EP206 error edgeHub",
		"{}":                     "EP206 error edgeHub",
		`{"HostConfig":{}}`:      "EP206 error edgeHub",
		`{"NetworkMode":"host"}`: "EP206 error edgeHub",
		`{"HostConfig":{"NetworkMode":"bridge"}}`:                  "EP206 error edgeHub",
		`{"NetworkingConfig":{"EndpointsConfig":{"isolated":{}}}}`: "EP206 error edgeHub",
		onHost:                                  "",
		`{"hostconfig":{"networkmode":"Host"}}`: "",
		`{"HostConfig":{"NetworkMode":"container:edgeAgent"}}`: "",
		`{"HostConfig":{"NetworkMode":"${NET}"}}`:              "",
		`{"NetworkingConfig":{"EndpointsConfig":{"host":{}}}}`: "",
		`{"HostConfig":`: "", // EP504 speaks
		`${HUB_OPTIONS}`: "",
		`{"HostConfig":{"NetworkMode":"host"},"Env":["https_proxy=http://127.0.0.1:8888"]}`: "",
		`{"Env":["https_proxy=http://127.0.0.1:8888"]}`:                                     "EP206 error edgeHub",
	} {
		hub := ep2Proxy("http://localhost:3128")
		hub.options = options
		doc := ep2Document{agent: ep2Proxy(goodProxy), hub: hub, template: true}
		if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != want {
			t.Errorf("createOptions %s: %q, want %q", options, got, want)
		}
	}
}

// TestProxyFromCreateOptions: the effective value counts, not that of env.
func TestProxyFromCreateOptions(t *testing.T) {
	agent := ep2Proxy("proxy:3128")
	agent.options = `{"Env":["PATH=/bin","https_proxy=` + goodProxy + `"]}`
	if got := ep2Said(ep2Findings(t, ep2Document{agent: agent}.json(), lint.Options{})); got != "" {
		t.Errorf("overwritten by a good value: %s", got)
	}
	agent.options = `{"Env":["PATH=/bin","https_proxy=http:/proxy:3128"]}`
	agent.env["https_proxy"] = goodProxy
	src := ep2Document{agent: agent}.json()
	found := ep2Findings(t, src, lint.Options{})
	if got := ep2Said(found); got != "EP201 error edgeAgent" {
		t.Fatalf("overwritten by a bad value: %s", got)
	}
	if at := src[found[0].Span.Start:found[0].Span.End]; at != `\"https_proxy=http:/proxy:3128\"` || !strings.HasSuffix(found[0].Pointer, "/settings/createOptions/Env/1") {
		t.Errorf("the finding is at %s, %s", at, found[0].Pointer)
	}
}

// TestProxyPlaceholders: what the configuration names as the proxy is filled in
// later; a rule that is off explains nothing.
func TestProxyPlaceholders(t *testing.T) {
	doc := ep2Document{agent: ep2Proxy("#{PROXY_URL}#"), hub: ep2Proxy("${HUB_PROXY}"), modules: map[string]ep2Module{"camera": ep2Proxy("<proxy>")}}
	tests := []struct {
		opts lint.Options
		want string
	}{
		{lint.Options{}, "EP207 error edgeAgent, EP207 error edgeHub, EP207 error camera"},
		{lint.Options{Expect: check.Expect{URL: proxyURL(goodProxy)}}, "EP207 error edgeAgent, EP207 error edgeHub, EP207 error camera"},
		{lint.Options{Expect: check.Expect{URL: proxyURL("#{PROXY_URL}#")}}, "EP207 error edgeHub, EP207 error camera"},
		{lint.Options{Expect: check.Expect{Need: check.NeedNone}}, "EP207 error edgeAgent, EP207 error edgeHub, EP207 error camera"},
		{lint.Options{Severities: map[string]check.Severity{"EP207": check.Off}}, ""},
	}
	for i, test := range tests {
		if got := ep2Said(ep2Findings(t, doc.json(), test.opts)); got != test.want {
			t.Errorf("%d: %q, want %q", i, got, test.want)
		}
	}
	off := lint.Options{Severities: map[string]check.Severity{"EP207": check.Off}}
	if got := ep2Said(ep2Findings(t, ep2Document{agent: ep2Proxy("http://${HOST}:port")}.json(), off)); got != "EP201 error edgeAgent" {
		t.Errorf("with EP207 off: %q", got)
	}
	bare := strings.Replace(ep2Document{agent: ep2Proxy("@")}.json(), `"@"`, "${PROXY_URL}", 1)
	if got := ep2Said(ep2Findings(t, bare, lint.Options{})); got != "" {
		t.Errorf("without quotes: %q", got)
	}
}

// TestProxyConflicts covers the spellings of a variable, and what the fix makes of them.
func TestProxyConflicts(t *testing.T) {
	const other = "http://old.example.com:3128"
	tests := []struct {
		name          string
		env           map[string]string
		opts          string
		conflict, fix bool
	}{
		{"same value", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": goodProxy}, "", false, false},
		{"same address", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": goodProxy + "/"}, "", false, false},
		{"same host in another case", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": strings.ToUpper(goodProxy)}, "", false, false},
		{"same port", map[string]string{"https_proxy": "http://p", "HTTPS_PROXY": "http://p:80"}, "", false, false},
		{"both blank", map[string]string{"https_proxy": "", "HTTPS_PROXY": " "}, "", false, false},
		{"other value", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": other}, "", true, true},
		{"no canonical one", map[string]string{"Https_Proxy": goodProxy, "HTTPS_PROXY": other}, "", true, true},
		{"other password", map[string]string{"https_proxy": "http://u:a@p:1", "HTTPS_PROXY": "http://u:b@p:1"}, "", true, true},
		{"blank beside", map[string]string{"https_proxy": "", "HTTPS_PROXY": goodProxy}, "", true, true},
		{"null beside", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": `={"value": null}`}, "", true, true},
		{"no value beside", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": `={}`}, "", true, true},
		{"object beside", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": `={"value": {}}`}, "", true, false},
		{"invalid chosen", map[string]string{"https_proxy": "proxy:3128", "HTTPS_PROXY": goodProxy}, "", true, false},
		{"placeholder", map[string]string{"https_proxy": goodProxy, "HTTPS_PROXY": "${PROXY_URL}"}, "", false, false},
		{"createOptions", map[string]string{"https_proxy": goodProxy}, `{"Env":["HTTPS_PROXY=` + other + `"]}`, true, false},
		{"createOptions blank", map[string]string{"https_proxy": goodProxy}, `{"Env":["HTTPS_PROXY="]}`, true, false},
		{"createOptions agrees", map[string]string{"https_proxy": goodProxy, "Https_Proxy": other}, `{"Env":["HTTPS_PROXY=` + goodProxy + `"]}`, true, false},
		{"http_proxy", map[string]string{"https_proxy": goodProxy, "http_proxy": other}, "", false, false},

		{"protocol in other case", map[string]string{"UpstreamProtocol": "AmqpWs", "upstreamprotocol": "AMQPWS"}, "", false, false},
		{"protocols", map[string]string{"UpstreamProtocol": "AmqpWs", "upstreamprotocol": "MqttWs"}, "", true, true},
		{"blank protocol", map[string]string{"UpstreamProtocol": "", "upstreamprotocol": "MqttWs"}, "", true, true},
		{"invalid protocol", map[string]string{"UpstreamProtocol": "Ampq", "upstreamprotocol": "MqttWs"}, "", true, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := ep2Document{agent: ep2Module{env: test.env, options: test.opts}}.json()
			found := slices.DeleteFunc(ep2Findings(t, src, lint.Options{}), func(f check.Finding) bool { return f.Rule != "EP208" })
			if len(found) > 1 || len(found) == 1 != test.conflict || test.conflict && len(found[0].Fixes) == 1 != test.fix {
				t.Fatalf("%+v, want conflict %t, fix %t", found, test.conflict, test.fix)
			}
			if !test.fix {
				return
			}
			fixed, err := manifest.Splice([]byte(src), found[0].Fixes[0].Edits)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range ep2Findings(t, string(fixed), lint.Options{}) {
				if f.Rule == "EP208" {
					t.Errorf("the fix leaves the conflict:\n%s", fixed)
				}
			}
		})
	}
	camera := map[string]ep2Module{"camera": {env: map[string]string{"UpstreamProtocol": "AmqpWs", "upstreamprotocol": "MqttWs"}}}
	if got := ep2Said(ep2Findings(t, ep2Document{modules: camera}.json(), lint.Options{})); got != "" {
		t.Errorf("another module's UpstreamProtocol: %s", got)
	}
}

// TestProxyConflictFix: the canonical spelling is added, everybody gets the
// first value that is set.
func TestProxyConflictFix(t *testing.T) {
	src := ep2Document{agent: ep2Module{env: map[string]string{"HTTPS_PROXY": goodProxy, "Https_Proxy": ""}}}.json()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	opts := lint.Options{Rules: slices.DeleteFunc(lint.DefaultRules(), func(r lint.Rule) bool { return r.ID != "EP208" })}
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil {
		t.Fatal(err)
	}
	want := ep2Document{agent: ep2Module{env: map[string]string{"HTTPS_PROXY": goodProxy, "Https_Proxy": goodProxy, "https_proxy": goodProxy}}}.json()
	if diff := cmp.Diff(want, string(fixed.Bytes)); diff != "" {
		t.Errorf("-want +fixed:\n%s", diff)
	}
}

// TestProxyMismatch compares edgeAgent, edgeHub and a module with one another
// and with the configuration.
func TestProxyMismatch(t *testing.T) {
	const other = "http://old.example.com:3128"
	tests := []struct{ expect, agent, hub, camera, want string }{
		{"", goodProxy, goodProxy, goodProxy, ""},
		{"", goodProxy, other, "", "edgeHub"},
		{"", goodProxy, other, other, "edgeHub, camera"},
		{"", "", other, goodProxy, ""},
		{"", goodProxy, "HTTP://PROXY.example.com.:3128/", "http://user@proxy.example.com:3128", ""},
		{"", goodProxy, "http://proxy.example.com:8080", "", "edgeHub"},
		{"", "http://[2001:db8::5]:3128", "http://[2001:0DB8:0::5]:3128", "", ""},

		{goodProxy, goodProxy, goodProxy, goodProxy, ""},
		{goodProxy, other, other, other, "edgeAgent"},
		{goodProxy, other, goodProxy, "http://third:1", "edgeAgent, camera"},
		{goodProxy, goodProxy, other, "", "edgeHub"},
		{goodProxy, "", other, "", "edgeHub"},
		{"http://user:pw@proxy.example.com:3128/", goodProxy, goodProxy, "", ""},
		{"http://proxy", "http://proxy:80", "http://proxy:3128", "", "edgeHub"},

		{"${PROXY_URL}", "${PROXY_URL}", other, "", ""},
		{"${PROXY_URL}", goodProxy, other, "", "edgeHub"},
		{goodProxy, "${PROXY_URL}", "http://${HOST}:3128", other, "camera"},

		// what other rules speak of
		{goodProxy, "proxy:3128", goodProxy, "", ""},
		{"", goodProxy, "https://old:443", "socks5://old:1080", ""},
		{"", goodProxy, "http://old", "http://localhost:3128", ""},
	}
	for _, test := range tests {
		doc := ep2Document{agent: ep2Proxy(test.agent), hub: ep2Proxy(test.hub), modules: map[string]ep2Module{"camera": ep2Proxy(test.camera)}}
		var got []string
		for _, f := range ep2Findings(t, doc.json(), lint.Options{Expect: check.Expect{URL: proxyURL(test.expect)}}) {
			if f.Rule == "EP209" {
				got = append(got, f.Module)
			}
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
	off := lint.Options{Severities: map[string]check.Severity{"EP202": check.Off, "EP203": check.Off}}
	doc := ep2Document{agent: ep2Proxy("http://proxy:80"), hub: ep2Proxy("http://proxy"), modules: map[string]ep2Module{"camera": ep2Proxy("https://proxy")}}
	if got := ep2Said(ep2Findings(t, doc.json(), off)); got != "EP209 warning camera" {
		t.Errorf("with EP202 and EP203 off: %s", got)
	}
	camera := ep2Proxy(other)
	camera.options = onHost
	camera.env["https_proxy"] = "http://localhost:3128"
	doc = ep2Document{agent: ep2Proxy("http://172.18.0.1:3128"), modules: map[string]ep2Module{"camera": camera}}
	if got := ep2Said(ep2Findings(t, doc.json(), lint.Options{})); got != "" {
		t.Errorf("localhost on the host's network: %s", got)
	}
}

// TestLayeredProxy: a layered deployment has no edgeAgent to compare with.
func TestLayeredProxy(t *testing.T) {
	src := `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.camera": ` +
		strings.TrimPrefix(ep2Proxy("proxy:3128").json("camera"), `"camera": `) + `,
		"properties.desired.modules.sensor.env": {"https_proxy": {"value": "http://old:3128"}}}}}`
	found := ep2Findings(t, src, lint.Options{Expect: check.Expect{URL: proxyURL(goodProxy)}})
	if got := ep2Said(found); got != "EP201 warning camera, EP209 warning sensor" {
		t.Errorf("got %s", got)
	}
}

// TestNoPasswordInFindings: whatever is wrong with an address, and wherever the
// password ends up by that, no text of a finding holds it (L9).
func TestNoPasswordInFindings(t *testing.T) {
	const secret = "hunter2"
	values := []string{
		"http://user:%s@proxy:3128", "http://user:%s@proxy", "http://user:%s@localhost:3128", "https://user:%s@proxy:443",
		"socks5://user:%s@proxy:1080", "htttp://user:%s@proxy:3128", "user:%s@proxy:3128", "//user:%s@proxy:3128",
		"http//user:%s@proxy:3128", "http:/user:%s@proxy:3128", `http:\\user:%s@proxy:3128`, "http://user:%s", "http://user:%s@", "http://:%s@:3128",
		"http://user:%s:x@proxy:3128", "http://user:x:%s@proxy:3128", "http://user:%s@x@proxy:3128", "http://user:x@%s@proxy:3128",
		"http://user:x/%s@proxy:3128", "http://user:x#%s@proxy:3128", "http://user:x?%s@proxy:3128", `http://dom\user:%s@proxy:3128`,
		"http://user:%s%%@proxy:3128", "http://us%%er:%s@proxy:3128", "http://user:%s@proxy:port", "http://user:%s@proxy:99999",
		"http://user:%s@pro xy:3128", "http://user:%s@proxy:3128\n", "http://user:%s@${HOST}:3128", "http://user:%s${X}@proxy:3128",
		"http://user:<%s>@proxy:3128", "http://user:${PW:-%s}@proxy:3128", "${PROXY:-http://user:%s@proxy:3128}", "http://user:%s@<proxy>:port",
	}
	for _, format := range values {
		value := fmt.Sprintf(format, secret)
		agent := ep2Proxy(value)
		agent.env["HTTPS_PROXY"] = goodProxy
		docs := []ep2Document{
			{agent: agent, hub: ep2Proxy(value), modules: map[string]ep2Module{"camera": ep2Proxy(value)}},
			{agent: ep2Proxy(goodProxy), hub: ep2Module{options: `{"Env":[` + ep2Quote("https_proxy="+value) + `]}`}},
			{agent: ep2Proxy(value), hub: ep2Proxy("http://u:other-secret@old:1"), template: true},
		}
		for _, doc := range docs {
			for _, expect := range []string{"", value, goodProxy} {
				found := lint.Source([]byte(doc.json()), lint.Options{Expect: check.Expect{URL: proxyURL(expect)}})
				if len(found) == 0 {
					t.Errorf("%q: nothing found", value)
				}
				for _, f := range found {
					checkNoSecret(t, f, secret)
					checkNoSecret(t, f, "other-secret")
				}
			}
		}
	}
}

// checkNoSecret looks through all texts of a finding but those of edits, which
// go into the document.
func checkNoSecret(t *testing.T, f check.Finding, secret string) {
	t.Helper()
	texts := []string{f.Message, f.Help, f.Module, f.Pointer}
	for _, r := range f.Related {
		texts = append(texts, r.Message, r.Pointer)
	}
	for _, fix := range f.Fixes {
		texts = append(texts, fix.Message)
	}
	if all := strings.Join(texts, "\n"); strings.Contains(all, secret) {
		t.Errorf("%s prints the password:\n%s", f.Rule, all)
	}
}
