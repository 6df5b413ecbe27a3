package manifest

// names finds the ids of deployments and devices. It remembers its results for an
// object that holds many of them.
type names struct {
	devices map[Node]string // the id of the device that an object belongs to
	isMap   map[Node]bool   // whether an object maps ids to deployments
}

// deployment is the id of a deployment: that of the Configuration document, or
// its key in a map of deployments; "" if there is none. root is the object that
// holds the whole deployment, or the modules content itself if that is not known.
func (s *names) deployment(root, content Node) string {
	if root == content && content.KeyIs("modulesContent", false) {
		root = content.Parent()
	}
	if root.KeyIs("content", false) {
		root = root.Parent()
	}
	if id := root.Get("id"); id.Kind() == String {
		return id.Text()
	}
	if root.Exists() && !root.KeyIs("properties", false) && s.isDeploymentMap(root.Parent()) {
		return root.Key()
	}
	return ""
}

// isDeploymentMap reports whether all members of an object are deployments in
// their wrappers.
func (s *names) isDeploymentMap(n Node) bool {
	if n.Kind() != Object {
		return false
	}
	if is, known := s.isMap[n]; known {
		return is
	}
	is := true
	for c := range n.Children() {
		is = is && (c.Get("content").Kind() == Object || c.Get("modulesContent").Kind() == Object)
	}
	if s.isMap == nil {
		s.isMap = map[Node]bool{}
	}
	s.isMap[n] = is
	return is
}

// device is the id of the device that a twin belongs to, "" if the document does
// not say it. n is the object that holds the twin.
func (s *names) device(n Node) string {
	var passed []Node
	name := ""
	for ; n.Exists(); n = n.Parent() {
		known, ok := s.devices[n]
		if !ok {
			passed = append(passed, n)
			known = deviceIn(n)
		}
		if name = known; ok || name != "" {
			break
		}
	}
	if s.devices == nil {
		s.devices = map[Node]string{}
	}
	for _, p := range passed {
		s.devices[p] = name
	}
	return name
}

// deviceIn is the id of a device that an object itself tells: as deviceId, as
// the id beside a moduleId of bulk exports, or as the key in the devices of
// "az iot hub state export".
func deviceIn(n Node) string {
	for _, key := range [...]string{"deviceId", "id"} {
		if id := n.Fold(key); id.Kind() == String && (key == "deviceId" || n.Fold("moduleId").Exists()) {
			return id.Text()
		}
	}
	if n.Kind() == Object && n.Parent().KeyIs("devices", false) {
		return n.Key()
	}
	return ""
}
