package remarks

import (
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// Show says which deployments of a file have nothing to show.
func Show(c *console.Console, file overview.File) {
	for _, d := range file.Deployments {
		if lost, ok := d.Of.LostAgent(); ok {
			c.Errorf("%s:%s: %s: %s", file.Name, file.Doc.Position(lost.At.MemberSpan().Start), lost.Message, lost.Help)
		} else if len(d.Modules) == 0 {
			c.Errorf("%s: no modules in the %s", file.Name, table.Title(d))
		}
	}
}
