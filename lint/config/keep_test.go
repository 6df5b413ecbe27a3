package config

import (
	"strings"
	"testing"
)

// TestKeep compares a configuration with an earlier one: what that has stricter
// stays in force, and what would be loosened is listed.
func TestKeep(t *testing.T) {
	for _, tt := range []struct{ name, before, now, want, undone string }{
		{"nothing", "rules: { EP101: off }", "rules: { EP101: off }", "required=true EP101=off |", ""},
		{"a rule off", "", "rules: { EP101: off }", "required=true EP101=error |", "EP101 is off here, and was error"},
		{"a line is gone", "rules: { EP203: error }", "", "required=true EP203=error |", "EP203 is warning here, and was error"},
		{"stricter", "rules: { EP101: off }", "rules: { EP101: warning }", "required=true EP101=warning |", ""},
		{"not required", "", "proxy: { required: false }", "required=true |", "a proxy is not required here, and was expected by default"},
		{"expected only", "proxy: { required: true }", "", "required=true |", "a proxy is expected by default here, and was required"},
		{"required", "proxy: { required: false }", "proxy: { required: true }", "required=true |", ""},
		{"another proxy", "proxy: { url: http://a:1 }", "proxy: { url: http://b:1 }", "required=true url=http://b:1 |", ""},
		{"no proxy", "proxy: { url: http://a:1, upstream-protocol: MqttWs }", "", "required=true url=http://a:1 MqttWs |",
			"no proxy.url is set here, and one was; no proxy.upstream-protocol is set here, and one was"},
		{"a placeholder", "proxy: { url: http://a:1 }", "proxy: { url: '${X}' }", "required=true url=http://a:1 |", "proxy.url lets another placeholder pass than before"},
		{"the same placeholder", "proxy: { url: '${X}' }", "proxy: { url: '${X}' }", "required=true url=${X} |", ""},
		{"a placeholder for the protocol", "proxy: { upstream-protocol: MqttWs }", "proxy: { upstream-protocol: '${P}' }", "required=true MqttWs |",
			"proxy.upstream-protocol lets another placeholder pass than before"},
		{"a template", "", "templates: ['*.json']", "required=true |", "files are templates here, whatever their names, and were not"},
		{"a template before", "templates: [a.json]", "templates: ['*']", "required=true template |", ""},
		{"a module less", "proxy: { modules: [a, b] }", "proxy: { modules: [b, c] }", "required=true modules=b,c,a |", `module "a" needs no proxy here, and did before`},
		{"an override", "", "overrides: [{ paths: [a.json], rules: { EP101: info } }, { paths: [b.json], rules: { EP203: off } }]", "required=true EP101=error |", "EP101 is info here, and was error"},
		{"never", "fail-on: warning", "fail-on: never", "required=true fail-on=warning |", "fail-on is never here, and was warning"},
		{"excluded", "", "exclude: ['*']", "required=true |", "files are excluded here, and were not"},
		{"excluded before", "exclude: [a.json]", "exclude: ['*']", "required=true |", ""},
		{"ignored", "", "ignore: [{ rule: EP101, reason: r }]", "required=true |", "findings of EP101 are ignored here, and were not, or not for so long"},
		{"ignored elsewhere", "", "ignore: [{ rule: EP101, path: b.json, reason: r }]", "required=true |", ""},
		{"ignored as before", "ignore: [{ rule: EP101, reason: r }]", "ignore: [{ rule: EP101, path: a.json, pointer: /x, reason: other, until: 2028-01-01 }]", "required=true |", ""},
		{"ignored longer", "ignore: [{ rule: EP101, reason: r, until: 2027-07-01 }]", "ignore: [{ rule: EP101, reason: r, until: 2027-07-02 }]", "required=true |",
			"findings of EP101 are ignored here, and were not, or not for so long"},
	} {
		today := day("2027-06-30")
		now := merge([]layer{{mustParse(t, tt.now).Track(today), "a.json", true}}, testRules)
		now.Keep(merge([]layer{{mustParse(t, tt.before).Track(today), "a.json", true}}, testRules), testRules)
		var undone []string
		for _, x := range now.Undone {
			undone = append(undone, x.What)
		}
		if got := describe(now); got != tt.want || strings.Join(undone, "; ") != tt.undone {
			t.Errorf("%s: %s, undone %q\nwant %s, %q", tt.name, got, undone, tt.want, tt.undone)
		}
	}
}
