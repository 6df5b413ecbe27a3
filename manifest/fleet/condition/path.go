package condition

import (
	"slices"
	"strings"
)

// Path names a property of a device twin by the keys that lead to it: ["deviceId"],
// ["tags", "site"], ["properties", "reported", "model"].
type Path []string

// String writes the path as conditions do. Keys that are no plain names stand in [[ ]].
// Different paths of a condition are written differently.
func (p Path) String() string {
	var b strings.Builder
	for i, key := range p {
		if i > 0 {
			b.WriteByte('.')
		}
		if isPlainName(key) {
			b.WriteString(key)
		} else {
			b.WriteString("[[" + key + "]]")
		}
	}
	return b.String()
}

// isPlainName reports whether a key can stand in a condition without [[ ]].
func isPlainName(key string) bool {
	return key != "" && strings.TrimLeftFunc(key, isNameRune) == "" && (key[0] < '0' || key[0] > '9')
}

// Reported reports whether the path names a reported property, which an export of the
// hub's state does not hold.
func (p Path) Reported() bool { return len(p) > 1 && p[0] == "properties" }

// roots are the properties that a target condition may read.
var roots = [...]Path{{"deviceId"}, {"tags"}, {"properties", "reported"}}

// rooted gives the path the usual spelling of its root. otherCase says that the root was
// spelt in another case. ok is false if the path has no root that a condition may read.
func rooted(p Path) (path Path, otherCase, ok bool) {
	for _, root := range roots {
		if len(p) < len(root) || !slices.EqualFunc(root, p[:len(root)], strings.EqualFold) {
			continue
		}
		if root[0] == "deviceId" && len(p) > 1 {
			return nil, false, false
		}
		return slices.Concat(root, p[len(root):]), !slices.Equal(root, p[:len(root)]), true
	}
	return nil, false, false
}
