package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// TestNested puts a configuration into a folder below the root's. It can make
// the settings stricter, and loosen them only where the root delegates to it.
func TestNested(t *testing.T) {
	for _, tt := range []struct {
		name, root, nested string
		free               bool
		want               string // the settings, then what has no effect
	}{
		{"a rule off", "", "rules: { EP101: off }", false, "required=true | EP101: off"},
		{"a rule off, delegated", "", "rules: { EP101: off }", true, "required=true EP101=off |"},
		{"a milder rule", "rules: { EP203: error }", "rules: { EP203: warning }", false, "required=true EP203=error | EP203: warning"},
		{"a stricter rule", "rules: { EP203: info, EP101: off }", "rules: { EP203: error, EP101: warning }", false, "required=true EP101=warning EP203=error |"},
		{"not required", "", "proxy: { required: false }", false, "required=true | required: false"},
		{"not required, delegated", "proxy: { required: true }", "proxy: { required: false }", true, "required=false |"},
		{"a template", "", `templates: ["**"]`, false, "required=true | templates"},
		{"a template, delegated", "", `templates: ["**"]`, true, "required=true template |"},
		{"a template of both", `templates: ["**"]`, `templates: ["**"]`, false, "required=true template |"},
		{"a placeholder for the protocol", "", `proxy: { upstream-protocol: "${P}" }`, false, "required=true | upstream-protocol"},
		{"required", "proxy: { required: false }", "proxy: { required: true }", false, "required=true |"},
		{"a proxy", "", "proxy: { url: http://a:1, upstream-protocol: AmqpWs }", false, "required=true url=http://a:1 AmqpWs |"},
		{"another proxy", "proxy: { url: http://a:1, upstream-protocol: AmqpWs }", "proxy: { url: http://b:1, upstream-protocol: MqttWs }", false,
			"required=true url=http://a:1 AmqpWs | url, upstream-protocol"},
		{"the same proxy", "proxy: { url: http://a:1 }", "proxy: { url: http://a:1 }", false, "required=true url=http://a:1 |"},
		{"a placeholder, which would be no finding", "", "proxy: { url: '${X}' }", false, "required=true | url"},
		{"modules", "proxy: { modules: [a] }", "proxy: { modules: [b] }", false, "required=true modules=a,b |"},
		{"modules, delegated", "proxy: { modules: [a] }", "proxy: { modules: [b] }", true, "required=true modules=b |"},
		{"a no_proxy", "", "proxy: { no-proxy: edgeHub }", false, "required=true | no-proxy"},
		{"an inspecting proxy", "", "proxy: { inspecting: true }", false, "required=true inspecting |"},
		{"no inspecting proxy", "proxy: { inspecting: true }", "proxy: { inspecting: false }", false, "required=true inspecting | inspecting: false"},
		{"a no_proxy, delegated", "", "proxy: { no-proxy: edgeHub }", true, "required=true no_proxy=edgeHub |"},
		{"the same no_proxy", "proxy: { no-proxy: edgeHub }", "proxy: { no-proxy: edgeHub }", false, "required=true no_proxy=edgeHub |"},
		{"an override", "", "overrides: [{ paths: ['**'], rules: { EP101: off, EP203: error } }]", false, "required=true EP203=error | EP101: off"},
		{"ignore entries", "", "ignore: [{ rule: EP101, reason: r }, { rule: EP203, path: other.json, reason: r }]", false, "required=true | an ignore entry for EP101"},
		{"a level that fails more", "", "fail-on: warning", false, "required=true fail-on=warning |"},
		{"a level that fails less", "fail-on: info", "fail-on: error", false, "required=true fail-on=info | fail-on: error"},
		{"a level that fails nothing", "", "fail-on: never", false, "required=true | fail-on: never"},
		{"a level that fails nothing, delegated", "", "fail-on: never", true, "required=true fail-on=never |"},
		{"nothing", "rules: { EP101: off }\nproxy: { required: false }", "", false, "required=false EP101=off |"},
	} {
		root, nested := mustParse(t, tt.root), mustParse(t, tt.nested)
		today := day("2027-06-30")
		force := merge([]layer{{root.Track(today), "lab/a.json", true}, {nested.Track(today), "a.json", tt.free}}, testRules)
		if got := describe(force); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// describe shows what is set, and what has no effect.
func describe(f *InForce) string {
	p := f.Proxy
	parts := []string{fmt.Sprintf("required=%t", p.Required.Value)}
	if p.URL.Origin != "" {
		parts = append(parts, "url="+p.URL.Value.Reveal())
	}
	if p.UpstreamProtocol.Origin != "" {
		parts = append(parts, string(p.UpstreamProtocol.Value))
	}
	if f.Template.Origin != "" {
		parts = append(parts, "template")
	}
	if p.Modules.Origin != "" {
		parts = append(parts, "modules="+strings.Join(p.Modules.Value, ","))
	}
	if p.NoProxy.Origin != "" {
		parts = append(parts, "no_proxy="+p.NoProxy.Value)
	}
	if p.Inspecting.Value {
		parts = append(parts, "inspecting")
	}
	for _, r := range testRules {
		if set, ok := f.Rules[r.ID]; ok {
			parts = append(parts, r.ID+"="+set.Value.String())
		}
	}
	if f.FailOn.Origin != "" {
		parts = append(parts, "fail-on="+failName(f.FailOn.Value))
	}
	var void []string
	for _, x := range f.Void {
		void = append(void, x.What)
	}
	return strings.TrimSpace(strings.Join(parts, " ") + " | " + strings.Join(void, ", "))
}

// TestLoosened lists what lets more pass than the defaults, and nothing else.
func TestLoosened(t *testing.T) {
	s := mustParse(t, "proxy:\n  required: false\ntemplates: [a.json]\nrules:\n  EP101: warning\n  EP203: off\n  EP301: error\n").For("a.json")
	want := []Loosening{{"no proxy required", ".edgeproxy.yaml:2"}, {"placeholders in a template", ".edgeproxy.yaml:3"}, {"EP101 warning only", ".edgeproxy.yaml:5"}, {"EP203 off", ".edgeproxy.yaml:6"}}
	if diff := cmp.Diff(want, s.Loosened(testRules)); diff != "" {
		t.Error(diff)
	}
	if got := mustParse(t, example).For("a.json"); len(mustParse(t, "proxy: { url: http://a:1 }").For("a.json").Loosened(testRules)) != 0 {
		t.Errorf("%+v loosens", got)
	}
}

func TestOptions(t *testing.T) {
	opts := mustParse(t, "proxy: { required: false, url: http://a:1, upstream-protocol: MqttWs, modules: [x] }\nrules: { EP101: off }").For("a.json").Options()
	e := opts.Expect
	if e.Need != check.NeedNone || e.URL.String() != "http://a:1" || e.UpstreamProtocol != "MqttWs" || len(e.Modules) != 1 || opts.Severities["EP101"] != lint.Off || len(opts.Severities) != 1 {
		t.Errorf("%+v", opts)
	}
	if got := (Settings{}).Options(); got.Expect.Need != check.NeedAgent || len(got.Severities) != 0 {
		t.Errorf("nothing set gives %+v", got)
	}
}
