package manifest_test

import (
	"fmt"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// firstStartImage is the image of config.toml in the tests.
const firstStartImage = "mcr.microsoft.com/azureiotedge-agent:1.5"

// differenceOf is the difference of an edgeAgent with the given members.
func differenceOf(t *testing.T, members, firstImage string) manifest.Difference {
	t.Helper()
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {` + members + `}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Deployments()[0].System(manifest.EdgeAgent).DifferenceFromFirstStart(firstImage)
}

// TestFirstStartOptions: which createOptions equal those of the first start, as it was
// measured on edgeAgent's own classes.
func TestFirstStartOptions(t *testing.T) {
	for options, want := range map[string]manifest.Difference{
		``: "", `, "createOptions": null`: "", `, "createOptions": ""`: "", `, "createOptions": "  "`: "", `, "createOptions": "null"`: "",
		`, "createOptions": "{}"`: "", `, "createOptions": " { } "`: "", `, "createOptions": "{/*x*/}"`: "", `, "createOptions": {}`: "",
		`, "createOptions": "{\"Env\":null}"`: "", `, "createOptions": "{\"HostConfig\":null}"`: "", `, "createOptions": "{\"ExposedPorts\":null}"`: "",
		`, "createOptions": "{\"Image\":null,\"networkingConfig\":null}"`: "", `, "createOptions": "{", "createOptions01": "}"`: "",
		`, "createOptions": "{\"Env\":[]}"`:                      manifest.CreateOptsDiffers,
		`, "createOptions": "{\"HostConfig\":{}}"`:               manifest.CreateOptsDiffers,
		`, "createOptions": {"HostConfig": {}}`:                  manifest.CreateOptsDiffers,
		`, "createOptions": "{\"Labels\":{}}"`:                   manifest.CreateOptsDiffers,
		`, "createOptions": "{\"Foo\":null}"`:                    manifest.CreateOptsDiffers,
		`, "createOptions": "{\"Env\":null,\"Foo\":1}"`:          manifest.CreateOptsDiffers,
		`, "createOptions": "{"`:                                 manifest.CreateOptsDiffers,
		`, "createOptions": "[]"`:                                manifest.CreateOptsDiffers,
		`, "createOptions": 5`:                                   manifest.CreateOptsDiffers,
		`, "createOptions": "{}", "createOptions02": ""`:         manifest.CreateOptsDiffers,
		`, "createOptions": "{}", "createOptions1": "{}"`:        manifest.CreateOptsDiffers,
		`, "createOptions": "{\"HostConfig\":{\"Binds\":null}}"`: manifest.CreateOptsDiffers,
	} {
		if got := differenceOf(t, fmt.Sprintf(`"type": "docker", "settings": {"image": %q%s}`, firstStartImage, options), firstStartImage); got != want {
			t.Errorf("%s: got %q, want %q", options, got, want)
		}
	}
}

// TestMayBeFirstStart: what edgeAgent reports of itself. Its createOptions hold the labels of
// its container, as in doc/reported_states_during_deployment.md of Azure/iotedge.
func TestMayBeFirstStart(t *testing.T) {
	const owner = `\"net.azure-devices.edge.owner\":\"Microsoft.Azure.Devices.Edge.Agent\"`
	labels := func(env, created string) string {
		return `"settings": {"createOptions": "{\"Labels\":{\"net.azure-devices.edge.create-options\":\"` + created + `\",\"net.azure-devices.edge.env\":\"` + env + `\",` + owner + `}}"}`
	}
	const proxy = `{\\\"https_proxy\\\":{\\\"value\\\":\\\"http://10.1.0.4:3128\\\"}}`
	for members, want := range map[string]bool{
		labels("{}", "{}"):                                              true,
		labels("{}", "{}") + `, "env": {}`:                              true,
		labels(proxy, "{}"):                                             false,
		labels("{}", `{\\\"HostConfig\\\":{}}`):                         false,
		labels("{}", "{}") + `, "env": {"A": {"value": "b"}}`:           false,
		`"settings": {"createOptions": "{\"Labels\":{` + owner + `}}"}`: false,
		`"settings": {"createOptions": "{}"}, "env": {}`:                true,
		`"settings": {"createOptions": ""}`:                             true,
		`"settings": {}`:                                                true,
	} {
		doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {` + members + `}}}}}}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Deployments()[0].System(manifest.EdgeAgent).MayBeFirstStart(); got != want {
			t.Errorf("%s: got %t, want %t", members, got, want)
		}
	}
}

// TestFirstStart: type, image and env. What is not compared does not count.
func TestFirstStart(t *testing.T) {
	const settings = `"settings": {"image": "` + firstStartImage + `"}`
	for members, want := range map[string]manifest.Difference{
		`"type": "docker", ` + settings:                                                           "",
		`"type": "docker", ` + settings + `, "env": {}`:                                           "",
		`"type": "docker", ` + settings + `, "env": null`:                                         "",
		`"type": "docker", "imagePullPolicy": "never", "status": "x", "version": 1, ` + settings:  "",
		`"type": "docker", "settings": {"image": " ` + firstStartImage + ` "}`:                    "",
		`"type": "docker", ` + settings + `, "env": {"A": {"value": "b"}}`:                        manifest.EnvDiffers,
		`"type": "docker", ` + settings + `, "env": "x"`:                                          manifest.EnvDiffers,
		`"type": "Docker", ` + settings:                                                           manifest.TypeDiffers,
		settings:                                                                                  manifest.TypeDiffers,
		`"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-agent"}`:         manifest.ImageDiffers,
		`"type": "docker", "settings": {"image": "mcr.microsoft.com:443/azureiotedge-agent:1.5"}`: manifest.ImageDiffers,
		`"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-Agent:1.5"}`:     manifest.ImageDiffers,
		`"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-agent:1.4"}`:     manifest.ImageDiffers,
	} {
		if got := differenceOf(t, members, firstStartImage); got != want {
			t.Errorf("%s: got %q, want %q", members, got, want)
		}
	}
	for image, want := range map[string]manifest.Difference{
		"registry:5000/agent": manifest.ImageDiffers, "agent": manifest.ImageDiffers, "": manifest.ImageDiffers, "registry:5000/agent:1": "", "agent@sha256:0a": "",
	} {
		if got := differenceOf(t, fmt.Sprintf(`"type": "docker", "settings": {"image": %q}`, image), ""); got != want {
			t.Errorf("image %q and one that is not known: got %q, want %q", image, got, want)
		}
		if got := differenceOf(t, fmt.Sprintf(`"type": "docker", "settings": {"image": %q}`, image), image); image == "agent" && got != manifest.ImageDiffers {
			t.Errorf("image %q without a tag on both sides: got %q", image, got)
		}
	}
}
