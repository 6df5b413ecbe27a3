package sites_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// TestMadePrinted: a log of what was made holds neither the password of the proxy nor the
// bytes of the manifest (law L9).
func TestMadePrinted(t *testing.T) {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	url, err := manifest.ParseProxyURL("http://user:s3cret@proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	list := &sites.List{Output: sites.Setting{Text: "{site}.json"}, Sites: []sites.Site{{Name: "plant-a", Proxy: manifest.Proxy{URL: url}}}}
	maker, err := sites.NewMaker(doc, list, sites.Usual{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := maker.Plan()
	if err != nil {
		t.Fatal(err)
	}
	made, err := maker.Make(&plan[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = "edgeAgent: add https_proxy = \"http://***@proxy.example.com:3128\"\nedgeAgent: add UpstreamProtocol = \"AmqpWs\"\n"
	for _, got := range []string{fmt.Sprint(made), fmt.Sprintf("%+v", *made), fmt.Sprintf("%s", made)} {
		if got != want {
			t.Errorf("got %d bytes, want %q", len(got), want) // not the text: it may hold the password
		}
	}
	if text := fmt.Sprintf("%#v %d", made, made); strings.Contains(text, "s3cret") || strings.Contains(text, strings.Trim(fmt.Sprint([]byte("s3cret")), "[]")) {
		t.Error("the password is shown")
	}
}
