package manifest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func proxyURL(t testing.TB, text string) manifest.ProxyURL {
	t.Helper()
	url, err := manifest.ParseProxyURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// TestApplyArguments: what is wrong with the arguments is said before the
// document is looked at closely.
func TestApplyArguments(t *testing.T) {
	url := proxyURL(t, "http://proxy.example.com:3128")
	tests := []struct {
		name    string
		proxy   manifest.Proxy
		targets manifest.Targets
		want    string
	}{
		{"no proxy", manifest.Proxy{}, manifest.Targets{}, "proxy URL: no proxy was given: expected a URL such as http://proxy.example.com:3128"},
		{"protocol without WebSockets", manifest.Proxy{URL: url, UpstreamProtocol: manifest.Amqp}, manifest.Targets{},
			"upstream protocol Amqp cannot be used with a proxy: the runtime uses a proxy with AmqpWs and MqttWs only; choose AmqpWs"},
		{"unknown protocol", manifest.Proxy{URL: url, UpstreamProtocol: "Https"}, manifest.Targets{},
			`unknown upstream protocol "Https": expected auto, AmqpWs, MqttWs or none`},
		{"bad pattern", manifest.Proxy{URL: url}, manifest.Targets{Modules: []string{"a["}},
			`module pattern "a[": syntax error in pattern: a "[" has no "]", or a "\" stands at the end; expected a name, or a pattern such as "blob*"`},
		{"bad pattern of a configuration", manifest.Proxy{URL: url}, manifest.Targets{Also: []string{"nosuch*", `a\`}},
			`module pattern "a\\": syntax error in pattern: a "[" has no "]", or a "\" stands at the end; expected a name, or a pattern such as "blob*"`},
		{"unknown module", manifest.Proxy{URL: url}, manifest.Targets{Modules: []string{"sensor", "nosuch*"}},
			`no module "nosuch*": the document has "edgeAgent", "edgeHub", "sensor"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := parse(t, plain).Apply(tt.proxy, tt.targets)
			if res != nil || err == nil || err.Error() != tt.want {
				t.Errorf("got %v, %v, want %s", res, err, tt.want)
			}
		})
	}
}

// TestApplyErrors: each error has its type, and its fields say what its text says.
func TestApplyErrors(t *testing.T) {
	url := proxyURL(t, "http://proxy.example.com:3128")
	apply := func(src string, p manifest.Proxy, t manifest.Targets) error {
		doc, err := manifest.Parse([]byte(src))
		if err != nil {
			return err
		}
		p.URL = url
		_, err = doc.Apply(p, t)
		return err
	}

	if err := apply(`{}`, manifest.Proxy{}, manifest.Targets{}); !errors.Is(err, manifest.ErrNoDeployment) {
		t.Errorf("got %v, want ErrNoDeployment", err)
	}

	var edit *manifest.EditError
	err := apply(strings.Replace(plain, `"env": { "LEVEL"`, `"env": [], "x": { "LEVEL"`, 1), manifest.Proxy{}, manifest.Targets{All: true})
	if !errors.As(err, &edit) || edit.Module != "sensor" || edit.Pointer != "/modulesContent/$edgeAgent/properties.desired/modules/sensor/env" || edit.Position.String() != "26:23" {
		t.Errorf("got %#v", err)
	}

	err = apply(`{"modulesContent":7}`, manifest.Proxy{}, manifest.Targets{})
	if !errors.As(err, &edit) || edit.Module != "" || edit.Pointer != "/modulesContent" || edit.Position.Offset != 1 {
		t.Errorf("got %#v", err)
	}

	var existing *manifest.ExistingError
	err = apply(plain, manifest.Proxy{Existing: manifest.Fail}, manifest.Targets{})
	if !errors.As(err, &existing) || existing.Module != "edgeAgent" || !strings.HasSuffix(existing.Pointer, "/edgeAgent/env/https_proxy/value") || existing.Old.Reveal() != "http://user:secret@old.example.com:80" {
		t.Errorf("got %#v", err)
	}

	var unknown *manifest.UnknownModuleError
	err = apply(`{"modulesContent":{}}`, manifest.Proxy{}, manifest.Targets{Modules: []string{"a"}})
	if !errors.As(err, &unknown) || unknown.Name != "a" || len(unknown.Known) != 0 || err.Error() != `no module "a": the document has no modules to choose from` {
		t.Errorf("got %#v", err)
	}

	if err = apply(plain, manifest.Proxy{}, manifest.Targets{Modules: []string{"[]"}}); !errors.Is(err, path.ErrBadPattern) {
		t.Errorf("got %v, want path.ErrBadPattern", err)
	}
}

// TestSecretsAreNotPrinted: whatever is printed of a result or an error, it
// holds no password (L9).
func TestSecretsAreNotPrinted(t *testing.T) {
	const old, now = "secret", "hidden"
	doc := parse(t, plain)
	proxy := manifest.Proxy{URL: proxyURL(t, "http://user:"+now+"@proxy.example.com:3128")}
	res, err := doc.Apply(proxy, manifest.Targets{})
	if err != nil {
		t.Fatal(err)
	}
	proxy.Existing = manifest.Fail
	_, failed := doc.Apply(proxy, manifest.Targets{})
	proxy.Existing = manifest.Keep
	kept, err := doc.Apply(proxy, manifest.Targets{})
	if err != nil {
		t.Fatal(err)
	}
	var marshaled strings.Builder
	for _, c := range res.Changes {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		marshaled.Write(text)
	}
	for _, v := range []any{res.Changes, failed, kept.Notes, proxy, res.Changes[0], &res.Changes[0], manifest.Secret{}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if text := fmt.Sprintf(verb, v); strings.Contains(text, old) || strings.Contains(text, now) || strings.Contains(text, fmt.Sprintf("%x", now)) {
				t.Errorf("%s of %T holds a password: %s", verb, v, text)
			}
		}
	}
	if text := marshaled.String(); strings.Contains(text, old) || strings.Contains(text, now) {
		t.Errorf("JSON holds a password: %s", text)
	}
	if got := res.Changes[0].New.Reveal(); !strings.Contains(got, now) {
		t.Errorf("Reveal gives %q, without the password", got)
	}
	if got := (manifest.Secret{}).Reveal(); got != "" {
		t.Errorf("the zero Secret holds %q", got)
	}
}

// TestSetEnvOfAnyVariable: fixes set other variables than Apply does.
func TestSetEnvOfAnyVariable(t *testing.T) {
	tests := []struct {
		name, members string
		setting       manifest.Setting
		want          string // the module's env, compact
	}{
		{"new", `"env":{}`, manifest.Setting{Name: "A", Value: "b"}, `{"A":{"value":"b"}}`},
		{"in other case", `"env":{"a":{"value":"x"}}`, manifest.Setting{Name: "A", Value: "b"}, `{"a":{"value":"b"},"A":{"value":"b"}}`},
		{"there already", `"env":{"A":{"value":"b"}}`, manifest.Setting{Name: "A", Value: "b"}, `{"A":{"value":"b"}}`},
		{"name to be escaped", `"env":{}`, manifest.Setting{Name: "a\"b\\.*?|#:1", Value: "\n"}, `{"a\"b\\.*?|#:1":{"value":"\n"}}`},
		{"name of digits in a new env", `"x":1`, manifest.Setting{Name: "1", Value: "b"}, `{"1":{"value":"b"}}`},
		{"name of odd characters in a new env", `"x":1`, manifest.Setting{Name: ":a.b|@#*\\", Value: "b"}, `{":a.b|@#*\\":{"value":"b"}}`},
		{"empty name in a new env", `"x":1`, manifest.Setting{Name: "", Value: "b"}, `{"":{"value":"b"}}`},
		{"value not in UTF-8", `"env":{}`, manifest.Setting{Name: "A", Value: "a\xffb"}, `{"A":{"value":"a` + "\ufffd" + `b"}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := agentOf(t, tt.members)
			doc := parse(t, `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{`+tt.members+`}}}}}`)
			edits, _, err := m.SetEnv([]manifest.Setting{tt.setting})
			if err != nil {
				t.Fatal(err)
			}
			after := rewritten(t, doc, edits)
			if got := string(after.Deployments()[0].System("edgeAgent").Env().Raw()); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestSetEnvBesideItsDouble: an entry NAME= would give the container the variable
// a second time.
func TestSetEnvBesideItsDouble(t *testing.T) {
	for _, key := range []string{"https_proxy=", "HTTPS_PROXY=http://other:1#", `https_proxy\u003d`} {
		m := agentOf(t, `"env":{"`+key+`":{"value":""}}`)
		var edit *manifest.EditError
		_, _, err := m.SetEnv([]manifest.Setting{{Name: manifest.ProxyVar, Value: "http://proxy:3128"}})
		if !errors.As(err, &edit) || !strings.Contains(edit.Msg, `"=" in its name`) {
			t.Errorf("%s: got %v", key, err)
		}
	}
}

// TestApplyManyModules: what is kept of large objects between one module and
// the next makes no difference.
func TestApplyManyModules(t *testing.T) {
	proxy := manifest.Proxy{URL: proxyURL(t, "http://proxy.example.com:3128"), UpstreamProtocol: manifest.KeepProtocol, NoProxy: manifest.KeepNoProxy}
	all := manifest.Targets{All: true}
	for name, format := range map[string]string{
		"on one line":         `"m%d":{"settings":{}}`,
		"on lines":            "\n      \"m%d\": {\n        \"settings\": {}\n      }",
		"without indentation": "\n\"m%d\":{\n\"settings\":{}\n}",
		"empty":               "\n  \"m%d\": {}",
		"in other case":       `"m%d":{},"M%d":{}`,
	} {
		src := base(repeat(300, format))
		checkApply(t, []byte(src), proxy, all)
		doc := parse(t, src)
		res, err := doc.Apply(proxy, all)
		if err != nil || len(res.Changes) != len(modules(doc)) {
			t.Errorf("%s: %d changes, %v, want %d", name, len(res.Changes), err, len(modules(doc)))
		}
	}
	var edit *manifest.EditError
	_, err := parse(t, base(repeat(300, `"m%d":{}`)+`,"m7":{}`)).Apply(proxy, all)
	if !errors.As(err, &edit) || edit.Module != "m7" || !strings.HasPrefix(edit.Msg, `key "m7" stands twice`) {
		t.Errorf("got %v", err)
	}
	_, err = parse(t, base(repeat(300, `"m%d":{}`)+`},"Modules":{`+repeat(300, `"m%d":{}`))).Apply(proxy, all)
	if !errors.As(err, &edit) || !strings.HasPrefix(edit.Msg, `keys "modules" and "Modules" stand in one object`) {
		t.Errorf("got %v", err)
	}
}
