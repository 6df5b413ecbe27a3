package fleet

import (
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// The JSON document. Every key is always there.
type (
	jsonReport struct {
		Version     int              `json:"version"`
		Candidate   bool             `json:"candidate"`
		Devices     int              `json:"devices"`
		Others      int              `json:"others"`
		Verdicts    map[string]int   `json:"verdicts"`
		Deployments []jsonDeployment `json:"deployments"`
		Losses      []jsonLoss       `json:"losses"`
		Unknown     []jsonDoubt      `json:"unknown"`
		FirstStart  jsonSome         `json:"firstStart"`
		Notes       []string         `json:"notes"`
		Findings    []any            `json:"findings"`
	}
	jsonDeployment struct {
		ID        string         `json:"id"`
		New       bool           `json:"new"`
		Replaced  bool           `json:"replaced"`
		Kind      string         `json:"kind"`
		Priority  int64          `json:"priority"`
		Condition string         `json:"targetCondition"`
		Matches   int            `json:"matches"`
		Wins      int            `json:"wins"`
		Proxy     jsonProxy      `json:"proxy"`
		Verdicts  map[string]int `json:"verdicts"`
		Examples  []string       `json:"examples"`
	}
	jsonProxy struct {
		URL      *string `json:"url"`
		Protocol *string `json:"protocol"`
	}
	jsonLoss struct {
		Deployment *string  `json:"deployment"`
		Had        *string  `json:"had"`
		Devices    int      `json:"devices"`
		Examples   []string `json:"examples"`
		Why        []string `json:"why"`
	}
	jsonSome struct {
		Devices  int      `json:"devices"`
		Examples []string `json:"examples"`
	}
	jsonDoubt struct {
		Devices  int      `json:"devices"`
		Examples []string `json:"examples"`
		Why      []string `json:"why"`
	}
)

// jsonVersion is that of the document: it grows with a change that readers notice.
const jsonVersion = 1

// JSON writes the report for programs. Findings look like those of lint. The error is that
// of w.
func (r *Report) JSON(w io.Writer) error {
	out := jsonReport{
		Version: jsonVersion, Candidate: r.Candidate, Devices: r.Devices, Others: r.Others, Verdicts: r.Verdicts.byName(),
		Deployments: []jsonDeployment{}, Losses: []jsonLoss{}, Unknown: []jsonDoubt{}, FirstStart: jsonSome(r.FirstStart), Notes: orEmpty(r.Notes), Findings: []any{},
	}
	for i := range r.Deployments {
		out.Deployments = append(out.Deployments, r.Deployments[i].json())
	}
	for _, l := range r.Losses {
		out.Losses = append(out.Losses, jsonLoss{orNull(l.Deployment), orNull(l.Had), l.Devices, l.Examples, orEmpty(l.Why)})
	}
	for _, d := range r.Unknown {
		out.Unknown = append(out.Unknown, jsonDoubt{d.Devices, d.Examples, orEmpty(d.Why)})
	}
	for i := range r.Files {
		out.Findings = append(out.Findings, report.JSONFindings(&r.Files[i])...)
	}
	return plain.JSON(w, out)
}

func (row *Row) json() jsonDeployment {
	return jsonDeployment{
		ID: row.ID, New: row.New, Replaced: row.Gone, Kind: row.Kind, Priority: row.Priority, Condition: row.Condition,
		Matches: row.Matches, Wins: row.Wins, Proxy: jsonProxy{orNull(row.Proxy), orNull(row.Protocol)},
		Verdicts: row.Verdicts.byName(), Examples: row.Examples,
	}
}

// byName is every verdict with its number of devices.
func (c Counts) byName() map[string]int {
	m := map[string]int{}
	for v, n := range c {
		m[Verdict(v).String()] = n
	}
	return m
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
