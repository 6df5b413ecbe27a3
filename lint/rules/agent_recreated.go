package rules

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// recreation says whether a device that runs the earlier version of a
// deployment creates edgeAgent anew for this one, and why.
func recreation(before, now *manifest.Module) string {
	changed := changedParts(before, now)
	if len(changed) == 0 {
		return "edgeAgent itself stays as it is"
	}
	verb := " changes"
	if len(changed) > 1 || changed[0] == "createOptions" {
		verb = " change"
	}
	return "a device that runs the earlier version creates edgeAgent anew at once, because its " + andList(changed) + verb
}

// changedParts lists the parts of a module that differ, of those that edgeAgent
// compares: type, image, env and createOptions (EdgeAgentDockerModule.Equals).
// imagePullPolicy, status and restartPolicy of edgeAgent make no difference.
func changedParts(before, now *manifest.Module) []string {
	var changed []string
	add := func(name string, same bool) {
		if !same {
			changed = append(changed, name)
		}
	}
	add("type", before.Node.Fold("type").Text() == now.Node.Fold("type").Text())
	add("image", taggedImage(before) == taggedImage(now))
	add("env", maps.Equal(envTexts(before), envTexts(now)))
	add("createOptions", sameOptions(before.CreateOptions(), now.CreateOptions()))
	return changed
}

// taggedImage is the image as edgeAgent compares it: trimmed, and with the tag
// that it adds.
func taggedImage(m *manifest.Module) string {
	image := strings.TrimSpace(m.Image())
	if image != "" && !strings.ContainsAny(image[strings.LastIndexByte(image, '/')+1:], ":@") {
		image += ":latest"
	}
	return image
}

// envTexts are the variables of env, without those of createOptions, as text.
func envTexts(m *manifest.Module) map[string]string {
	texts := map[string]string{}
	for _, v := range m.Environment() {
		if v.Source == manifest.FromEnv {
			texts[v.Name] = v.Value
		}
	}
	for entry := range m.Env().Children() {
		texts[entry.Key()] = entry.Fold("value").Text() // also of what createOptions overwrites
	}
	return texts
}

// sameOptions reports whether two createOptions say the same. The order of
// members and the blanks between them make no difference.
func sameOptions(before, now *manifest.CreateOptions) bool {
	if before.Err != nil || now.Err != nil {
		return before.Text() == now.Text()
	}
	return reflect.DeepEqual(decoded(before.Root), decoded(now.Root))
}

// decoded is an object as Go values; nil if it has no members.
func decoded(n manifest.Node) any {
	var value any
	if n.Len() == 0 || json.Unmarshal(n.Raw(), &value) != nil {
		return nil
	}
	return value
}

// moduleBefore is a system module in the earlier version of d; nil if there is none.
func moduleBefore(p *check.Pass, d *check.Deployment, name string) *check.Module {
	earlier := p.Earlier(d)
	if earlier == nil || earlier.System(name) == nil {
		return nil
	}
	m := earlier.System(name)
	return &check.Module{Module: m, Proxy: m.Lookup(manifest.ProxyVar), Protocol: m.Lookup(manifest.ProtocolVar)}
}
