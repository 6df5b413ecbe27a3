package fleet

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Deployment is a deployment with the settings that decide which devices get it.
type Deployment struct {
	ID        string
	Kind      manifest.DeploymentKind
	Priority  int64
	Condition *condition.Condition // nil if it cannot be read: see Err
	Text      string               // the condition as it is written
	Err       error                // a *condition.Error: what is wrong with the condition; the deployment may reach any device then
	New       bool                 // it is not created yet: it counts as later than all others, but see Updates
	Gone      bool                 // a new deployment has its ID and replaces it
	Updates   bool                 // it is new, and differs from the one with its ID in its condition or priority alone: that one is updated, and keeps its time of creation

	// Manifest is the deployment in its document.
	Manifest *manifest.Deployment

	created instant
}

// Settings are what a Configuration document says about a deployment beside its content.
// The nodes are missing where it says nothing.
type Settings struct {
	Condition, Priority, Created manifest.Node
}

// SettingsOf finds the settings of a deployment.
func SettingsOf(d *manifest.Deployment) Settings {
	return Settings{d.Root.Get("targetCondition"), d.Root.Get("priority"), d.Root.Get("createdTimeUtc")}
}

// Given are settings that the document of a deployment lacks, or that replace those of
// the document.
type Given struct {
	ID        string // "" for that of the document
	Condition *string
	Priority  *int64
}

// New reads the settings of a deployment. The error is a *SettingError if the document
// lacks one, or has one in a form that cannot be read; a condition that IoT Hub refuses is
// no such error: see Deployment.Err.
func New(d *manifest.Deployment, given Given) (*Deployment, error) {
	s := SettingsOf(d)
	out := &Deployment{ID: cmp.Or(given.ID, d.ID), Kind: d.Kind, Manifest: d}
	if d.AgentDesired().Exists() {
		out.Kind = manifest.Base // with or without system modules
	}
	if s.Created.Kind() == manifest.String {
		out.created = newInstant(s.Created.Text())
	}
	if err := out.readCondition(s.Condition, given.Condition); err != nil {
		return nil, err
	}
	return out, out.readPriority(s.Priority, given.Priority)
}

func (d *Deployment) readCondition(n manifest.Node, given *string) error {
	switch {
	case given != nil:
		d.SetCondition(*given)
	case n.Kind() == manifest.String:
		d.SetCondition(n.Text())
	case n.Kind() == manifest.Null:
		d.SetCondition("")
	case !n.Exists():
		return &SettingError{"targetCondition", d.Manifest.Root, "the deployment has no targetCondition: expected a Configuration document, as \"az iot edge deployment list\" prints it"}
	default:
		return &SettingError{"targetCondition", n, fmt.Sprintf("targetCondition is %s: expected a text", n.Kind())}
	}
	return nil
}

func (d *Deployment) readPriority(n manifest.Node, given *int64) error {
	if given != nil {
		d.Priority = *given
		return nil
	}
	var ok bool
	if d.Priority, ok = Priority(n); ok {
		return nil
	}
	switch n.Kind() {
	case manifest.Missing:
		return &SettingError{"priority", d.Manifest.Root, "the deployment has no priority: expected an integer from 0 on"}
	case manifest.Number:
		return &SettingError{"priority", n, fmt.Sprintf("priority is %s: expected an integer from 0 on", n.Text())}
	}
	return &SettingError{"priority", n, fmt.Sprintf("priority is %s: expected an integer from 0 on", n.Kind())}
}

// SetCondition reads the target condition of a deployment.
func (d *Deployment) SetCondition(text string) {
	d.Text = text
	d.Condition, d.Err = condition.Parse(text)
}

// Priority reads a priority: an integer from 0 to 2147483647.
func Priority(n manifest.Node) (int64, bool) {
	if n.Kind() != manifest.Number {
		return 0, false
	}
	p, err := strconv.ParseInt(n.Text(), 10, 32)
	return p, err == nil && p >= 0
}

// SettingError says that a document lacks a setting that decides which devices get a
// deployment, or has it in a form that cannot be read.
type SettingError struct {
	Setting string        // "targetCondition" or "priority"
	At      manifest.Node // the value, or the deployment that lacks it
	Msg     string        // lower case
}

// Error is Msg.
func (e *SettingError) Error() string { return e.Msg }

// match says whether a device matches the condition. An unreadable one may match any.
func (d *Deployment) match(v values) condition.Outcome {
	if d.Condition == nil {
		return condition.Outcome{Match: condition.Unclear}
	}
	return d.Condition.Match(v)
}

// values gives the value of a property by its index in the condition's Paths.
type values = func(int) condition.Value

// Beats reports whether d ranks above e: by priority, then by the time of creation. known is
// false if the priorities are equal and it is not known which of the two is later. An update
// keeps its time, but some tools delete the deployment and create it anew (AzureIoTEdge@2).
func (d *Deployment) Beats(e *Deployment) (yes, known bool) {
	switch {
	case d.Priority != e.Priority:
		return d.Priority > e.Priority, true
	case d.isLatest() != e.isLatest():
		return d.isLatest(), true
	}
	order, known := d.created.compare(e.created)
	if d.Updates != e.Updates && d.Updates != (order > 0) {
		return false, false // the update is earlier, unless it is created anew
	}
	return order > 0, known && !d.isLatest()
}

// isLatest reports whether the deployment is yet to be created.
func (d *Deployment) isLatest() bool { return d.New && !d.Updates }
