package probe

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/manifest/spreadsheet"
)

// WriteCSV writes a row for each result, as RFC 4180 says. Texts of servers are
// hostile: no spreadsheet finds a formula in them, and invisible characters stand as
// escapes. The error is that of w.
func WriteCSV(w io.Writer, results []Result) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{{"host", "port", "direct", "optional", "tried", "viaProxy", "outcome", "status", "text"}}
	for _, r := range results {
		status := ""
		if r.Status > 0 {
			status = strconv.Itoa(r.Status)
		}
		rows = append(rows, []string{
			r.Host, strconv.Itoa(r.Port), strconv.FormatBool(r.Direct), strconv.FormatBool(r.Optional),
			r.Name, strconv.FormatBool(r.ViaProxy), r.Outcome.String(), status, spreadsheet.Cell(r.Text()),
		})
	}
	return c.WriteAll(rows)
}
