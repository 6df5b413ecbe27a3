package manifest

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
)

// Difference is a part of edgeAgent in which a deployment and a running container
// differ, so that edgeAgent creates its container anew.
type Difference string

// The differences. They are looked at in this order.
const (
	NoDifference      Difference = ""
	TypeDiffers       Difference = "type"
	ImageDiffers      Difference = "image"
	EnvDiffers        Difference = "env"
	CreateOptsDiffers Difference = "createOptions"
)

// DifferencesFrom compares m, the edgeAgent of a deployment, with that of the
// deployment that a device runs, as edgeAgent does (EdgeAgentDockerModule.Equals).
// It creates its container anew if there is any difference. imagePullPolicy, status,
// restartPolicy and version make none.
func (m *Module) DifferencesFrom(before *Module) []Difference {
	var found []Difference
	for _, part := range [...]struct {
		name Difference
		same bool
	}{
		{TypeDiffers, m.Node.Fold("type").Text() == before.Node.Fold("type").Text()},
		{ImageDiffers, comparedImage(m.Image()) == comparedImage(before.Image())},
		{EnvDiffers, maps.Equal(m.comparedEnv(), before.comparedEnv())},
		{CreateOptsDiffers, sameOptions(m.CreateOptions(), before.CreateOptions())},
	} {
		if !part.same {
			found = append(found, part.name)
		}
	}
	return found
}

// comparedImage is the image of a deployment as edgeAgent compares it: trimmed, and
// with the tag that it adds if there is neither a tag nor a digest.
func comparedImage(image string) string {
	image = strings.TrimSpace(image)
	if image != "" && !strings.ContainsAny(image[strings.LastIndexByte(image, '/')+1:], ":@") {
		image += ":latest"
	}
	return image
}

// comparedEnv are the variables of env by name. createOptions do not count.
func (m *Module) comparedEnv() map[string]string {
	texts := map[string]string{}
	for entry := range m.Env().Children() {
		if isEntry(entry) {
			texts[entry.Key()] = envVar(entry.Key(), entry).Value
		}
	}
	return texts
}

// sameOptions reports whether two createOptions are the same to edgeAgent. The order
// of members, the blanks between them, and a null that counts as not set make no
// difference.
func sameOptions(a, b *CreateOptions) bool {
	if a.Err != nil || b.Err != nil {
		return a.Text() == b.Text()
	}
	return reflect.DeepEqual(setOptions(a), setOptions(b))
}

// setOptions are the members of createOptions that are set, as Go values.
func setOptions(o *CreateOptions) map[string]any {
	set := map[string]any{}
	for member := range o.Root.Children() {
		var value any
		if member.Kind() == Null && isNullableOption(member) || json.Unmarshal(member.Raw(), &value) != nil {
			continue
		}
		set[member.Key()] = value
	}
	return set
}

// isNullableOption reports whether a member of createOptions counts as not set if it is
// null, by measurement. edgeAgent keeps the null of a member that it does not know.
func isNullableOption(member Node) bool {
	for _, name := range [...]string{"Env", "HostConfig", "ExposedPorts", "Image", "NetworkingConfig"} {
		if member.KeyFolds(name) {
			return true
		}
	}
	return false
}
