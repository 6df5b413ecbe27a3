package manifest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestKeepWhatCounts: a proxy that is kept must count on the device. createOptions that
// clear another spelling of it, or may do so unseen, are an error, whatever else is set.
func TestKeepWhatCounts(t *testing.T) {
	url, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	const env = `"env": {"HTTPS_PROXY": {"value": "http://old.example.com:3128"}}`
	for options, want := range map[string]string{
		`"{}"`:                           "",
		`"{\"Env\":[\"A=b\"]}"`:          "",
		`"{\"Env\":[\"https_proxy=\"]}"`: "clears https_proxy",
		`"{\"Env\":[\"https_proxy\"]}"`:  "clears https_proxy",
		`"{\"Env\":[\"HTTPS_PROXY= \",\"https_proxy=http://old.example.com:3128\"]}"`: "clears HTTPS_PROXY",
		`"{'Env':['https_proxy=']}"`:                                  "cannot be read",
		`"{\"Env\":[\"https_proxy=http://other.example.com:3128\"]}"`: "",
	} {
		doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {"image": "a", "createOptions": ` + options + `}, ` + env + `}}}}}}`))
		if err != nil {
			t.Fatal(err)
		}
		res, err := doc.Apply(manifest.Proxy{URL: url, UpstreamProtocol: manifest.KeepProtocol, Existing: manifest.Keep}, manifest.Targets{})
		var refused *manifest.EditError
		switch {
		case want == "" && (err != nil || len(res.Changes) > 0):
			t.Errorf("%s: got %v, expected that nothing changes", options, err)
		case want != "" && (!errors.As(err, &refused) || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want an error that says %q", options, err, want)
		}
	}
}
