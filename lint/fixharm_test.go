package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// harmDocument is a base deployment with the members of edgeAgent and edgeHub that
// follow their settings.
func harmDocument(agent, hub string) string {
	return fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}},
"systemModules": {
  "edgeAgent": {"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-agent:1.5"}, %s},
  "edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "mcr.microsoft.com/azureiotedge-hub:1.5"}, %s}},
"modules": {}}}}}`, agent, hub)
}

// TestFixDoesNoHarm: a fix that leaves an error behind that was not there before is not
// made; the others are, and so is one that uncovers what another one mends.
func TestFixDoesNoHarm(t *testing.T) {
	const proxy = `"https_proxy": {"value": "http://proxy.example.com:3128"}`
	const good = `"env": {` + proxy + `, "UpstreamProtocol": {"value": "AmqpWs"}}`
	const loopback = `"https_proxy": {"value": "http://127.0.0.1:3128"}`
	for _, c := range []struct{ name, agent, hub, mended string }{
		{"a stray that is the container itself", loopback + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, good, ""},
		{"another fix of the same module", loopback + `, "env": {"UpstreamProtocol": "AmqpWs"}`, good, "EP108"},
		{"the same at edgeHub", good, loopback + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, ""},
		{"at both", loopback + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, loopback + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, ""},
		{"a good stray", proxy + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, good, "EP106"},
		{"one beside a bad one", proxy + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, loopback + `, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`, "EP106"},
		{"what is uncovered and mended", proxy + `, "env": {"UpstreamProtocol": {"value": "Amqp"}}`, good, "EP106 EP303"},
		{"an entry without value around a wrong address", `"env": {"https_proxy": "10.0.0.1:3128", "UpstreamProtocol": {"value": "AmqpWs"}}`, good, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := harmDocument(c.agent, c.hub)
			twin := strings.NewReplacer(`{"modulesContent": {"$edgeAgent": {"properties.desired": `, `{"properties": {"desired": `).Replace(strings.TrimSuffix(src, "}}")) + "}"
			for _, text := range []string{src, twin} {
				fixed := fixedText(t, text)
				var rules []string
				for _, f := range fixed.Mended {
					rules = append(rules, f.Rule)
				}
				if got := strings.Join(rules, " "); got != c.mended || fixed.Changed != (got != "") {
					t.Errorf("mended %q (changed: %v), want %q, in %.40s", got, fixed.Changed, c.mended, text)
				}
				if again := fixedText(t, string(fixed.Bytes)); again.Changed {
					t.Errorf("a second run changes something: %v", again.Mended)
				}
			}
		})
	}
}

func fixedText(t *testing.T, text string) *lint.Fixed {
	t.Helper()
	doc, err := manifest.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := lint.Fix(doc, lint.Run(doc, lint.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return fixed
}

// TestFixDoesNoHarmToMany: more new errors than a run lists.
func TestFixDoesNoHarmToMany(t *testing.T) {
	var modules []string
	for i := range 2500 {
		modules = append(modules, fmt.Sprintf(`"m%d": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "a:1"}, "https_proxy": {"value": "http://127.0.0.1:3128"}}`, i))
	}
	const good = `"env": {"https_proxy": {"value": "http://proxy.example.com:3128"}, "UpstreamProtocol": {"value": "AmqpWs"}}`
	src := strings.Replace(harmDocument(good, good), `"modules": {}`, `"modules": {`+strings.Join(modules, ",")+`}`, 1)
	if fixed := fixedText(t, src); fixed.Changed {
		t.Errorf("%d fixes were made that leave errors behind", len(fixed.Mended))
	}
}
