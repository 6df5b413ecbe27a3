package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/structure"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// CreateOptionsType is EP509.
var CreateOptionsType = check.Rule{
	ID: "EP509", Name: "create-options-type", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a member of createOptions with a type that edgeAgent cannot read.",
		Why: `edgeAgent reads createOptions into types of its own before it hands them to the container engine: "Memory" is a whole number,
"Binds" is a list of texts, each port in "ExposedPorts" is an object. If one member in any module has another type, edgeAgent
refuses the whole deployment (status 400), and the device keeps its present configuration.

Values that edgeAgent converts are not reported: a number or a boolean in the place of a text, "64" or 1.5 for a whole number, any
number for a boolean, "" for an object, a list or a map. Members that edgeAgent hands on unread, such as User or Healthcheck, are
not reported either.`,
		Bad:  func() string { return optionsExample(`\"Memory\":\"512m\"`) },
		Good: func() string { return optionsExample(`\"Memory\":536870912`) },
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		if m.HasUsualOptions() && !structure.HasOptionFaults(m.UsualOptions()) {
			return
		}
		root := m.CreateOptions().Root
		for _, fault := range structure.OptionFaults(root) {
			if p.Template() && holdsPlaceholder(fault.Node) {
				continue
			}
			f := m.At(fault.Node)
			f.Message = fmt.Sprintf("%s in createOptions of %s is %s: expected %s", optionPath(root, fault.Node), m.Title(), fault.Is, fault.Want)
			f.Refused, f.Help = true, "edgeAgent refuses the whole deployment (status 400), and the device keeps its present configuration"
			if holdsPlaceholder(fault.Node) {
				f.Help = "the placeholder was not filled in; " + f.Help
			}
			p.Report(f)
		}
	}),
}

// optionsExample is a deployment whose edgeHub has a HostConfig with a member.
func optionsExample(member string) string {
	return deploymentOf(systemModule{members: proxyEnv}, systemModule{createOptions: `"{\"HostConfig\":{` + member + `}}"`, members: proxyEnv}, "")
}

func holdsPlaceholder(n manifest.Node) bool {
	_, _, found := placeholder.Find(n.Text())
	return found && n.Kind() == manifest.String
}

// optionPath names a value of createOptions by the way to it, such as
// HostConfig.PortBindings."80/tcp"[0].HostPort.
func optionPath(root, n manifest.Node) string {
	var path strings.Builder
	below := strings.TrimPrefix(n.Pointer(), root.Pointer()+"/")
	for i, key := range strings.Split(below, "/") {
		switch key = pointerKey.Replace(key); {
		case i > 0 && strings.Trim(key, "0123456789") == "":
			path.WriteString("[" + key + "]")
			continue
		case strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "":
			key = strconv.Quote(key)
		}
		if i > 0 {
			path.WriteByte('.')
		}
		path.WriteString(key)
	}
	return path.String()
}

// pointerKey undoes the escapes of a key in a pointer.
var pointerKey = strings.NewReplacer("~1", "/", "~0", "~")
