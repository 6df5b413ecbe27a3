package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// optionRows are createOptions with the message and the place of what edgeAgent
// refuses in them; "" for what it takes.
var optionRows = []struct{ options, message, at string }{
	{`{"ExposedPorts":["80/tcp"]}`, `ExposedPorts in createOptions of module "m" is an array: expected an object`, `["80/tcp"]`},
	{`{"ExposedPorts":{"80/tcp":null}}`, `ExposedPorts."80/tcp" in createOptions of module "m" is null: expected an object, usually {}`, `null`},
	{`{"HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":["80"]}]}}}`, `HostConfig.PortBindings."80/tcp"[0].HostPort in createOptions of module "m" is an array: expected a string`, `["80"]`},
	{`{"HostConfig":{"PortBindings":{"80/tcp":{"HostPort":"80"}}}}`, `HostConfig.PortBindings."80/tcp" in createOptions of module "m" is an object: expected an array`, `{"HostPort":"80"}`},
	{`{"HostConfig":{"Memory":"512m"}}`, `HostConfig.Memory in createOptions of module "m" is "512m": expected a whole number`, `"512m"`},
	{`{"HostConfig":{"IOMaximumIOps":-1}}`, `HostConfig.IOMaximumIOps in createOptions of module "m" is -1: expected a whole number, not negative`, `-1`},
	{`{"HostConfig":{"RestartPolicy":"always"}}`, `HostConfig.RestartPolicy in createOptions of module "m" is a string: expected an object`, `"always"`},
	{`{"HostConfig":[]}`, `HostConfig in createOptions of module "m" is an array: expected an object`, `[]`},
	{`{"NetworkingConfig":{"EndpointsConfig":["host"]}}`, `NetworkingConfig.EndpointsConfig in createOptions of module "m" is an array: expected an object`, `["host"]`},
	{`{"Env":"https_proxy=http://u:s3cr3t@proxy:3128"}`, `Env in createOptions of module "m" is a string: expected an array`, `"https_proxy=http://u:s3cr3t@proxy:3128"`},
	{`{"Env":[["A=b"]]}`, `Env[0] in createOptions of module "m" is an array: expected a string`, `["A=b"]`},
	{`{"a/b":[{"~":1}],"HostConfig":{"Sysctls":{"net/~x":[]}}}`, `HostConfig.Sysctls."net/~x" in createOptions of module "m" is an array: expected a string`, `[]`},
	{options: `{"Env":"","HostConfig":{"Memory":"64","NanoCpus":1.5,"Privileged":1,"Runtime":5,"PidsLimit":null,"RestartPolicy":""},"User":5}`},
}

// TestCreateOptionsType: the same answer for an ordinary module of a base and of a
// layered deployment, with the place inside the string.
func TestCreateOptionsType(t *testing.T) {
	for _, row := range optionRows {
		for name, src := range map[string]string{
			"base":    ep4Base(ep4Proxy, ep4Proxy, `"m": `+optionModule(row.options)),
			"layered": `{"content": {"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": ` + optionModule(row.options) + `}}}}`,
			"parts":   ep4Base(ep4Proxy, ep4Proxy, `"m": `+strings.Replace(optionModule(row.options), `{\"`, `{", "createOptions01": "\"`, 1)),
		} {
			found := only(lint.Source([]byte(src), lint.Options{}), rules.CreateOptionsType.ID)
			if row.message == "" {
				if len(found) > 0 {
					t.Errorf("%s: %s: got %s", name, row.options, found[0].Message)
				}
				continue
			}
			if len(found) != 1 || found[0].Message != row.message {
				t.Errorf("%s: %s:\ngot  %v\nwant %s", name, row.options, found, row.message)
				continue
			}
			span := found[0].Span
			if at := strings.NewReplacer(`\"`, `"`).Replace(src[span.Start:span.End]); at != row.at {
				t.Errorf("%s: %s: the finding points to %s, expected %s", name, row.options, at, row.at)
			}
		}
	}
}

func optionModule(options string) string {
	return fmt.Sprintf(`{"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "a:1", "createOptions": %q}}`, options)
}

