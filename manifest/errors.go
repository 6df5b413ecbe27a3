package manifest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// ErrNoDeployment says that the document holds no deployment.
var ErrNoDeployment = errors.New(`no deployment found: expected "modulesContent" with "$edgeAgent", or one of the other forms of a deployment manifest`)

// noDeploymentError is ErrNoDeployment for a document that is known to be
// something else.
type noDeploymentError struct{ what string }

func (e *noDeploymentError) Error() string { return e.what }

// Unwrap is ErrNoDeployment.
func (e *noDeploymentError) Unwrap() error { return ErrNoDeployment }

// EditError says why a document cannot be edited, and where. Its texts hold no
// password, even if one stands in a key or a name.
type EditError struct {
	Module   string // "" if the fault is around the modules
	Pointer  string // RFC 6901 pointer to the value that stands in the way
	Position Position
	Msg      string
}

// Error formats the error as "line:column: message (at pointer)".
func (e *EditError) Error() string {
	if e.Pointer == "" {
		return fmt.Sprintf("%s: %s", e.Position, e.Msg)
	}
	return fmt.Sprintf("%s: %s (at %s)", e.Position, e.Msg, e.Pointer)
}

// editError makes an EditError about a value.
func (d *Document) editError(n Node, format string, args ...any) *EditError {
	return &EditError{
		Pointer:  secret.Pointer(n.Pointer()),
		Position: d.Position(n.MemberSpan().Start),
		Msg:      secret.Message(fmt.Sprintf(format, args...)),
	}
}

// errorAt makes an EditError about a value in or around the module.
func (m *Module) errorAt(n Node, format string, args ...any) error {
	err := m.dep.doc.editError(n, format, args...)
	err.Module = secret.Name(m.Name)
	return err
}

// ExistingError says that a module already has another proxy, and that the caller asked
// to Fail then.
type ExistingError struct {
	Module   string
	Pointer  string // RFC 6901 pointer to the value
	Position Position
	Old      Secret
}

// Error names the module and the place.
func (e *ExistingError) Error() string {
	return fmt.Sprintf("%s: module %q has another proxy already: %s (at %s)", e.Position, e.Module, e.Old, e.Pointer)
}

// UnknownModuleError says that no module of the document has a chosen name.
type UnknownModuleError struct {
	Name  string
	Known []string // names of the modules that exist, sorted
}

// Error names the module and lists those that exist.
func (e *UnknownModuleError) Error() string {
	if len(e.Known) == 0 {
		return secret.Message(fmt.Sprintf("no module %q: the document has no modules to choose from", e.Name))
	}
	const most = 50 // IoT Hub takes no more modules in a deployment
	var known []string
	for _, name := range e.Known[:min(len(e.Known), most)] {
		known = append(known, fmt.Sprintf("%q", name))
	}
	if more := len(e.Known) - most; more > 0 {
		known = append(known, fmt.Sprintf("and %d more", more))
	}
	return secret.Message(fmt.Sprintf("no module %q: the document has %s", e.Name, strings.Join(known, ", ")))
}
