package check

import (
	"errors"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Address is one https_proxy of a module, read as the runtime reads it. Its
// Value may hold the password of the proxy: quote Subject and URL in a message.
type Address struct {
	manifest.Var
	Module *Module
	URL    manifest.ProxyURL       // the zero value if Err is set
	Err    *manifest.ProxyURLError // why the value is not the address of a proxy
	Loose  string                  // what is wrong with the spelling, if edgeAgent and edgeHub take it all the same; "" for nothing
}

// Address reads a variable of the module as the address of a proxy. It fails
// for a blank value, and for a placeholder without quotes, whose value is not known.
func (m *Module) Address(v manifest.Var) (Address, bool) {
	for _, a := range m.Addresses() {
		if a.Node == v.Node {
			return a, true
		}
	}
	return Address{}, false
}

// Addresses lists the addresses of a module, one for each spelling of
// https_proxy that holds an address. The addresses are read once.
func (m *Module) Addresses() []Address {
	if m.addresses == nil && len(m.Proxy) > 0 {
		m.addresses = []Address{}
		for _, v := range m.Proxy {
			if !v.Blank() {
				m.addresses = append(m.addresses, readAddress(m, v))
			}
		}
	}
	return m.addresses
}

func readAddress(m *Module, v manifest.Var) Address {
	a := Address{Var: v, Module: m}
	value := v.Value
	if m.Runtime() {
		value, a.Loose = loosely(value)
	}
	var err error
	if a.URL, err = manifest.ParseProxyURL(value); err != nil {
		errors.As(err, &a.Err)
	}
	return a
}

// loosely reads a value as System.Uri does where other readers refuse the value:
// without line breaks and tabs at the ends, and with two backslashes after the
// scheme as slashes. It returns the address, and the fault of the spelling in words.
func loosely(value string) (address, wrong string) {
	address = strings.Trim(value, " \t\r\n")
	if strings.Trim(value, " ") != address {
		wrong = "a line break or a tab at one end"
	}
	for _, scheme := range [...]string{"http", "https"} {
		if start := len(scheme) + len(`:\\`); len(address) > start && strings.EqualFold(address[:start], scheme+`:\\`) {
			return address[:len(scheme)] + "://" + address[start:], "backslashes after the scheme"
		}
	}
	if wrong == "" {
		return value, ""
	}
	return address, wrong
}

// EachAddress makes a Check that visits every address of every module.
func EachAddress(visit func(*Pass, Address)) func(*Pass) {
	return EachModule(func(p *Pass, _ *Deployment, m *Module) {
		for _, a := range m.Addresses() {
			visit(p, a)
		}
	})
}

// Has reports whether the value has a problem.
func (a Address) Has(problem proxy.Problem) bool {
	return a.Err != nil && a.Err.Problem == problem
}

// Subject names the variable and its module as messages do.
func (a Address) Subject() string { return a.Name + " of " + a.Module.Title() }

// Finding is a finding about the value.
func (a Address) Finding() Finding { return a.Module.At(a.Node) }

// Related points to this value from a finding about another value.
func (a Address) Related(message string) Related {
	return Related{Span: a.Node.Span(), Pointer: a.Node.Pointer(), Message: message}
}

// Runtime reports whether the module is edgeAgent or edgeHub, whose treatment
// of its variables is known.
func (m *Module) Runtime() bool {
	return m.System && (m.Name == manifest.EdgeAgent || m.Name == manifest.EdgeHub)
}

// Agent reports whether the module is edgeAgent.
func (m *Module) Agent() bool { return m.System && m.Name == manifest.EdgeAgent }

// Title names the module as messages do: edgeAgent and edgeHub by their mere name.
func (m *Module) Title() string {
	if m.Runtime() {
		return m.Name
	}
	return "module " + m.Quoted()
}

// Quoted is the module's name in quotes as messages show it: without a
// password, if it is a URL by mistake, and cut if it is long.
func (m *Module) Quoted() string {
	if m.quoted == "" {
		m.quoted = strconv.Quote(cut(secret.Name(m.Name), maxQuoted))
	}
	return m.quoted
}

// ImageTag is the tag of the module's image, "" if it has none or a digest.
func (m *Module) ImageTag() string {
	image := m.Image()
	name := image[strings.LastIndexByte(image, '/')+1:]
	if strings.Contains(name, "@") {
		return ""
	}
	_, tag, _ := strings.Cut(name, ":")
	return tag
}

// BehindParent reports whether the module's image comes from the parent device
// of a gateway hierarchy, so that the device may need no proxy.
func (m *Module) BehindParent() bool {
	const upstream = "$upstream"
	image := m.Image()
	return len(image) >= len(upstream) && strings.EqualFold(image[:len(upstream)], upstream)
}
