package manifest

import "github.com/iotedge-tools/edgeproxy/manifest/secret"

// ChangesSince lists the variables in which the env of the document's modules
// differs from the env in an earlier version, in the order of the modules.
// The first deployment is compared with the first one of the earlier version, the second
// with the second, and modules with those of the same name. createOptions are not
// compared.
func (d *Document) ChangesSince(earlier *Document) []Change {
	var changes []Change
	for i, dep := range d.deployments {
		if i == len(earlier.deployments) {
			break
		}
		for _, m := range dep.list.modules {
			before := earlier.deployments[i].named(m.Name, m.System)
			if before != nil {
				changes = append(changes, m.changesSince(before)...)
			}
		}
	}
	return changes
}

// named is the module with a name, among the system modules or among the others.
func (d *Deployment) named(name string, system bool) *Module {
	if system {
		return d.System(name)
	}
	return d.Module(name)
}

// changesSince compares what env sets.
func (m *Module) changesSince(earlier *Module) []Change {
	old, now := earlier.envVars(), m.envVars()
	var changes []Change
	for _, v := range now.list {
		c := m.changeOf(v)
		if i := old.find(v.Name); i < 0 {
			c.Added = true
		} else if c.Old = newSecret(old.list[i].written()); c.Old.Reveal() == v.written() {
			continue
		}
		c.New = newSecret(v.written())
		changes = append(changes, c)
	}
	for _, v := range old.list {
		if now.find(v.Name) < 0 {
			c := m.changeOf(v)
			c.Old, c.Removed = newSecret(v.written()), true
			changes = append(changes, c)
		}
	}
	return changes
}

// changeOf is a change of a variable, with neither the old value nor the new one.
func (m *Module) changeOf(v Var) Change {
	return Change{Module: secret.Name(m.Name), Variable: secret.Text(v.Name), Pointer: secret.Pointer(v.Entry.Pointer())}
}

// envVars are the variables that env sets. If a name stands twice, the last counts.
func (m *Module) envVars() variables {
	var all variables
	for entry := range m.Env().Children() {
		if isEntry(entry) {
			all.put(envVar(entry.Key(), entry))
		}
	}
	for _, s := range m.layer.variables {
		all.put(s.variable())
	}
	return all
}
