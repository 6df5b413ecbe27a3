package manifest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestPasswordsNotPrinted prints what an importer holds in his hands, in every way that a
// log has: none of them may show a password (law L9).
func TestPasswordsNotPrinted(t *testing.T) {
	const password = "s3cret"
	url, err := manifest.ParseProxyURL("http://user:" + password + "@proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := manifest.Parse([]byte(deployment))
	if err != nil {
		t.Fatal(err)
	}
	res, err := doc.Apply(manifest.Proxy{URL: url}, manifest.Targets{})
	if err != nil {
		t.Fatal(err)
	}
	if doc, err = manifest.Parse(res.Bytes()); err != nil {
		t.Fatal(err)
	}
	agent := doc.Deployments()[0].System(manifest.EdgeAgent)
	for _, value := range []any{
		url, manifest.Proxy{URL: url}, res, res.Changes, res.Edits, agent, agent.Node,
		agent.Lookup(manifest.ProxyVar), agent.Environment(), manifest.Setting{Name: manifest.ProxyVar, Value: url.Reveal()},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v"} {
			noPassword(t, value, fmt.Sprintf(verb, value), password)
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		noPassword(t, value, string(text), password)
	}
	for _, value := range []any{res, *res, res.Edits, agent.Lookup(manifest.ProxyVar), manifest.Setting{Name: manifest.ProxyVar, Value: url.Reveal()}} {
		for _, verb := range []string{"%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, value)
			noPassword(t, value, text, password)
			noPassword(t, value, text, fmt.Sprintf("%x", password))
			noPassword(t, value, text, strings.Trim(fmt.Sprint([]byte(password)), "[]"))
		}
	}
}

func noPassword(t *testing.T, value any, printed, password string) {
	t.Helper()
	if strings.Contains(printed, password) {
		t.Errorf("%T shows a password", value) // without the text: it holds one
	}
}

// TestPrinted: what is printed in place of the password is of use.
func TestPrinted(t *testing.T) {
	const src = `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"env": {
		"https_proxy": {"value": "http://user:s3cret@proxy.example.com:3128"}, "Key": {"value": "s3cret"}}}}}}}}`
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	agent := doc.Deployments()[0].System(manifest.EdgeAgent)
	if got, want := fmt.Sprint(agent.Environment()), `[https_proxy = "http://***@proxy.example.com:3128" Key]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	edits, _, err := agent.SetEnv([]manifest.Setting{{Name: "LOG", Value: "info"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(edits), fmt.Sprintf("[%[1]d-%[1]d: %d bytes]", strings.Index(src, `}}}}}}}}`)+1, len(`, "LOG": {"value": "info"}`)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
