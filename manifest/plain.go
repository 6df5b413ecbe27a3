package manifest

import (
	"bytes"
	"iter"
	"slices"
)

// Plain reports that a module is written as nearly all modules are. A plain module has
// no member in a wrong place, in another spelling, twice or of a wrong kind. Only the
// values themselves may be wrong, such as a host.
//
// A plain module is one object. Its members are among type, status, restartPolicy,
// imagePullPolicy, startupOrder, version, settings and env, spelt in this way, each at
// most once. Each has a value that both the runtime and the az CLI take, and the
// members that they need are there. In settings stand an image and createOptions, both
// as texts. Each entry of env has a name that they take and is an object with a single
// member, value, which is a text, a number or a boolean. No text has more than 4 KB, and
// no number more than 15 digits.
//
// A module that is not plain may still be right.
func (m *Module) Plain() bool {
	if m.plain == notAsked {
		if m.plain = no; m.layer.none() && isPlainModule(m.Node) {
			m.plain = yes
		}
	}
	return m.plain == yes
}

// plainModules lists the places (Node.Place) of the objects that are plain modules of
// any deployment, in rising order. The list must not be changed.
func (d *Document) plainModules() []int32 {
	if d.plain == nil {
		d.plain = []int32{}
		for _, dep := range d.deployments {
			d.plain = slices.Grow(d.plain, len(dep.list.modules))
			for _, m := range dep.list.modules {
				if m.Plain() {
					d.plain = append(d.plain, m.Node.Place())
				}
			}
		}
		slices.Sort(d.plain)
		d.plain = slices.Compact(d.plain) // an object may belong to two deployments
	}
	return d.plain
}

// IsPlainModule reports whether a value is the object of a plain module.
func (d *Document) IsPlainModule(n Node) bool {
	_, found := slices.BinarySearch(d.plainModules(), n.Place())
	return found
}

// OddObjects yields the objects of the document in document order, but for the plain
// modules and the objects in them.
func (d *Document) OddObjects() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		plain, after := d.plainModules(), int32(0)
		for n := range d.Objects() {
			i := n.Place()
			if len(plain) > 0 && i == plain[0] {
				plain, after = plain[1:], n.After()
			}
			if i >= after && !yield(n) {
				return
			}
		}
	}
}

// Limits of what stands in a plain module: those of IoT Hub for twins.
const (
	plainTextBytes  = 4096
	plainKeyBytes   = 1024
	plainDigits     = 15
	plainOrderBytes = 9 // digits of startupOrder, so that it has 32 bits
)

// plainMember is a member of a module, as one bit.
type plainMember uint

const (
	plainType plainMember = 1 << iota
	plainStatus
	plainRestartPolicy
	plainPullPolicy
	plainOrder
	plainVersion
	plainSettings
	plainEnv

	plainNeeds = plainType | plainStatus | plainRestartPolicy | plainSettings
)

func isPlainModule(n Node) bool {
	if n.Kind() != Object {
		return false
	}
	var seen plainMember
	for c := range n.Children() {
		member, ok := plainMemberOf(c)
		if !ok || seen&member != 0 {
			return false
		}
		seen |= member
	}
	return seen&plainNeeds == plainNeeds
}

// plainMemberOf says which member of a module n is, and whether its value is plain.
func plainMemberOf(n Node) (member plainMember, ok bool) {
	switch string(n.RawKey()) {
	case "type":
		return plainType, isWritten(n, "docker")
	case "status":
		return plainStatus, isWritten(n, "running", "stopped")
	case "restartPolicy":
		return plainRestartPolicy, isWritten(n, "always", "never", "on-failure", "on-unhealthy")
	case "imagePullPolicy":
		return plainPullPolicy, isWritten(n, "on-create", "never")
	case "startupOrder":
		return plainOrder, isPlainNumber(n, plainOrderBytes)
	case "version":
		return plainVersion, isPlainText(n)
	case "settings":
		return plainSettings, isPlainSettings(n)
	case "env":
		return plainEnv, isPlainEnv(n)
	}
	return 0, false
}

// isWritten reports whether a value is one of the texts, without escape sequences.
func isWritten(n Node, texts ...string) bool {
	return n.Kind() == String && slices.Contains(texts, string(inQuotes(n)))
}

func isPlainText(n Node) bool { return n.Kind() == String && len(n.Raw()) <= plainTextBytes }

func isPlainNumber(n Node, most int) bool {
	raw := n.Raw()
	if n.Kind() != Number || len(raw) > most {
		return false
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func isPlainSettings(n Node) bool {
	image, options := false, false
	for c := range n.Children() {
		switch string(c.RawKey()) {
		case "image":
			if image || !isPlainText(c) || !isPlainImage(inQuotes(c)) {
				return false
			}
			image = true
		case optionsKey:
			if options || !isPlainText(c) {
				return false
			}
			options = true
		default:
			return false
		}
	}
	return image // so that it is an object
}

// isPlainImage reports whether an image as it is written has a name and, after a
// colon, at most one tag. There are neither escape sequences nor blanks before it.
func isPlainImage(image []byte) bool {
	if len(image) == 0 || image[0] <= ' ' || bytes.IndexByte(image, '\\') >= 0 {
		return false
	}
	name, tag, tagged := bytes.Cut(image[bytes.LastIndexByte(image, '/')+1:], []byte(":"))
	return len(name) > 0 && name[0] != ' ' && (!tagged || len(tag) > 0 && bytes.IndexByte(tag, ':') < 0)
}

func isPlainEnv(n Node) bool {
	if n.Kind() != Object {
		return false
	}
	var known [32][]byte // more are not compared with each other
	count := 0
	for c := range n.Children() {
		name := c.RawKey()
		if count == len(known) || !isPlainVariable(name) || !isPlainEntry(c) {
			return false
		}
		for _, other := range known[:count] {
			if string(other) == string(name) {
				return false
			}
		}
		known[count] = name
		count++
	}
	return true
}

// isPlainVariable reports whether the name of a variable as it is written has
// only signs that the container, IoT Hub and the az CLI take.
func isPlainVariable(name []byte) bool {
	for _, c := range name {
		if c <= ' ' || c >= 0x7F || c == '=' || c == '\\' || c == '.' || c == '+' || c == '#' || c == '$' {
			return false
		}
	}
	return 0 < len(name) && len(name) <= plainKeyBytes
}

// isPlainEntry reports whether an entry of env is an object with nothing but a value.
func isPlainEntry(entry Node) bool {
	if entry.Kind() != Object {
		return false
	}
	for value := range entry.Children() {
		return string(value.RawKey()) == "value" && value.After() == entry.After() && isPlainValue(value)
	}
	return false
}

// isPlainValue reports whether a variable may have the value.
func isPlainValue(n Node) bool {
	return isPlainText(n) || isPlainNumber(n, plainDigits) || n.Kind() == Bool
}
