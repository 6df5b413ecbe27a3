package fleet

import (
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// The JSON of an explanation.
type (
	jsonExplanation struct {
		Version     int               `json:"version"`
		Device      string            `json:"device"`
		Place       string            `json:"place"`
		Edge        bool              `json:"iotEdge"`
		Properties  map[string]string `json:"properties"`
		Deployments []jsonAnswer      `json:"deployments"`
		Now         *jsonOutcome      `json:"now"`
		Then        *jsonOutcome      `json:"then"`
		Verdict     string            `json:"verdict"`
		Why         []string          `json:"why"`
		Reports     []string          `json:"agentTwin"`
		Notes       []string          `json:"notes"`
	}
	jsonAnswer struct {
		ID        string   `json:"id"`
		New       bool     `json:"new"`
		Kind      string   `json:"kind"`
		Priority  int64    `json:"priority"`
		Condition string   `json:"targetCondition"`
		Match     string   `json:"match"`
		Role      string   `json:"role"`
		Why       []string `json:"why"`
	}
	jsonOutcome struct {
		Base     *string       `json:"base"`
		Certain  bool          `json:"certain"`
		Layers   []string      `json:"layers"`
		Settings []jsonSetting `json:"settings"`
		Faults   []string      `json:"faults"`
	}
	jsonSetting struct {
		Module   string `json:"module"`
		Variable string `json:"variable"`
		Value    string `json:"value"`
		Source   string `json:"source"`
		From     string `json:"deployment"`
	}
)

// JSON writes an explanation for programs. The error is that of w.
func (e *Explanation) JSON(w io.Writer) error {
	out := jsonExplanation{
		Version: jsonVersion, Device: e.Device, Place: e.Place, Edge: e.Edge, Properties: map[string]string{}, Deployments: []jsonAnswer{},
		Now: e.Now.json(), Then: e.Then.json(), Verdict: e.Verdict.String(), Why: orEmpty(e.Why), Reports: orEmpty(e.Reports), Notes: orEmpty(e.Notes),
	}
	for _, p := range e.Properties {
		out.Properties[p.Path] = p.Value
	}
	for _, a := range e.Deployments {
		out.Deployments = append(out.Deployments, jsonAnswer{a.ID, a.New, a.Kind, a.Priority, a.Condition, a.Match, a.Role, orEmpty(a.Why)})
	}
	return plain.JSON(w, out)
}

func (o *Outcome) json() *jsonOutcome {
	if o == nil {
		return nil
	}
	out := &jsonOutcome{Base: orNull(o.Base), Certain: o.Certain, Layers: orEmpty(o.Layers), Settings: []jsonSetting{}, Faults: orEmpty(o.Faults)}
	for _, s := range o.Settings {
		out.Settings = append(out.Settings, jsonSetting(s))
	}
	return out
}
