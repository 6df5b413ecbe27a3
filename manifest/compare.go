package manifest

// ChangesSince lists the variables in which the env of the document's modules
// differs from that in an earlier version of it, in the order of the modules.
// Deployments are compared by their number, modules by their names. What stands
// in createOptions is not compared.
func (d *Document) ChangesSince(earlier *Document) []Change {
	var changes []Change
	for i, dep := range d.deployments {
		if i == len(earlier.deployments) {
			break
		}
		for _, m := range dep.modules {
			before := earlier.deployments[i].named(m.Name, m.System)
			if before != nil {
				changes = append(changes, m.changesSince(before)...)
			}
		}
	}
	return changes
}

// named is the module of a name, among the system modules or the others.
func (d *Deployment) named(name string, system bool) *Module {
	if system {
		return d.system[name]
	}
	return d.names[name]
}

// changesSince compares what env sets.
func (m *Module) changesSince(earlier *Module) []Change {
	old, now := earlier.envVars(), m.envVars()
	var changes []Change
	for _, v := range now {
		c := Change{Module: RedactText(m.Name), Variable: RedactText(v.Name), Pointer: RedactPointer(v.Entry.Pointer()), New: secret(v.written()), Added: true}
		for _, w := range old {
			if w.Name == v.Name {
				c.Old, c.Added = secret(w.written()), false
			}
		}
		if c.Added || c.Old.Reveal() != c.New.Reveal() {
			changes = append(changes, c)
		}
	}
	for _, w := range old {
		if !hasVar(now, w.Name) {
			changes = append(changes, Change{Module: RedactText(m.Name), Variable: RedactText(w.Name), Pointer: RedactPointer(w.Entry.Pointer()), Old: secret(w.written()), Removed: true})
		}
	}
	return changes
}

// envVars are the variables that env sets. Of two with one name the last counts.
func (m *Module) envVars() []Var {
	var vars []Var
	for entry := range m.Env().Children() {
		if entry.isEntry() {
			vars = setVar(vars, envVar(entry.Key(), entry))
		}
	}
	for _, s := range m.single {
		vars = setVar(vars, envVar(s.name, s.entry))
	}
	return vars
}

func hasVar(vars []Var, name string) bool {
	for _, v := range vars {
		if v.Name == name {
			return true
		}
	}
	return false
}
