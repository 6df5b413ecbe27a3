package structure

import (
	"math"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// placeholderText stands for a placeholder without quotes, whatever its name:
// the schema of templates knows it.
const placeholderText = "_"

// instance is a value as the validator reads it. If a key stands twice, the last one
// counts, as on the device.
func instance(n manifest.Node) any {
	switch n.Kind() {
	case manifest.Object:
		members := make(map[string]any, n.Len())
		for c := range n.Children() {
			members[nameOf(c)] = instance(c)
		}
		return members
	case manifest.Array:
		items := make([]any, 0, n.Len())
		for c := range n.Children() {
			items = append(items, instance(c))
		}
		return items
	case manifest.String:
		return n.Text()
	case manifest.Number:
		return number(n.Text())
	case manifest.Bool:
		return n.Text() == "true"
	case manifest.Placeholder:
		return placeholderText
	}
	return nil
}

// number is a number for the validator, as an int64 or a float64. The validator
// would compute with all the digits that it is given: 1e1000000, or a million
// digits, would keep it busy for long.
func number(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil { // beyond all limits
		f = math.Copysign(math.MaxFloat64, f)
	}
	return f
}
