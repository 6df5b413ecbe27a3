package config

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

var testRules = []check.Rule{
	{ID: "EP101", Name: "agent-proxy-missing", Severity: check.Error},
	{ID: "EP203", Name: "proxy-url-port", Severity: check.Warning},
	{ID: "EP301", Name: "hub-proxy-missing", Severity: check.Error},
	{ID: "EP901", Name: "unused-suppression", Severity: check.Warning},
}

func mustParse(t *testing.T, src string) *Config {
	t.Helper()
	c, err := Parse(FileName, []byte(src), testRules)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// example is the configuration of the package comment, and more.
const example = `# what our manifests say
proxy:
  required: true
  url: http://user:secret@proxy.example.com:3128 # of the plant
  upstream-protocol: amqpws
  modules: ["blob*"]
rules: { EP203: off, hub-proxy-missing: warning }
ignore:
  - { rule: EP101, path: "lab/**", pointer: "", reason: "no proxy in the lab", until: 2027-06-30 }
  - rule: agent-proxy-missing
    path: sites/plant-a.json
    pointer: /modulesContent/$edgeAgent
    reason: >-
      told by
      the plant
overrides:
  - { paths: ["sites/plant-b/**"], proxy: { url: "http://10.0.0.8:3128" } }
  - paths: ["sites/plant-b/old/*.json", "x/*"]
    proxy: { required: false, modules: [] }
    rules: { EP301: error, EP101: info }
`

func TestParse(t *testing.T) {
	c := mustParse(t, example)
	if u := c.Proxy.URL; u.Value.Host() != "proxy.example.com" || u.Origin != FileName+":4" {
		t.Errorf("url: %v from %s", u.Value, u.Origin)
	}
	if p := c.Proxy.UpstreamProtocol.Value; p != manifest.AmqpWs {
		t.Errorf("upstream-protocol: %q", p)
	}
	if s := c.Rules["EP301"]; s.Value != check.Warning || s.Origin != FileName+":7" {
		t.Errorf("EP301: %v", s)
	}
	for i, want := range []struct{ text, reason, until, origin string }{
		{`{ rule: EP101, path: "lab/**", pointer: "", reason: "no proxy in the lab", until: 2027-06-30 }`, "no proxy in the lab", "2027-06-30", FileName + ":9"},
		{"rule: agent-proxy-missing\n    path: sites/plant-a.json\n    pointer: /modulesContent/$edgeAgent\n    reason: >-", "told by the plant", "0001-01-01", FileName + ":10"},
	} {
		e := c.Ignore[i]
		text := example[e.Span.Start:e.Span.End]
		if text != want.text || e.Rule != "EP101" || e.Reason != want.reason || e.Until.Format(dateLayout) != want.until || e.Origin != want.origin {
			t.Errorf("entry %d: %+v\n%s", i, e, text)
		}
	}
}

// Whatever the line ends and the byte order mark, the result is the same, and
// spans are those of the file.
func TestParseText(t *testing.T) {
	for name, src := range map[string]string{
		"CRLF":     strings.ReplaceAll(example, "\n", "\r\n"),
		"CR":       strings.ReplaceAll(example, "\n", "\r"),
		"BOM":      "\ufeff" + example,
		"BOM CRLF": "\ufeff" + strings.ReplaceAll(example, "\n", "\r\n"),
		"header":   "---\n" + example[:len(example)-1],
		"no ASCII": strings.ReplaceAll(example, "plant\n", "плант 🏭\n"),
	} {
		c := mustParse(t, src)
		e := c.Ignore[0]
		if text := src[e.Span.Start:e.Span.End]; !strings.HasPrefix(text, "{ rule: EP101") || !strings.HasSuffix(text, "2027-06-30 }") {
			t.Errorf("%s: span of the entry: %q", name, text)
		}
		if text := src[c.Ignore[1].Span.Start:]; !strings.HasPrefix(text, "rule: agent-proxy-missing") {
			t.Errorf("%s: span of the second entry: %q", name, text)
		}
		if !strings.HasPrefix(c.Ignore[1].Reason, "told by the ") {
			t.Errorf("%s: reason %q", name, c.Ignore[1].Reason)
		}
		source := string(c.Source())
		if len(source) != len(src) || strings.Contains(source, "secret") || strings.Contains(source, "10.0.0.8") {
			t.Errorf("%s: source\n%s", name, source)
		}
	}
}

func TestParseEmpty(t *testing.T) {
	for _, src := range []string{"", "\n", "# nothing yet\n", "---\n", "\ufeff", "{}", "proxy:\nrules:\nignore:\n# - none\noverrides:\n", "~"} {
		c := mustParse(t, src)
		if s := c.For("a.json"); !s.Proxy.Required.Value || s.Proxy.Required.Origin != "" || len(s.Rules) != 0 {
			t.Errorf("%q: %+v", src, s)
		}
	}
}

func TestParseErrors(t *testing.T) {
	const ignoreEntry = "ignore:\n  - { rule: EP101, reason: x, "
	for _, tt := range []struct{ src, want string }{
		// Keys.
		{"- a\n", `1:1: the configuration is a list: expected the keys "delegate", "exclude", "fail-on", "ignore", "overrides", "proxy", "rules" or "templates", each with a colon and a blank`},
		{"proxy:\n  usl: http://proxy:3128\n", `2:3: unknown key "usl" in "proxy": did you mean "url"?`},
		{"proxy:\n  upstreamProtocol: AmqpWs\n", `2:3: unknown key "upstreamProtocol" in "proxy": did you mean "upstream-protocol"?`},
		{"proxy:\n  address: http://proxy:3128\n", `2:3: unknown key in "proxy": expected "inspecting", "modules", "no-proxy", "required", "upstream-protocol" or "url"`},
		{"proxy:\nurl: http://proxy:3128\n", `2:1: "url" does not belong here: indent it under "proxy:"`},
		{"ignores: []\n", `1:1: unknown key "ignores" in the configuration: did you mean "ignore"?`},
		{"ignore:\n  - { rule: EP101, reason: x, file: y }\n", `2:31: unknown key in this ignore entry: expected "path", "pointer", "reason", "rule" or "until"`},
		{"overrides:\n  - { path: [a] }\n", `2:7: unknown key "path" in this override: did you mean "paths"?`},
		{"proxy: { url: 'http://a:1' }\nrules: {}\nproxy: {}\n", `3:1: "proxy" is there twice: first in line 1`},
		{"rules:\n  EP101: off\n  agent-proxy-missing: error\n", `3:3: "EP101" is there twice: first in line 2`},
		{"rules: { EP101: off, EP101: off }\n", `1:22: "EP101" is there twice: first in line 1`},
		// Types.
		{"proxy: http://proxy:3128\n", `1:8: "proxy" is a text: expected the keys "inspecting", "modules", "no-proxy", "required", "upstream-protocol" or "url", each with a colon and a blank`},
		{"proxy: { required: 'true' }\n", `1:20: "required" is a text: expected true or false`},
		{"proxy: { required: yes }\n", `1:20: "required" is a text: expected true or false`},
		{"proxy: { modules: blob }\n", `1:19: "modules" is a text: expected a list, such as ["blob*"]`},
		{"proxy: { modules: [5] }\n", `1:20: an entry of "modules" is a number: expected a text; put it in quotes`},
		{"proxy: { modules: [''] }\n", `1:20: an entry of "modules" is empty: expected the name of a module, or a pattern such as "blob*"`},
		{"proxy: { modules: ['a[b'] }\n", `1:20: "a[b" in "modules" is no valid pattern: a "[" has no "]", or a "\" stands at the end`},
		{"proxy: { no-proxy: '' }\n", `1:20: "no-proxy" is empty: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub", or none`},
		{"proxy: { no-proxy: [a] }\n", `1:20: "no-proxy" is a list: expected a text; put a text with braces or brackets in quotes`},
		{"proxy: { no-proxy: 'a,http://u:pw@b:1' }\n", `1:20: "no-proxy" holds the address of a proxy: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub"`},
		{"proxy:\n  url: #{PROXY}#\n", `2:3: "url" is empty: expected a text; put a text that starts with "#" in quotes`},
		{"proxy:\n  url: [a]\n", `2:8: "url" is a list: expected a text; put a text with braces or brackets in quotes`},
		{"ignore: EP101\n", `1:9: "ignore" is a text: expected a list, such as - { rule: EP101, reason: "…" }`},
		{"ignore: [EP101]\n", `1:10: this ignore entry is a text: expected the keys "path", "pointer", "reason", "rule" or "until", each with a colon and a blank`},
		{"overrides: { paths: [a] }\n", `1:12: "overrides" is a mapping: expected a list, such as - { paths: ["sites/**"], rules: {} }`},
		{"overrides: [{ paths: a }]\n", `1:22: "paths" is a text: expected a list, such as ["sites/**"]`},
		{"rules: [EP101]\n", `1:8: "rules" is a list: expected rules with their severities, each with a colon and a blank, such as { EP203: off }`},
		// Rules and severities.
		{"rules: { EP999: off }\n", `1:10: unknown rule "EP999": "edgeproxy rules" lists them all`},
		{"rules: { ep101: off }\n", `1:10: unknown rule "ep101": "edgeproxy rules" lists them all: did you mean "EP101"?`},
		{"rules: { hub_proxy_mising: off }\n", `1:10: unknown rule "hub_proxy_mising": "edgeproxy rules" lists them all: did you mean "hub-proxy-missing"?`},
		{"rules: { EP101: warn }\n", `1:17: unknown severity "warn": expected "off", "info", "warning" or "error": did you mean "warning"?`},
		{"rules: { EP101: false }\n", `1:17: the severity of a rule is true or false: expected "off", "info", "warning" or "error"`},
		{"rules: { EP101 }\n", `1:10: the severity of a rule is empty: expected "off", "info", "warning" or "error"`},
		// Protocols.
		{"proxy: { upstream-protocol: Amqp }\n", `1:29: "Amqp" does not go through a proxy: expected "AmqpWs" or "MqttWs": did you mean "AmqpWs"?`},
		{"proxy: { upstream-protocol: mqtt }\n", `1:29: "mqtt" does not go through a proxy: expected "AmqpWs" or "MqttWs": did you mean "MqttWs"?`},
		{"proxy: { upstream-protocol: AmqpsWs }\n", `1:29: unknown upstream protocol "AmqpsWs": expected "AmqpWs" or "MqttWs": did you mean "AmqpWs"?`},
		// Ignore entries and overrides.
		{"ignore:\n  - { reason: x }\n", `2:5: this ignore entry names no rule: add one, such as rule: EP101`},
		{"ignore:\n  -\n", `2:4: this ignore entry names no rule: add one, such as rule: EP101`},
		{"ignore:\n  - rule: EP101\n", `2:5: this ignore entry for EP101 has no reason: add why the finding is acceptable, such as reason: "no proxy in the lab"`},
		{"ignore:\n  - { rule: EP101, reason: ' ' }\n", `2:5: this ignore entry for EP101 has no reason: add why the finding is acceptable, such as reason: "no proxy in the lab"`},
		{ignoreEntry + "until: 2027-13-01 }\n", `2:38: "until" is "2027-13-01": expected the last day of the entry as YEAR-MONTH-DAY, such as 2027-06-30`},
		{ignoreEntry + "until: 30.6.2027 }\n", `2:38: "until" is "30.6.2027": expected the last day of the entry as YEAR-MONTH-DAY, such as 2027-06-30`},
		{ignoreEntry + "until: 2027 }\n", `2:38: "until" is a number: expected a text; put it in quotes`},
		{ignoreEntry + "pointer: modules/a }\n", `2:40: "pointer" is "modules/a": expected a JSON pointer, such as "/modulesContent/$edgeAgent"`},
		{ignoreEntry + "pointer: /a~b }\n", `2:40: "pointer" is "/a~b": write "~0" for a "~" in a key, and "~1" for a "/"`},
		{ignoreEntry + "path: 'lab\\**' }\n", `2:37: "lab\\**" in "path" is no pattern for paths: write "/" between folders, on Windows, too`},
		{ignoreEntry + "path: ./lab }\n", `2:37: "./lab" in "path" is no pattern for paths: start it in the folder of this file, without "/", "./" or "../"`},
		{ignoreEntry + "path: lab/ }\n", `2:37: "lab/" in "path" is no pattern for paths: add "**" for all files of the folder`},
		{ignoreEntry + "path: 'a[b' }\n", `2:37: "a[b" in "path" is no pattern for paths: a "[" has no "]", or a "{" no "}"`},
		{ignoreEntry + "path: '" + strings.Repeat("{a,a}", 9) + "' }\n", `2:37: "{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}" in "path" is no pattern for paths: its braces stand for too many paths; write several patterns`},
		{"overrides:\n  - { rules: {} }\n", `2:5: this override is for no file: add paths, such as paths: ["sites/**"]`},
		{"overrides:\n  - { paths: ['a{'] }\n", `2:15: "a{" in "paths" is no pattern for paths: a "[" has no "]", or a "{" no "}"`},
		// YAML.
		{"proxy:\n\trequired: true\n", `2:1: not valid YAML: indent with blanks, not with tabs`},
		{"proxy:\n  url: \"http\n", `2:8: not valid YAML: a closing " is missing`},
		{"proxy:\n  url: 'http\n", `2:8: not valid YAML: a closing ' is missing`},
		{"proxy:\n  url: \"C:\\q\"\n", `2:12: not valid YAML: write \\ for a backslash between double quotes, or use single quotes`},
		{"proxy: { url: ${PROXY} }\n", `1:16: not valid YAML: a "," or "}" is missing; put a text with braces, brackets or commas in quotes`},
		{"proxy: { modules: [a }\n", `1:22: not valid YAML: a "," or "]" is missing; put a text with braces, brackets or commas in quotes`},
		{"proxy: { required: true\n", `1:8: not valid YAML: a closing "}" is missing`},
		{"a: b: c\n", `1:4: not valid YAML: put a text that holds ": " in quotes, and check the indentation`},
		{"rules:\n  EP101: off\n nonsense\n", `3:2: not valid YAML: check the indentation, and put a text with special characters in quotes`},
		{"rules:\n  EP101: off\nnonsense\n", `3:1: not valid YAML: expected a key with a value, such as KEY: VALUE`},
		{"ignore: - { rule: EP101 }\n", `1:9: not valid YAML: start a list on a line of its own`},
		{"proxy:\n  url: @x\n", `2:8: not valid YAML: put a text that starts with a special character in quotes`},
		{"proxy:\n  url: |http://x\n", `2:8: not valid YAML: check the indentation, and put a text with special characters in quotes`},
		{"proxy: { modules: [*blob] }\n", `1:20: "*" has a meaning in YAML that is not supported here: put a text that starts with it in quotes`},
		{"proxy: &p { required: true }\n", `1:8: "&" has a meaning in YAML that is not supported here: put a text that starts with it in quotes`},
		{"proxy: !x { required: true }\n", `1:8: "!" has a meaning in YAML that is not supported here: put a text that starts with it in quotes`},
		{"? proxy\n: {}\n", `1:1: "?" has a meaning in YAML that is not supported here: put a text that starts with it in quotes`},
		{"proxy: {}\n---\nrules: {}\n", `2:1: a second document starts here: expected one document`},
		{"proxy: {}\n...\n", `2:1: "..." has a meaning in YAML that is not supported here: put a text that starts with it in quotes`},
		{"ignore:\n  -\n  - { rule: EP101, reason: x }\n", `2:4: this ignore entry names no rule: add one, such as rule: EP101`},
		{"rules: [ - a ]\n", `1:10: "-" does not belong between brackets or braces: separate the entries of this list by ","`},
		{strings.Repeat("[", 40), `1:33: nested too deeply: expected a configuration, which has a few levels`},
		{strings.Repeat("- ", 40), `1:65: nested too deeply: expected a configuration, which has a few levels`},
		{"ignore:\n  - rule: EP101\n    reason: |\n      x\n" + strings.Repeat("  \t\r\n", 24<<10), `5:1: more than 100 empty lines follow each other: remove them`},
		{"proxy:\n  url: a" + strings.Repeat("<", 64<<10) + "\n", `2:9: more than 1000 "<" in this file: expected a configuration, which has few`},
		{"proxy:\n" + strings.Repeat("a:\n", 32<<10), `102:1: more than 100 keys have no value: give each a value, or remove the keys`},
		{"proxy:\n" + strings.Repeat("  a: # none\n", 8<<10), `103:3: more than 100 keys have no value: give each a value, or remove the keys`},
		{"fail-on: warnig\n", `1:10: unknown "fail-on" "warnig": expected "error", "warning", "info" or "never": did you mean "warning"?`},
		{"fail-on: off\n", `1:10: unknown "fail-on" "off": expected "error", "warning", "info" or "never"`},
		{"// the proxy\nproxy: {}\n", `1:1: not valid YAML: a comment starts with "#"`},
		{"[proxy]\nurl = \"http://u:s@proxy\"\n", `2:1: not valid YAML: a key has a colon and a blank after it, and no equals sign: KEY: VALUE`},
		{"url = x\n", `1:1: the configuration is a text: a key has a colon and a blank after it, and no equals sign: KEY: VALUE`},
		{"proxy: { ulr: x }\n", `1:10: unknown key "ulr" in "proxy": did you mean "url"?`},
		// Encodings, places, and text that would give orders to a CI agent.
		{"\xff\xfep\x00", `1:1: not UTF-8: save the file as UTF-8`},
		{"# ok\nproxy: \xe4", `2:8: not UTF-8: save the file as UTF-8`},
		{"\ufeffpoxy: {}\r\n", `1:1: unknown key "poxy" in the configuration: did you mean "proxy"?`},
		{"# ü\r\n# 🏭\r\nrules: { hub-proxy-missing: 'ü', EP101: \"ö🏭x\" }\r\n", `3:29: unknown severity "ü": expected "off", "info", "warning" or "error"`},
		{"rules: { \"\\e[31m##vso[task.setvariable]\\n::error::x\": off }\n", `1:10: unknown rule "\x1b[31m#\x23vso[task.setvariable]\n::error::x": "edgeproxy rules" lists them all`},
		{"rules: { " + strings.Repeat("x", 100) + ": off }\n", `1:10: unknown rule "` + strings.Repeat("x", 80) + `…": "edgeproxy rules" lists them all`},
	} {
		_, err := Parse(FileName, []byte(tt.src), testRules)
		var fault *Error
		if !errors.As(err, &fault) {
			t.Errorf("%q: got %v, want %s", tt.src, err, tt.want)
			continue
		}
		if want := FileName + ":" + tt.want; err.Error() != want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, err, want)
		}
	}
}

