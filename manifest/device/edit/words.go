package edit

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// variable is a name with its value.
type variable struct{ name, value string }

// shown is the variable without a password.
func (v variable) shown() string { return fmt.Sprintf("%s = %q", v.name, secret.Address(v.value)) }

func (v variable) added() string    { return "add " + v.shown() }
func (v variable) replaced() string { return "set " + v.shown() }
