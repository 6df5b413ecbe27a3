package fleet

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/manifest/spreadsheet"
)

// CSV writes the deployments as a table for spreadsheets: a row each, and a column for
// each verdict. The error is that of w.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{"deployment", "state", "kind", "priority", "targetCondition", "matches", "wins", "proxy", "protocol"}
	for v := range Verdict(verdicts) {
		head = append(head, v.String())
	}
	out.Write(head)
	for i := range r.Deployments {
		row := &r.Deployments[i]
		state := ""
		switch {
		case row.New:
			state = "new"
		case row.Gone:
			state = "replaced"
		}
		cells := []string{row.ID, state, row.Kind, fmt.Sprint(row.Priority), row.Condition, fmt.Sprint(row.Matches), fmt.Sprint(row.Wins), row.Proxy, row.Protocol}
		for _, n := range row.Verdicts {
			cells = append(cells, fmt.Sprint(n))
		}
		for j, c := range cells {
			cells[j] = spreadsheet.Cell(c)
		}
		out.Write(cells)
	}
	out.Flush()
	return out.Error()
}
