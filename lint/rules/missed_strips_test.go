package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestMissedStrips: what looks like a manifest with a proxy, and is none to the
// device, is an error.
func TestMissedStrips(t *testing.T) {
	const (
		options  = `"createOptions": "{}"`
		proxy    = `"https_proxy": {`
		protocol = `"UpstreamProtocol": {
                "value": "AmqpWs"`
		start = `{
  "modulesContent"`
		address = "//proxy.example.com"
		bad     = `: {"properties.desired": {"systemModules": {"edgeAgent": {}}}}}, "modulesContent"`
		bad2    = `: {"systemModules": {"edgeAgent": {}}}}}, "modulesContent"`
	)
	tests := []struct{ name, old, with, want string }{
		{"single quotes and a placeholder", options, `"createOptions": "{'Env':['https_proxy='],'Labels':{'x':'${y}'}}"`, "EP504"},
		{"a placeholder around a list", options, `"createOptions": "{'a':'${','Env':['https_proxy='],'b':'}'}"`, "EP504"},
		{"a comment up to a carriage return", options, `"createOptions": "{ // c\r\"Env\":[\"https_proxy=\"]\n}"`, "EP103"},
		{"a name that ends a name", proxy, `"https_proxy=": {"value": ""}, ` + proxy, "EP108"},
		{"a name that holds a value", proxy, `"https_proxy=http://x:1#": {"value": ""}, ` + proxy, "EP108"},
		{"no name", proxy, `"": {"value": "x"}, ` + proxy, "EP108"},
		{"an escaped twin in a wrapper", start, `{"x": {"\u0024edgeAgent"` + bad, "EP101"},
		{"escaped properties in a wrapper", start, `{"x": {"$edgeAgent": {"properties\u002edesired"` + bad2, "EP101"},
		{"an invisible character", address, "//proxy\u200b.example.com", "EP201"},
		{"no IP address", address, "//10.0.0.256", "EP201"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { expectError(t, tt.old, tt.with, tt.want) })
	}
	t.Run("hub", func(t *testing.T) {
		expectLastError(t, protocol, strings.Replace(protocol, "AmqpWs", " ", 1), "EP304")
		expectLastError(t, protocol, strings.Replace(protocol, `"AmqpWs"`, "null", 1), "EP304")
	})
}

// expectError replaces a text of a good deployment, the first one, and expects
// an error of a rule.
func expectError(t *testing.T, old, with, rule string) {
	t.Helper()
	expectRule(t, strings.Replace(rules.AgentProxyMissing.Doc.Good.Text(), old, with, 1), rule)
}

// expectLastError is expectError for the last such text, which is edgeHub's.
func expectLastError(t *testing.T, old, with, rule string) {
	t.Helper()
	src := rules.AgentProxyMissing.Doc.Good.Text()
	at := strings.LastIndex(src, old)
	expectRule(t, src[:at]+with+src[at+len(old):], rule)
}

func expectRule(t *testing.T, src, rule string) {
	t.Helper()
	found := lint.Source([]byte(src), lint.Options{})
	if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == rule && f.Severity == lint.Error }) {
		t.Errorf("no error of %s among %v", rule, found)
	}
}

// TestNoFalseStrips: a template whose createOptions a tool still completes hides
// no Env, even if a placeholder is called so, and edgeHub inherits the protocol.
func TestNoFalseStrips(t *testing.T) {
	for name, replace := range map[string][2]string{
		"a placeholder for all":     {`"createOptions": "{}"`, `"createOptions": "${AGENT_ENV}"`},
		"a placeholder for members": {`"createOptions": "{}"`, `"createOptions": "{${AGENT_ENV}}"`},
		"a short address":           {"//proxy.example.com", "//10.1"},
		"a name of numbers":         {"//proxy.example.com", "//1.2.3.4.example"},
		"a value with =":            {`"https_proxy": {`, `"LEVELS": {"value": "a=b"}, "https_proxy": {`},
	} {
		src := strings.ReplaceAll(rules.AgentProxyMissing.Doc.Good.Text(), replace[0], replace[1])
		for _, f := range lint.Source([]byte(src), lint.Options{}) {
			if f.Severity == lint.Error {
				t.Errorf("%s: %s %s", name, f.Rule, f.Message)
			}
		}
	}
}

// TestBlankProtocolOfHub: the fix gives edgeHub the protocol of edgeAgent, and
// leaves that of edgeAgent as it is.
func TestBlankProtocolOfHub(t *testing.T) {
	good := strings.ReplaceAll(rules.AgentProxyMissing.Doc.Good.Text(), "AmqpWs", "MqttWs")
	at := strings.LastIndex(good, `"MqttWs"`)
	bad := good[:at] + `""` + good[at+len(`"MqttWs"`):]
	doc := mustParse(t, bad)
	fixed, err := lint.Fix(doc, lint.Run(doc, lint.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if string(fixed.Bytes) != good {
		t.Errorf("got %s", fixed.Bytes)
	}
}

// TestPasswordInName: a name that holds a whole address shows no password.
func TestPasswordInName(t *testing.T) {
	src := strings.Replace(rules.AgentProxyMissing.Doc.Good.Text(), `"https_proxy": {`, `"https_proxy=http://ann:pw4711@proxy.example.com:3128": {}, "https_proxy": {`, 1)
	found := lint.Source([]byte(src), lint.Options{})
	if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == "EP108" }) {
		t.Fatal("no finding")
	}
	for _, f := range found {
		if strings.Contains(f.Message+f.Help+f.Pointer, "4711") {
			t.Errorf("%s shows a password", f.Rule)
		}
	}
}
