package lint_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestStable: the stable pointer of a finding names the elements of lists on the way, so
// that an element before them does not change it.
func TestStable(t *testing.T) {
	agent := func(options string) string {
		return `{"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {"image": "a:1", "createOptions": ` + options + `}}}}}}`
	}
	const inAgent = "/$edgeAgent/properties.desired/systemModules/edgeAgent"
	tests := []struct{ name, src, rule, want string }{
		{"no list", agent(`"{}"`), "EP101", ""},
		{"deployments", `[{"id": "line/2", "content": {"modulesContent": ` + agent(`"{}"`) + `}}]`, "EP101", "/id=line~12/content/modulesContent" + inAgent},
		{"modules of devices", `[{"deviceId": "d", "moduleId": "m", "properties": {"desired": {"systemModules": {"edgeAgent": {}}}}}]`, "EP101",
			"/deviceId=d,moduleId=m/properties/desired/systemModules/edgeAgent"},
		{"resources", `{"resources": [{"name": "x", "modulesContent": ` + agent(`"{}"`) + `}]}`, "EP101", "/resources/name=x/modulesContent" + inAgent},
		{"no names", `[{"content": {"modulesContent": ` + agent(`"{}"`) + `}}]`, "EP101", ""},
		{"a name that is no text", `[{"id": 7, "content": {"modulesContent": ` + agent(`"{}"`) + `}}]`, "EP101", ""},
		{"a variable", agent(`"{\"Env\":[\"A=b\",\"https_proxy=x\"]}"`), "EP201", inAgent + "/settings/createOptions/Env/https_proxy="},
		{"an address", agent(`"{\"Env\":[\"https_proxy=http://p:1\"],\"Binds\":{\"x\":[\"http://u:secret@p=1\"]},\"HostConfig\":{\"Binds\":[\"http://u:secret@p=1\",{}]}}"`), "EP509", ""},
		{"a secret", `[{"id": "http://u:secret@p", "content": {"modulesContent": ` + agent(`"{}"`) + `}}]`, "EP101", "/id=http:~1~1***@p/content/modulesContent" + inAgent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := 0
			for _, f := range lint.Source([]byte(tt.src), lint.Options{}) {
				if f.Rule != tt.rule {
					continue
				}
				if found++; f.Stable != tt.want {
					t.Errorf("got  %s\nwant %s\nat   %s", f.Stable, tt.want, f.Pointer)
				}
				if strings.Contains(f.Pointer, "=") {
					t.Errorf("the pointer %s is none of RFC 6901", f.Pointer)
				}
			}
			if found == 0 {
				t.Errorf("no finding of %s", tt.rule)
			}
		})
	}
}
