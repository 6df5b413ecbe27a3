package rules_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

const imageDigest = "@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"

// images are images of a deployment, each with the part of it that EP505 points
// to and a part of the message; none for an image that is taken.
var images = []struct{ image, points, part string }{
	{"name", "", ""},
	{"name:1.0", "", ""},
	{" name:1.0 ", "", ""}, // the runtime trims it
	{"a/b/name:1.0", "", ""},
	{"localhost:5000/name:1.0", "", ""},
	{"localhost:5000/name" + imageDigest, "", ""},
	{"name" + imageDigest, "", ""},
	{"$upstream:443/a/name:1.0", "", ""},
	{"$upstream:443/a/name" + imageDigest, "", ""},
	{"example.azurecr.io/team/app__x:V1.0-amd64", "", ""},

	{"", `""`, "is empty"},
	{"  ", `"  "`, "is empty"},
	{"name:1.0" + imageDigest, ":1.0" + imageDigest, "has a tag and a digest"},
	{"localhost:5000/name:1.0" + imageDigest, ":1.0" + imageDigest, "has a tag and a digest"},
	{"https://example.com/name:1.0", "https://", "has a scheme"},
	{"my image:1.0", " ", `has " " in its path`},
	{"name:", ":", "ends with a colon"},
	{"name:1:2", ":", `has ":" in its tag`},
	{"example.com/", "", "has an empty part in its path"},
	{"name:1,", ",", `has "," in its tag`},
	{"name:1.0 latest", " ", `has " " in its tag`},
	{"example.com/App:1", "A", "expected lower case letters"},
	{"App", "A", "expected lower case letters"},
	{"name@sha256:abc", "abc", "has a digest of 3 digits: expected 64"},
	{"name@latest", "latest", "has no digest"},
	{"name:größe", "ö", `has "ö" in its tag`},
	{"exa_mple.com:5000/name", "_", "in its registry"},

	{"$upstream/name:1.0", "$upstream", `expected "$upstream:443/…"`},
	{"$UPSTREAM:443/name:1.0", "$UPSTREAM:443", `expected "$upstream:443/…", in lower case`},
	{"$upstream:0443/name:1.0", "$upstream:0443", "with a port"},
	{"$Upstream:443/name:1.0", "$Upstream:443", "in lower case"},
	{" $UPSTREAM:443/name:1.0", "$UPSTREAM:443", "in lower case"},
	{"$upstream:0/name:1.0", "$upstream:0", "with a port"},
	{"$upstream:443/Name:1.0", "N", "expected lower case letters"},
	{"$upstream:443/name:1,0", ",", `has "," in its tag`},

	{"name:$TAG", "$TAG", `still holds a placeholder, "$TAG"`},
	{"$IMAGE", "$IMAGE", "still holds a placeholder"},
	{"name:#{Tag}#", "#{Tag}#", "still holds a placeholder"},
	{"name:<VERSION>", "<VERSION>", "still holds a placeholder"},
	{"$(acr)/name:1", "$(acr)", "still holds a placeholder"},
	{"{{acr}}/name:1", "{{acr}}", "still holds a placeholder"},
	{"{your username}.azurecr.io/name", "{", `has "{" in its registry`},
	{"%ACR%/name", "%ACR%", `still holds a placeholder`},
}

func TestImage(t *testing.T) {
	for _, tt := range images {
		t.Run(tt.image, func(t *testing.T) {
			text, err := json.Marshal(tt.image)
			if err != nil {
				t.Fatal(err)
			}
			src := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(ep5Settings(`"image": ` + string(text)))
			if tt.part == "" {
				ep4Want(t, "EP505", src, lint.Options{}, nil)
				return
			}
			ep4Want(t, "EP505", src, lint.Options{}, []string{"EP505 " + tt.part})
			for _, f := range lint.Source([]byte(src), lint.Options{}) {
				if got := src[f.Span.Start:f.Span.End]; f.Rule == "EP505" && got != tt.points {
					t.Errorf("it points to %q, expected %q", got, tt.points)
				}
				if strings.Contains(f.Message, `"***"`) {
					t.Errorf("the message shows a name of which nothing is left: %s", f.Message)
				}
			}
		})
	}
	t.Run("none or no text is the schema's", func(t *testing.T) {
		ep4Want(t, "EP505", ep5Settings(``), lint.Options{}, nil)
		ep4Want(t, "EP505", ep5Settings(`"image": null`), lint.Options{}, nil)
	})
}

