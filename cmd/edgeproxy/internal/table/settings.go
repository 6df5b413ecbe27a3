package table

import (
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Settings writes a row for each setting of a configuration: its key, its value, and
// where it comes from.
func Settings(w io.Writer, set *config.InForce) error {
	const most = 1000 // a reason is a sentence, and every row is as long as the longest
	safe := func(text string) string { return plain.Line(secret.Message(text)) }
	var t Table
	for _, item := range set.Explain() {
		t.Add(cut(safe(item.Key), most), cut(safe(item.Value), most), safe(item.Origin))
	}
	return t.Write(w)
}
