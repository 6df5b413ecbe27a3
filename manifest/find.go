package manifest

// findDeployments walks down the known wrappers from n to the deployments.
func findDeployments(d *Document, n Node) {
	switch n.Kind() {
	case Array:
		for c := range n.Children() {
			findDeployments(d, c)
		}
	case Object:
		findInObject(d, n, n, ModulesContent)
	}
}

// findInObject looks for a deployment in n. root is the outermost object of
// the deployment, shape what is known of the form from the wrappers passed.
func findInObject(d *Document, root, n Node, shape Shape) {
	if modules := n.Get("modulesContent"); modules.Kind() == Object {
		d.add(root, modules, shape)
		return
	}
	if modules := n.Get("moduleContent"); isModulesContent(modules) {
		d.add(root, modules, Legacy)
		return
	}
	if isModulesContent(n) {
		d.add(root, n, BareMap)
		return
	}
	if desired := n.Get("properties").Get("desired"); desired.Fold("systemModules").Exists() {
		dep := &Deployment{Kind: Base, Shape: Twin, Root: root, doc: d, desired: desired}
		dep.findModules()
		d.deployments = append(d.deployments, dep)
		return
	}
	findInWrappers(d, n, shape)
}

// findInWrappers looks for deployments in what holds them.
func findInWrappers(d *Document, n Node, shape Shape) {
	if content := n.Get("content"); content.Kind() == Object {
		shape = Content
		if n.Get("id").Exists() || n.Get("targetCondition").Exists() || n.Get("priority").Exists() {
			shape = Configuration
		}
		findInObject(d, n, content, shape)
		return
	}
	if inner := n.Get("deploymentManifest"); inner.Kind() == Object {
		findInObject(d, n, inner, Central)
		return
	}
	if inner := n.Get("configuration"); inner.Kind() == Object { // twin and configuration of one device, as the service returns them
		findInObject(d, inner, inner, shape)
		return
	}
	for c := range n.Get("edgeDeployments").Children() { // "az iot hub state export"
		if c.Kind() == Object {
			findInObject(d, c, c, shape)
		}
	}
}

// isModulesContent recognises the object that maps module names to desired
// properties by a system module among its members.
func isModulesContent(n Node) bool {
	return n.Get("$edgeAgent").Exists() || n.Get("$edgeHub").Exists()
}

// add appends the deployment whose modules content is n.
func (d *Document) add(root, n Node, shape Shape) {
	dep := &Deployment{Kind: Layered, Shape: shape, Root: root, Content: n, doc: d}
	if id := root.Get("id"); id.Kind() == String {
		dep.ID = id.Text()
	}
	dep.desired = dep.Agent().Get(desiredKey)
	if dep.SystemModules().Exists() {
		dep.Kind = Base
	}
	dep.findModules()
	d.deployments = append(d.deployments, dep)
}