func TestParseTooLarge(t *testing.T) {
	_, err := Parse("::error::\n.yaml", make([]byte, MaxSize+1), nil)
	if want := `"::error::\n.yaml": larger than 128 KB; for many known findings write a baseline: edgeproxy lint --write-baseline`; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// No error shows a password, wherever an address stands and however broken the
// file is.
func TestParseKeepsSecrets(t *testing.T) {
	for _, src := range []string{
		"proxy:\n  url: http://user:s3cret\n",
		"proxy:\n  url: http://user:s3cret@\n",
		"proxy:\n  url: http//user:s3cret@proxy:3128\n",
		"proxy:\n  url: user:s3cret@proxy:3128\n",
		"proxy:\n  url: http://user:s3@cret@proxy:3128\n",
		"proxy:\n  url: \"http://user:s3cret@proxy:3128\n",
		"proxy:\n  url: \"http://user:s3cret\\q@proxy:3128\"\n",
		"proxy:\n  url: |http://user:s3cret@proxy:3128\n",
		"proxy:\n  url: !http://user:s3cret@proxy:3128\n",
		"proxy:\n  url: http://user:s3cret@proxy:3128\n  url: http://user:s3cret@proxy:3128\n",
		"proxy:\n  url: http://user:s3cret@proxy: 3128\n",
		"proxy:\n  http://user:s3cret@proxy:3128\n",
		"proxy: http://user:s3cret@proxy:3128\n",
		"proxy:\n  http://user:s3cret@proxy:3128: x\n",
		"proxy: { url: http://user:a,s3cret@proxy:3128 }\n",
		"proxy: { url: http://user:a,s3cret,b@proxy:3128 }\n",
		"proxy: { url: http://user:a}s3cret@proxy:3128 }\n",
		"proxy: { url: http://user:a},s3cret,b@proxy:3128 }\n",
		"proxy: { url: http://user:{s3cret}@proxy:3128 }\n",
		"proxy: { upstream-protocol: http://user:s3cret@proxy:3128 }\n",
		"proxy: { required: http://user:s3cret@proxy:3128 }\n",
		"proxy: { modules: ['http://[user:s3cret@proxy:3128'] }\n",
		"proxy: { modules: [http://[user:s3cret@proxy:3128] }\n",
		"rules: { 'http://user:s3cret@proxy:3128': off }\n",
		"rules: { EP101: 'http://user:s3cret@proxy:3128' }\n",
		"ignore: [{ rule: EP101, reason: x, path: 'http://user:[s3cret@proxy' }]\n",
		"ignore: [{ rule: EP101, reason: x, pointer: 'http://user:s3cret@proxy' }]\n",
		"ignore: [{ rule: EP101, reason: x, until: 'http://user:s3cret@proxy' }]\n",
		"a: b\nurl: http://user:s3cret@proxy:3128\n",
	} {
		c, err := Parse(FileName, []byte(src), testRules)
		if err == nil {
			t.Errorf("%q: no error, %v", src, c.Proxy.URL.Value)
			continue
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if strings.Contains(err.Error(), "s3") || strings.Contains(err.Error(), "cret") {
				t.Errorf("%q: %v", src, err)
			}
		}
	}
}

func TestParseWrapsURLError(t *testing.T) {
	_, err := Parse(FileName, []byte("proxy: { url: 'http://proxy:x' }"), nil)
	var cause *manifest.ProxyURLError
	if !errors.As(err, &cause) || !strings.HasPrefix(err.Error(), FileName+`:1:15: "url": `) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{example, "", "\ufeff# x\r\nproxy: {}\r\n", "rules:\n- EP101\n", "a: |\n b\n", "proxy: { url: \"http://u:\\u0070w@h\" }",
		"ignore: [{rule: EP101, reason: 'a\n b', until: 2027-06-30}]", strings.Repeat("[", 50), "- - - a", "? a\n: b", "proxy:\n  url: http://u:pw\n    @h\n"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := Parse(FileName, src, testRules)
		if err != nil {
			if fault := (*Error)(nil); !errors.As(err, &fault) || fault.Line < 1 || fault.Column < 1 {
				t.Fatalf("%T: %v", err, err)
			}
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' }) {
				t.Fatalf("control characters: %q", err)
			}
			return
		}
		if len(c.Source()) != len(src) {
			t.Fatal("source has another size")
		}
		for _, e := range c.Ignore {
			if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(src) || e.Reason == "" || e.Rule == "" {
				t.Fatalf("%+v", e)
			}
		}
		for _, p := range append([]Override{{Proxy: c.Proxy}}, c.Overrides...) {
			if u := p.Proxy.URL.Value; u.HasPassword() && strings.Contains(string(c.Source()), u.Reveal()) {
				t.Fatalf("source holds %q", u.Reveal())
			}
		}
		explain(c, "a/b.json")
	})
}

// Whatever stands around and within a password, neither an error nor a printed
// setting shows a piece of it.
func FuzzParseKeepsSecrets(f *testing.F) {
	f.Add("proxy:\n  url: ", ",", "\nrules: { EP101: x }")
	f.Add("proxy: { url: ", "},", " }")
	f.Add("overrides:\n- paths: [a]\n  proxy: { url: \"", "\\", "\" }")
	f.Add("ignore: [{ rule: EP101, path: 'a/**', reason: x }, ", ": ", "]")
	f.Add("ignore: [{ rule: EP101, reason: ", " }] #", "")
	f.Add("rules: { ", ", ", ": off }")
	f.Fuzz(func(t *testing.T, before, within, after string) {
		src := before + "http://user:QZX" + within + "XZQ@proxy:3128" + after
		c, err := Parse(FileName, []byte(src), testRules)
		shown := fmt.Sprintf("%v %+v", err, c)
		if err == nil {
			shown = fmt.Sprintf("%+v", explain(c, "a/b.json"))
		}
		for _, piece := range []string{"QZX", "XZQ"} {
			if strings.Contains(shown, piece) && !strings.Contains(before+within+after, piece) {
				t.Fatalf("%q\nshows %s", src, shown)
			}
		}
	})
}
