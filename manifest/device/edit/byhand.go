package edit

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// refuseValue is the error for an [agent] or [agent.env] that is written as an inline
// table. No lines can be added to such a table: the error says what to write into it by
// hand, without the password. Once the names stand there, Set gives them their values.
func refuseValue(c *device.Config, vars []variable) error {
	for _, path := range [...][]string{{"agent", "env"}, {"agent"}} {
		pair, ok := c.Doc.Lookup(path...)
		if !ok {
			continue
		}
		name := strings.Join(path, ".")
		if pair.Kind != toml.InlineTable {
			return errorAt(c.File, pair.Key.Start, "%s is %s: expected the table [%s], to which lines can be added", name, pair.Kind, name)
		}
		pairs := inlinePairs(vars, "")
		if len(path) == 1 && c.Doc.Has("agent", "env") { // by "env.NAME = …" in its braces
			pairs = inlinePairs(vars, "env.")
		} else if len(path) == 1 {
			pairs = "env = { " + pairs + " }"
		}
		if len(pair.Inline) > 0 {
			pairs = ", " + pairs
		}
		return errorAt(c.File, pair.Key.Start, "%s is an inline table, to which no line can be added: write by hand, before its closing brace, what stands at the end of this line, then run the command again, which sets the whole address there, and writes the other files: %s", name, pairs)
	}
	return nil
}

// inlinePairs are variables as an inline table has them, without passwords.
func inlinePairs(vars []variable, prefix string) string {
	var all []string
	for _, v := range vars {
		all = append(all, prefix+v.name+" = "+quoted(secret.Address(v.value)))
	}
	return strings.Join(all, ", ")
}
