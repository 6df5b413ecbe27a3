package manifest

import "strings"

// DifferenceFromFirstStart compares m, the edgeAgent of a deployment, with the container
// that aziot-edged creates from config.toml at the first start, as edgeAgent does
// (EdgeAgentDockerModule.Equals, measured). With NoDifference the device keeps that
// container and its env, whatever the deployment says, until the next change: the
// time bomb.
//
// firstImage is the image that config.toml names; "" if it is not known, so that it may
// be any image with a tag.
func (m *Module) DifferenceFromFirstStart(firstImage string) Difference {
	env := m.Env()
	switch {
	case m.Node.Fold("type").Kind() != String || m.Node.Fold("type").Text() != "docker":
		return TypeDiffers
	case !sameFirstImage(m.Image(), firstImage):
		return ImageDiffers
	case env.Kind() != Missing && env.Kind() != Null && (env.Kind() != Object || !env.Empty()):
		return EnvDiffers
	case !m.CreateOptions().likeNone():
		return CreateOptsDiffers
	}
	return NoDifference
}

// MayBeFirstStart reports whether m, edgeAgent as its twin reports it, may run in the
// container that aziot-edged creates from config.toml at the first start: its labels
// say that env and createOptions are empty. The labels of a container that edgeAgent
// has created without env and createOptions say the same.
//
// A real twin holds these labels in the createOptions that it reports
// (doc/reported_states_during_deployment.md of Azure/iotedge).
func (m *Module) MayBeFirstStart() bool {
	options := m.CreateOptions()
	labels := options.Root.Get("Labels")
	env, created := labels.Get(labelPrefix+"env"), labels.Get(labelPrefix+"create-options")
	switch {
	case !m.Env().Empty():
		return false
	case env.Exists() || created.Exists():
		return isEmptyLabel(env) && isEmptyLabel(created)
	}
	return options.likeNone()
}

// labelPrefix begins the names of the labels that tell with which settings a container
// was created.
const labelPrefix = "net.azure-devices.edge."

// isEmptyLabel reports whether a label says that nothing was set: aziot-edged and
// edgeAgent write "{}" for no env and for no createOptions.
func isEmptyLabel(n Node) bool {
	text := strings.TrimSpace(n.Text())
	return text == "" || text == "{}" || text == "null"
}

// sameFirstImage reports whether edgeAgent takes the image of a deployment for that of
// config.toml. An image without a tag is never the same, because edgeAgent adds
// ":latest" to the image of the deployment only.
func sameFirstImage(image, first string) bool {
	image, first = strings.TrimSpace(image), strings.TrimSpace(first)
	return image != "" && comparedImage(image) == image && (first == "" || image == first)
}

// likeNone reports whether the options are empty to edgeAgent: there are none, or an
// object whose members are all null and all in edgeAgent's model.
func (o *CreateOptions) likeNone() bool {
	_, gap := o.Gap()
	if gap || o.Err != nil || len(o.Doubtful) > 0 || o.Root.Exists() && o.Root.Kind() != Object {
		return false
	}
	for _, part := range o.Parts {
		if k := part.Kind(); k != String && k != Null && part != o.Root {
			return false
		}
	}
	for member := range o.Root.Children() {
		if member.Kind() != Null || !isNullableOption(member) {
			return false
		}
	}
	return true
}
