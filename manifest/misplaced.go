package manifest

// misplaced lists what stands as a variable of the module where the runtime does not read
// it: beside env, under settings, in an env under settings, or in an env inside env. Each
// has the value that it would have in env.
func (m *Module) misplaced(name string) []Var {
	places := []Node{m.Node, m.Settings(), m.Setting("env")}
	if nested := m.Env().Fold("env"); nested.Kind() == Object && !nested.Fold("value").Exists() {
		places = append(places, nested)
	}
	var found []Var
	for _, place := range places {
		for n := range place.Children() {
			switch {
			case !n.KeyIs(name, true):
			case n.Kind() == Object:
				found = append(found, envVar(n.Key(), n))
			default:
				found = append(found, Var{Name: n.Key(), Value: valueText(n), Source: FromEnv, Entry: n, Node: n})
			}
		}
	}
	return found
}

// writtenProtocols are the variables that say which protocol somebody wants for a module:
// those of its environment, or else those in a wrong place.
func (m *Module) writtenProtocols() []Var {
	if vars := m.Lookup(ProtocolVar); len(vars) > 0 || m.Plain() {
		return vars
	}
	return m.misplaced(ProtocolVar)
}
