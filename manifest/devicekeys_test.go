package manifest_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestDeviceKeys hides keys wherever exports and connection strings have them,
// and nothing beside them.
func TestDeviceKeys(t *testing.T) {
	const key = "c2VjcmV0/a+b=="
	for _, text := range []string{
		`{"authentication": {"symmetricKey": {"primaryKey": "KEY", "secondaryKey": "KEY"}}}`,
		`{"SymmetricKey":{"PrimaryKey":"KEY","SecondaryKey":"KEY"},"name":"x"}`,
		`{"symmetricKey" : "KEY"}`,
		"{\n  \"primaryKey\":\n    \"KEY\"\n}",
		`{"value": "HostName=hub.example.com;DeviceId=press-4;SharedAccessKey=KEY"}`,
		`{"Env": "{\"Env\":[\"C=HostName=hub.example.com;SharedAccessKey=KEY;GatewayHostName=gw\"]}"}`,
		`{"value": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=KEY;EndpointSuffix=example.com"}`,
		`{"connectionString": "KEY", "https_proxy": {"value": "http://user:KEY@proxy.example.com:3128"}}`,
		`{"url": "https://a.example.com/c?sv=1&sig=KEY&se=2"}`,
	} {
		src := strings.ReplaceAll(text, "KEY", key)
		var shown strings.Builder
		done := 0
		for _, s := range manifest.Passwords([]byte(src)) {
			shown.WriteString(src[done:s.Start] + "KEY")
			done = s.End
		}
		if shown.WriteString(src[done:]); shown.String() != text {
			t.Errorf("got  %s\nwant %s", shown.String(), text)
		}
	}
	for _, text := range []string{`{"keys": {"a": "b"}, "primaryThumbprint": "00"}`, `{"design": "sig", "key": "x"}`, `{"routes": "FROM /* INTO $upstream"}`} {
		if found := manifest.Passwords([]byte(text)); len(found) > 0 {
			t.Errorf("%s: hides %v", text, found)
		}
	}
}