// TestImageInTemplate: what somebody fills in is no fault, the rest is.
func TestImageInTemplate(t *testing.T) {
	for image, part := range map[string]string{
		"${MODULES.name}":                    "",
		"${REGISTRY}/name:1.0" + imageDigest: "",
		"$REGISTRY_NAME.azurecr.io/a b":      "",
		"<your registry>/name:1.0":           "",
		"{your username}.azurecr.io/name":    "",
		"$(ACR)/name:$(Build.Id)":            "",
		"#{Registry}#/name:1":                "",
		"example.com/name:1.0,":              `has "," in its tag`,
		"example.com/name:1.0" + imageDigest: "a tag and a digest",
		"$UPSTREAM:443/name:1.0":             "",
		"$upstream/name:1.0":                 "with a port",
	} {
		src := strings.Replace(ep5Settings(fmt.Sprintf(`"image": %q`, image)), "{", `{"$schema-template": "4.0.0", `, 1)
		var want []string
		if part != "" {
			want = []string{"EP505 " + part}
		}
		ep4Want(t, "EP505", src, lint.Options{}, want)
	}
}

// TestImageBesidePlaceholders: where other values are to be filled in, too, the
// images are not what was forgotten. The proxy is no such value.
func TestImageBesidePlaceholders(t *testing.T) {
	withCredential := func(value string) string {
		return strings.Replace(ep5Settings(`"image": "name:<VERSION>"`), `"settings": {}`, `"settings": {"registryCredentials": {"r": {"address": "a", "username": "u", "password": "`+value+`"}}}`, 1)
	}
	left := []string{"EP505 still holds a placeholder"}
	ep4Want(t, "EP505", withCredential("<PASSWORD>"), lint.Options{}, nil)
	ep4Want(t, "EP505", withCredential("#{Password}#"), lint.Options{}, nil)
	ep4Want(t, "EP505", withCredential("p<x>"), lint.Options{}, left)
	several := func(images ...string) string {
		var modules []string
		for i, image := range images {
			modules = append(modules, ep4Module(fmt.Sprintf("m%d", i), image, ""))
		}
		return ep4Base(ep4Proxy, ep4Proxy, strings.Join(modules, ", "))
	}
	ep4Want(t, "EP505", several("a:$label", "b:$label", "c:$label", "D:1"), lint.Options{}, []string{
		`EP505 3 images still hold placeholders, the first is "a:$label"`, `EP505 has "D" in its path`})
	ep4Want(t, "EP505", several("a:<v>", "b:<v>", "a:<v>"), lint.Options{}, []string{left[0], left[0], left[0]})
	for _, f := range lint.Source([]byte(several("$(acr)/a:1", "$(acr)/b:1", "$(acr)/c:1")), lint.Options{}) {
		if f.Rule == "EP505" && f.Severity != lint.Info {
			t.Errorf("several images give %s", f.Severity)
		}
	}
	// The proxy is not believed to be filled in because images are.
	ep4Want(t, "EP207", strings.Replace(several("$(acr)/a:1", "$(acr)/b:1", "$(acr)/c:1"), "http://proxy.example.com:3128", "$(proxy)", 1), lint.Options{}, []string{"EP207 still holds a placeholder"})
	ep4Want(t, "EP505", strings.Replace(withCredential("p"), "http://proxy.example.com:3128", "#{PROXY}#", 1), lint.Options{}, left)
}

// TestImageIsShown: an image is shown as it is, but for a password in it.
func TestImageIsShown(t *testing.T) {
	messages := func(image string) string {
		var all strings.Builder
		for _, f := range lint.Source([]byte(ep5Settings(fmt.Sprintf(`"image": %q`, image))), lint.Options{}) {
			all.WriteString(f.Message + "\n" + f.Help + "\n")
		}
		return all.String()
	}
	for _, image := range []string{"$upstream/agent:1.5", "example.com/testing-Utility:1.5", "example.com:443/a/b:1.5,", "name@sha256:abc"} {
		if said := messages(image); !strings.Contains(said, `"`+image+`"`) {
			t.Errorf("%q is not shown as it is:\n%s", image, said)
		}
	}
	for _, image := range []string{"https://user:s3cret@example.com/a:1", "user:s3cret@example.com/A:1", "user:s3cret@example.com:443/a:1,"} {
		if said := messages(image); said == "" || strings.Contains(said, "s3cret") {
			t.Errorf("%q gives\n%s", image, said)
		}
	}
}
