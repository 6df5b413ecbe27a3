package edit_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

// byHand stands between an inline table and what to write into it.
const byHand = "to which no line can be added: write by hand, before its closing brace, what stands at the end of this line, then run the command again, which sets the whole address there, and writes the other files: "

// TestByHand: with what an error says to write by hand, the next run does the rest.
func TestByHand(t *testing.T) {
	for _, config := range []string{"agent.env = { A = \"b\" }\n", "[agent]\nenv = {}\n", "agent = { name = \"b\" }\n", "agent = { env.A = \"b\" }\n", "agent = { env = { https_proxy = \"\" } }\n"} {
		_, err := edit.Set(root("-- etc/aziot/config.toml --\n"+config), settings(t, url))
		if err == nil {
			t.Fatalf("%s: there is no error", config)
		}
		_, toWrite, _ := strings.Cut(err.Error(), byHand)
		brace := strings.Index(config, "}")
		if strings.HasPrefix(err.Error(), "etc/aziot/config.toml:1:1: agent is") {
			brace = strings.LastIndex(config, "}")
		}
		fsys := root("-- etc/aziot/config.toml --\n" + config[:brace] + toWrite + config[brace:])
		plan, err := edit.Set(fsys, settings(t, url))
		if err != nil {
			t.Errorf("%s: after writing %s: %v", config, toWrite, err)
			continue
		}
		if got := device.Read(after(fsys, plan)).AgentEnv("https_proxy"); len(got) != 1 || got[0].Value != url {
			t.Errorf("%s: the proxy is set %d times", config, len(got)) // not the values: they hold the password
		}
	}
}
