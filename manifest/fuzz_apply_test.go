package manifest_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// proxies are the addresses that FuzzApply sets.
var proxies = []string{
	"http://proxy.example.com:3128",
	"http://user:pa%22ss%5Cword@proxy.example.com",
	"${PROXY_URL}",
	"http://pröxy.example.com:3128/",
}

// FuzzApply holds Apply against the laws of the package comment. L2: bytes
// outside Result.Edits are as they were, an edit replaces a plain value or the
// blanks of an empty object, and if nothing was replaced the input is what is
// left of the output after leaving bytes out. L4: a second run changes nothing.
// L5: both documents, read by encoding/json, differ only in the env of the
// targets. L6: what can be read can be read afterwards, comments and the like
// are unchanged, and no text makes it panic. L9: no message holds the password.
func FuzzApply(f *testing.F) {
	for i, doc := range documents(f) {
		f.Add(doc, uint16(i), "sens*", "")
		f.Add(doc, uint16(512+256+i), "m*", manifest.KeepNoProxy)
	}
	for _, stray := range []string{`{"value":"${X}"}`, `{"value":${X}}`, `${X}`} {
		f.Add([]byte(`{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{},"UpstreamProtocol":`+stray+`}}}}}`), uint16(0), "", "")
	}
	f.Add([]byte(`{"tp://user:sect":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{}},"modules":{"tp://user:sect@m":{}}}}}}`), uint16(64), "", "")
	f.Fuzz(func(t *testing.T, src []byte, choice uint16, module, noProxy string) {
		url, err := manifest.ParseProxyURL(proxies[choice%4])
		if err != nil {
			t.Fatal(err)
		}
		protocols := []manifest.UpstreamProtocol{manifest.AutoProtocol, manifest.AmqpWs, manifest.MqttWs, manifest.KeepProtocol}
		proxy := manifest.Proxy{
			URL:              url,
			UpstreamProtocol: protocols[choice/4%4],
			Existing:         []manifest.Existing{manifest.Overwrite, manifest.Overwrite, manifest.Keep, manifest.Fail}[choice/16%4],
			NoProxy:          noProxy,
		}
		targets := manifest.Targets{All: choice/64%2 == 1}
		if choice/128%2 == 1 {
			targets.Modules = []string{module}
		}
		if choice/256%2 == 1 {
			targets.Also = []string{module}
		}
		if choice/512%2 == 1 {
			proxy.Placeholder = proxyURL(t, "${PROXY_URL}")
		}
		checkApply(t, src, proxy, targets)
		checkSecrets(t, src, proxy, targets)
	})
}

// checkSecrets: no message of Apply holds the password (L9).
func checkSecrets(t *testing.T, src []byte, proxy manifest.Proxy, targets manifest.Targets) {
	t.Helper()
	const secret = "pa%22ss%5Cword"
	doc, err := manifest.Parse(src)
	if err != nil || strings.Contains(string(src), secret) {
		return
	}
	res, err := doc.Apply(proxy, targets)
	var said []string
	if err != nil {
		said = append(said, err.Error())
	} else {
		said = append(said, res.Notes...)
		for _, c := range res.Changes {
			said = append(said, c.String())
		}
	}
	for _, s := range said {
		if strings.Contains(s, secret) {
			t.Fatalf("L9: %s", s)
		}
	}
}
