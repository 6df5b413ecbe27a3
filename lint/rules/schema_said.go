package rules

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// said lists the faults that other rules, if they are on, report better than the schema
// does.
type said map[saying]bool

// saying is a fault of a value, or of a member that the value lacks.
type saying struct {
	node    manifest.Node
	missing string
}

// without removes the parts of a fault that another rule reports. It reports whether
// anything is left.
func (s said) without(f structure.Fault) (structure.Fault, bool) {
	if len(f.Missing) == 0 {
		return f, !s[saying{node: f.Node}]
	}
	f.Missing = slices.DeleteFunc(slices.Clone(f.Missing), func(name string) bool { return s[saying{f.Node, name}] })
	return f, len(f.Missing) > 0
}

func saidByOthers(p *check.Pass, d *check.Deployment) said {
	s := said{}
	if d.Kind == manifest.Base && p.Explains(SchemaVersion.ID) {
		s.version(d.AgentDesired())
		if hub := d.HubDesired(); hub.Len() > 0 {
			s.version(hub)
		}
	}
	if d.Kind == manifest.Base && d.Agent == nil && p.Explains(AgentMissing.ID) {
		s[saying{node: d.SystemModules()}] = true
	}
	if d.Shape == manifest.Configuration {
		s[saying{node: d.Root.Get("targetCondition")}] = p.Explains(TargetConditionInvalid.ID)
		s[saying{node: d.Root.Get("priority")}] = p.Explains(Priority.ID)
	}
	for _, m := range d.Modules {
		s.module(p, m)
	}
	if d.Kind == manifest.Layered && p.Explains(LayeredSystemModule.ID) {
		for _, t := range d.Twins() {
			for _, part := range t.Parts {
				if len(part.Path) > 0 && part.Path[0] == "systemModules" {
					s[saying{node: part.Node}] = true
				}
			}
		}
	}
	return s
}

func (s said) version(desired manifest.Node) {
	s[saying{node: desired.Fold("schemaVersion")}] = true
	s[saying{desired, "schemaVersion"}] = true
}

func (s said) module(p *check.Pass, m *check.Module) {
	if image := m.Setting("image"); image.Kind() == manifest.String && p.Explains(Image.ID) {
		s[saying{node: image}] = true
	}
	if p.Explains(CreateOptions.ID) {
		for _, part := range m.CreateOptions().Parts {
			s[saying{node: part}] = true
		}
	}
	if p.Explains(CreateOptionsType.ID) {
		for _, fault := range structure.OptionFaults(m.CreateOptions().Root) {
			s[saying{node: fault.Node}] = true
		}
	}
	if p.Explains(EnvEntryShape.ID) {
		for entry := range m.Env().Children() {
			if isPlainEntry(entry) {
				s[saying{node: entry}] = true
			}
		}
	}
}