// only are the findings of one rule.
func only(all []lint.Finding, id string) []lint.Finding {
	var found []lint.Finding
	for _, f := range all {
		if f.Rule == id {
			found = append(found, f)
		}
	}
	return found
}

// TestCreateOptionsSpaces: the white space that edgeAgent's reader passes over between
// tokens is no fault, and hides none behind it. A byte order mark and a zero-width space
// are none.
func TestCreateOptionsSpaces(t *testing.T) {
	for _, space := range []string{"\u00a0", "\u0085", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "\v", "\f"} {
		for _, written := range []string{space, fmt.Sprintf("\\u%04x", []rune(space)[0])} {
			if space < " " && written == space {
				continue // stands in no JSON string as it is
			}
			text := `"a#b"` // in a text the white space stays
			if space < " " {
				text = `"ab"`
			}
			options := strings.ReplaceAll(`#{#"User"#:#`+text+`#,#"HostConfig":{#}}#`, "#", space)
			src := ep4Base(ep4Proxy, ep4Proxy, `"m": `+strings.ReplaceAll(optionModule(strings.ReplaceAll(options, space, "#")), "#", written))
			if got := factsSaid(src); got != "EP304 error" { // that of the document around it
				t.Errorf("%+q as %q: got %s", space, written, got)
			}
			wrong := strings.Replace(src, `{`+written+`}`, `{`+written+`\"Memory\":\"x\"}`, 1)
			if found := only(lint.Source([]byte(wrong), lint.Options{}), "EP509"); len(found) != 1 || wrong[found[0].Span.Start:found[0].Span.End] != `\"x\"` {
				t.Errorf("%+q as %q: got %v, expected EP509 at the value of Memory", space, written, found)
			}
		}
	}
	for written, want := range map[string]int{`"a\u000bb\u0001"`: 0, `"a\bb"`: 0, `\u0001"a"`: 1, `\b"a"`: 1} {
		src := ep4Base(ep4Proxy, ep4Proxy, `"m": `+strings.Replace(optionModule(`{"User":#}`), "#", strings.ReplaceAll(written, `"`, `\"`), 1))
		if found := only(lint.Source([]byte(src), lint.Options{}), "EP504"); len(found) != want {
			t.Errorf("%s: got %v, expected %d findings of EP504", written, found, want)
		}
	}
	for _, written := range []string{"\ufeff", `\ufeff`, "\u200b", "\u180e", "\u2060"} {
		src := ep4Base(ep4Proxy, ep4Proxy, `"m": `+strings.Replace(optionModule(`#{"User":"a"}`), "#", written, 1))
		if found := only(lint.Source([]byte(src), lint.Options{}), "EP504"); len(found) != 1 {
			t.Errorf("%+q: got %v, expected EP504", written, found)
		}
	}
}

// TestCreateOptionsTypeTemplate: in a template createOptions may be an object, and a
// placeholder is not known yet; in a deployment it was not filled in.
func TestCreateOptionsTypeTemplate(t *testing.T) {
	const object = `{"settings": {"image": "a:1", "createOptions": {"HostConfig": {"Memory": "${MEMORY}", "Binds": "/a:/a"}}}}`
	template := strings.Replace(ep4Base(ep4Proxy, ep4Proxy, `"m": `+object), "{", `{"$schema-template": "4.0.0", `, 1)
	doc, err := manifest.Parse([]byte(template))
	if err != nil {
		t.Fatal(err)
	}
	found := only(lint.Run(doc, lint.Options{}), rules.CreateOptionsType.ID)
	if len(found) != 1 || !strings.HasPrefix(found[0].Message, "HostConfig.Binds in ") {
		t.Errorf("in a template: got %v, expected Binds only", found)
	}
	left := ep4Base(ep4Proxy, ep4Proxy, `"m": `+optionModule(`{"HostConfig":{"Memory":"#{MEMORY}#"}}`))
	found = only(lint.Source([]byte(left), lint.Options{}), rules.CreateOptionsType.ID)
	if len(found) != 1 || !strings.HasPrefix(found[0].Help, "the placeholder was not filled in; ") {
		t.Errorf("in a deployment: got %v", found)
	}
}
