package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestHiddenEnv: an Env list that only the device can read, that stands in an
// odd place or beside another, must not clear the proxy of edgeAgent unseen.
func TestHiddenEnv(t *testing.T) {
	const options = `"createOptions": "{}"`
	for text, want := range map[string]string{
		`"createOptions": "{'Env':['https_proxy=']}"`:                              "EP504",
		`"createOptions": "{Env:['https_proxy=']}"`:                                "EP504",
		`"createOptions": null, "createOptions01": "{\"Env\":[\"https_proxy=\"]}"`: "EP103",
		`"createOptions": "{}", "createOptions1": "{\"Env\":[\"https_proxy=\"]}"`:  "EP504",
		`"createOptions": "{}", "_createOptions": "x"`:                             "EP504",
		`"createOptions": "{}", "CREATEoptions": "{}"`:                             "EP504",
		`"createOptions": "{\"Env\":{\"https_proxy\":\"\"}}"`:                      "EP509",
		`"createOptions": "{\"Env\":[[\"https_proxy=\"]]}"`:                        "EP509",
		`"createOptions": "{\"Env\":[\"https_proxy=\"],\"env\":[\"A=b\"]}"`:        "EP103",
		`"createOptions": "{\"Env\":[\"A=b\"],\"Env\":[\"A=b\"]}"`:                 "EP002",
		`"createOptions": "{\"Env\":[\"https_proxy=\"],\"Env\":null}"`:             "EP002",
		`"image": "a", "Image": "b"`:                                               "EP002",
	} {
		src := strings.Replace(rules.AgentProxyMissing.Doc.Good.Text(), options, text, 1)
		found := lint.Source([]byte(src), lint.Options{})
		if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == want && f.Severity == lint.Error }) {
			t.Errorf("%s: no %s among %v", text, want, found)
		}
		for _, f := range found {
			if f.Rule == "EP504" && strings.Contains(f.Help, "keeps its present configuration") {
				t.Errorf("%s: the help promises that the device keeps its proxy: %s", text, f.Help)
			}
		}
	}
}

// TestOverriddenBySame: an Env list that says the same as env in another way is no fault.
func TestOverriddenBySame(t *testing.T) {
	const options = `"createOptions": "{}"`
	for entry, conflict := range map[string]bool{
		"https_proxy=http://proxy.example.com:3128":   false,
		"https_proxy=http://proxy.example.com:3128/":  false,
		"https_proxy=HTTP://Proxy.example.com:3128":   false,
		"UpstreamProtocol=amqpws":                     false,
		"https_proxy=https://proxy.example.com:3128":  true,
		"https_proxy=http://u:p@proxy.example.com:31": true,
		"https_proxy=":            true,
		"UpstreamProtocol=MqttWs": true,
	} {
		src := strings.Replace(rules.AgentProxyMissing.Doc.Good.Text(), options, `"createOptions": "{\"Env\":[\"`+entry+`\"]}"`, 1)
		found := slices.ContainsFunc(lint.Source([]byte(src), lint.Options{}), func(f lint.Finding) bool { return f.Rule == "EP103" })
		if found != conflict {
			t.Errorf("%s: EP103 %t, want %t", entry, found, conflict)
		}
	}
}
