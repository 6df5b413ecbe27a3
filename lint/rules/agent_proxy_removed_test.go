package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// removedBase is a base deployment without edgeHub whose edgeAgent has the
// given members after type.
func removedBase(agent string) string {
	return fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker"},
"systemModules": {"edgeAgent": {"type": "docker", %s}}, "modules": {}}}}}`, agent)
}

// Members of edgeAgent.
const (
	removedPlain    = `"settings": {"image": "a:1"}`
	removedProxy    = `"https_proxy": {"value": "http://p:1"}`
	removedProtocol = `"UpstreamProtocol": {"value": "MqttWs"}`
	removedOther    = `"Other": {"value": "x"}`
)

func removedEnv(entries ...string) string {
	return removedBase(removedPlain + `, "env": {` + strings.Join(entries, ", ") + `}`)
}

func removedOptions(options string) string {
	return removedBase(`"settings": {"image": "a:1", "createOptions": ` + options + `}`)
}

// compare lints src against an earlier version and gives the findings of the
// rules about edgeAgent's proxy.
func compare(t *testing.T, earlier, src string, opts lint.Options) []lint.Finding {
	t.Helper()
	if earlier != "" {
		doc, err := manifest.Parse([]byte(earlier))
		if err != nil {
			t.Fatal(err)
		}
		opts.Against = doc
	}
	var found []lint.Finding
	for _, f := range lint.Source([]byte(src), opts) {
		if strings.HasPrefix(f.Rule, "EP1") {
			checkFinding(t, f, src)
			found = append(found, f)
		}
		if f.Rule == "EP001" {
			t.Fatal(f.Message)
		}
	}
	return found
}

func TestAgentProxyRemoved(t *testing.T) {
	all := removedEnv(removedProxy, removedProtocol)
	none := removedBase(removedPlain)
	const both = "EP105 https_proxy and UpstreamProtocol of edgeAgent are gone: the earlier version sets them, this one does not"
	const proxy = "EP105 https_proxy of edgeAgent is gone: the earlier version sets it, this one does not"
	const protocol = "EP105 UpstreamProtocol of edgeAgent is gone: the earlier version sets it, this one does not"
	const missing = "EP101 edgeAgent has no https_proxy: deploying this takes the proxy from every device"
	for _, c := range []struct {
		name, earlier, src string
		want               []string
	}{
		{"nothing to compare with", "", none, []string{missing}},
		{"nothing removed", all, all, nil},
		{"another proxy", all, removedEnv(`"HTTPS_PROXY": {"value": "http://q:1"}`, removedProtocol), []string{`EP111 HTTPS_PROXY of edgeAgent changes from "http://p:1" to "http://q:1"`}},
		{"both", all, none, []string{both}},
		{"proxy", all, removedEnv(removedProtocol), []string{proxy}},
		{"protocol", all, removedEnv(removedProxy), []string{protocol}},
		{"as it was spelt", removedEnv(`"HTTPS_PROXY": {"value": "http://p:1"}`), none, []string{strings.Replace(proxy, "https_proxy", "HTTPS_PROXY", 1)}},
		{"set in createOptions before", removedOptions(`"{\"Env\":[\"https_proxy=http://p:1\"]}"`), none, []string{proxy}},
		{"moved to createOptions", removedEnv(removedProxy), removedOptions(`"{\"Env\":[\"https_proxy=http://p:1\"]}"`), nil},
		{"placeholder before", removedEnv(`"https_proxy": {"value": "${PROXY}"}`), none, []string{proxy}},
		{"a protocol without quotes goes", removedEnv(removedProxy, `"UpstreamProtocol": {"value": ${P}}`), removedEnv(removedProxy), []string{"EP105 UpstreamProtocol of edgeAgent is gone: the earlier version sets it, this one does not"}},
		{"placeholder now", all, removedEnv(`"https_proxy": {"value": "${PROXY}"}`, removedProtocol, `"A": {"value": "${A}"}`), []string{`EP111 https_proxy of edgeAgent changes from "http://p:1" to "${PROXY}": expected an address, not a placeholder`}},
		{"placeholder now, with the word that it is a template", all, strings.Replace(removedEnv(`"https_proxy": {"value": "${PROXY}"}`, removedProtocol), "{", `{"$schema-template": "4.0.0", `, 1), []string{`EP111 https_proxy of edgeAgent changes from "http://p:1" to "${PROXY}": expected an address, not a placeholder`}},
		{"placeholder now, in a template", strings.Replace(all, "{", `{"$schema-template": "4.0.0", `, 1), strings.Replace(removedEnv(`"https_proxy": {"value": "${PROXY}"}`, removedProtocol), "{", `{"$schema-template": "4.0.0", `, 1), []string{`EP111 https_proxy of edgeAgent changes from "http://p:1" to "${PROXY}"`}},
		{"all of env is a placeholder", all, removedBase(removedPlain + `, "env": ${ENV}`), nil},
		{"all of env was a placeholder", removedBase(removedPlain + `, "env": ${ENV}`), none, []string{missing}},

		// The earlier version had none that worked.
		{"blank before", removedEnv(`"https_proxy": {"value": " "}`), none, []string{missing}},
		{"beside env before", removedBase(removedPlain + `, "https_proxy": {"value": "http://p:1"}`), none, []string{missing}},
		{"cleared before", removedBase(`"settings": {"image": "a:1", "createOptions": "{\"Env\":[\"https_proxy=\"]}"}, "env": {` + removedProxy + `}`), none, []string{missing}},
		{"no protocol before", removedEnv(removedProxy, `"UpstreamProtocol": {"value": "amqp_ws"}`), removedEnv(removedProxy), nil},
		{"the default protocol before", removedEnv(removedProxy, `"UpstreamProtocol": {"value": "amqp"}`), removedEnv(removedProxy), nil},
		{"layered before", `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": null}}}`, none, []string{missing}},
		{"no manifest before", `{}`, none, []string{missing}},

		// Another rule says why there is none.
		{"blank now", all, removedEnv(`"https_proxy": {"value": ""}`, removedProtocol), []string{"EP102 https_proxy of edgeAgent is empty: deploying this takes the proxy from every device"}},
		{"beside env now", all, removedBase(removedPlain + `, "https_proxy": {"value": "http://p:1"}, "env": {` + removedProtocol + `}`), []string{
			`EP106 https_proxy of edgeAgent stands beside env, where the runtime does not read it: expected in env`}},
		{"no edgeAgent now", all, strings.Replace(none, `"edgeAgent":`, `"edgeHub":`, 1), []string{"EP104 systemModules has no edgeAgent: expected one in a base deployment"}},
		{"layered now", all, `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": null}}}`, []string{
			"EP105 the earlier version is a base deployment that sets https_proxy of edgeAgent, this one is layered and sets nothing of edgeAgent"}},
		{"layered now, without a proxy before", none, `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": null}}}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range compare(t, c.earlier, c.src, lint.Options{}) {
				got = append(got, f.Rule+" "+f.Message)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAgentProxyRemovedWhen: the help says whether edgeAgent is created anew
// at once or later.
func TestAgentProxyRemovedWhen(t *testing.T) {
	const env, options = "at once, because its env changes; ", "at once, because its createOptions change; "
	const later = "may keep the edgeAgent of its first start, and the proxy with it, until image, createOptions or env change"
	const atOnce = "a device that never got the earlier version also creates edgeAgent anew, because "
	all := removedEnv(removedProxy, removedProtocol)
	for _, c := range []struct{ name, earlier, src, changes, first string }{
		{"no env", all, removedBase(removedPlain), env, later},
		{"env empty", all, removedEnv(), env, later},
		{"env null", all, removedBase(removedPlain + `, "env": null`), env, later},
		{"createOptions empty", all, removedOptions(`""`), env, later},
		{"createOptions without members", all, removedOptions(`"{ }"`), env, later},
		{"createOptions with a null", all, removedOptions(`"{\"Env\":null}"`), env, later},
		{"no tag", all, removedBase(`"settings": {"image": "a"}`), env, atOnce + "the image has no tag here"},
		{"createOptions null", all, removedOptions(`"null"`), env, later},
		{"other env", all, removedEnv(removedOther), env, atOnce + "env is"},
		{"other createOptions", all, removedOptions(`"{\"HostConfig\":{}}"`), env, atOnce + "createOptions are"},
		{"createOptions that cannot be read", all, removedOptions(`"{"`), env, atOnce + "createOptions are"},
		{"from createOptions", removedOptions(`"{\"Env\":[\"https_proxy=http://p:1\"]}"`), removedBase(removedPlain), options, later},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, f := range compare(t, c.earlier, c.src, lint.Options{}) {
				if f.Rule == "EP105" && strings.Contains(f.Help, c.changes) && strings.Contains(f.Help, c.first) {
					return
				}
				t.Log(f.Help)
			}
			t.Errorf("no help says %q and %q", c.changes, c.first)
		})
	}
}

// TestAgentProxyRemovedWhich: each deployment is compared with its earlier self.
func TestAgentProxyRemovedWhich(t *testing.T) {
	with, without := removedEnv(removedProxy), removedBase(removedPlain)
	named := func(id, content string) string { return `{"id": "` + id + `", "content": ` + content + `}` }
	list := func(items ...string) string { return "[" + strings.Join(items, ", ") + "]" }
	for _, c := range []struct {
		name, earlier, src string
		want               string // rules of the findings
	}{
		{"same ID", list(named("a", without), named("b", with)), list(named("b", without), named("a", without)), "EP105 EP101"},
		{"new ID", list(named("a", with), named("b", with)), list(named("b", with), named("c", without)), "EP101"},
		{"only one, renamed", named("a", with), named("b", without), "EP105"},
		{"only one, in another form", named("a", with), without, "EP105"},
		{"no IDs", list(without, with), list(with, without), "EP105"},
		{"one more", list(with), list(with, without), "EP101"},
		{"one of many", list(named("a", without), named("b", with)), named("b", without), "EP105"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range compare(t, c.earlier, c.src, lint.Options{}) {
				got = append(got, f.Rule)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAgentProxyRemovedOptions: what the user has said.
func TestAgentProxyRemovedOptions(t *testing.T) {
	all, none := removedEnv(removedProxy, removedProtocol), removedBase(removedPlain)
	if found := compare(t, all, none, lint.Options{Expect: check.Expect{Need: check.NeedNone}}); len(found) > 0 {
		t.Errorf("where no proxy is needed: %v", found)
	}
	found := compare(t, all, none, lint.Options{Severities: map[string]lint.Severity{"EP105": lint.Off}})
	if len(found) != 1 || found[0].Rule != "EP101" {
		t.Errorf("without EP105: %v", found)
	}
	found = compare(t, all, none, lint.Options{})
	if len(found) != 1 || len(found[0].Fixes) > 0 {
		t.Errorf("a fix guesses the proxy: %v", found)
	}
}

// TestAgentProxyRemovedProtocol: the protocol that the fix sets.
func TestAgentProxyRemovedProtocol(t *testing.T) {
	for _, c := range []struct{ earlier, proxy, want string }{
		{"MqttWs", removedProxy, `"MqttWs"`},
		{"mqtt", removedProxy, `"MqttWs"`},
		{"mqtt", removedOther, `"Mqtt"`},
		{"${PROTOCOL}", removedProxy, `"AmqpWs"`},
	} {
		found := compare(t, removedEnv(c.proxy, `"UpstreamProtocol": {"value": "`+c.earlier+`"}`), removedEnv(c.proxy), lint.Options{})
		found = slices.DeleteFunc(found, func(f lint.Finding) bool { return f.Rule != "EP105" })
		if len(found) != 1 || len(found[0].Fixes) != 1 || !slices.ContainsFunc(found[0].Fixes[0].Edits, func(e manifest.Edit) bool { return strings.Contains(e.Text, c.want) }) {
			t.Errorf("the fix for %q does not set %s: %v", c.earlier, c.want, found)
		}
	}
}

// TestAgentProxyRemovedUnchanged: what nobody has changed is not gone, whatever else
// there is to say of it, and whether that counts or is known.
func TestAgentProxyRemovedUnchanged(t *testing.T) {
	for _, protocol := range []string{"AmqpWs", "Amqp", "${PROTOCOL}", "<protocol>", "AMQPWS ", "nonsense", ""} {
		for _, proxy := range []string{removedProxy, `"https_proxy": {"value": "${PROXY}"}`, `"https_proxy": {"value": ""}`, `"https_proxy": "x"`} {
			src := removedEnv(proxy, `"UpstreamProtocol": {"value": "`+protocol+`"}`)
			for _, known := range []string{"", "EP102", "EP108", "EP207", "EP302"} {
				opts := lint.Options{Suppress: func(findings []lint.Finding) {
					for i := range findings {
						if findings[i].Rule == known {
							findings[i].Suppressed = &lint.Suppression{By: check.ByBaseline}
						}
					}
				}}
				for _, f := range compare(t, src, src, opts) {
					if f.Rule == "EP105" {
						t.Errorf("%s, %q, %s known: %s", proxy, protocol, known, f.Message)
					}
				}
			}
		}
	}
	before, now := removedEnv(removedProxy, `"UpstreamProtocol": {"value": "<a>"}`), removedEnv(removedProxy, `"UpstreamProtocol": {"value": "<b>"}`)
	for _, f := range compare(t, before, now, lint.Options{Severities: map[string]lint.Severity{"EP302": lint.Off}}) {
		if f.Rule == "EP105" {
			t.Errorf("one placeholder for another: %s", f.Message)
		}
	}
}
