package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// twinOf is the twin of edgeAgent on a device, with more members of its edgeAgent.
func twinOf(device, members string) string {
	return fmt.Sprintf(`{"deviceId": %q, "properties": {"desired": {"systemModules": {"edgeAgent": {%s"settings": {"image": "a:1"}}}}}}`, device, members)
}

const twinProxy = `"env": {"https_proxy": {"value": "http://p.example.com:3128"}, "UpstreamProtocol": {"value": "AmqpWs"}}, `

func parse(t *testing.T, text string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestDeviceNames: each finding about a twin names its device, whatever the rule.
func TestDeviceNames(t *testing.T) {
	doc := parse(t, `{"name": 1, "name": 2, "twins": [`+twinOf("press-4", "")+`, `+twinOf("x", twinProxy)+`, `+twinOf("press-5", `"env": 1, "env": {}, `)+`]}`)
	for _, f := range lint.Run(doc, lint.Options{}) {
		want := ""
		for i, device := range []string{"press-4", "x", "press-5"} {
			if strings.HasPrefix(f.Pointer, fmt.Sprintf("/twins/%d/", i)) {
				want = fmt.Sprintf("device %q: ", device)
			}
		}
		if named := strings.HasPrefix(f.Message, "device "); !strings.HasPrefix(f.Message, want) || named != (want != "") {
			t.Errorf("%s at %s: %q, want %q first", f.Rule, f.Pointer, f.Message, want)
		}
	}
}

// TestEarlierByDevice: a twin is compared with that of the same device, wherever
// the earlier version has it.
func TestEarlierByDevice(t *testing.T) {
	now := parse(t, `[`+twinOf("a", "")+`, `+twinOf("b", twinProxy)+`, `+twinOf("c", "")+`]`)
	before := parse(t, `[`+twinOf("b", "")+`, `+twinOf("a", twinProxy)+`]`)
	var got []string
	for _, f := range lint.Run(now, lint.Options{Against: before}) {
		if f.Rule == "EP105" {
			got = append(got, f.Message)
		}
	}
	if len(got) == 0 || !strings.HasPrefix(got[0], `device "a": `) || strings.Contains(strings.Join(got, ""), `device "c"`) {
		t.Errorf("got %q", got)
	}
}
