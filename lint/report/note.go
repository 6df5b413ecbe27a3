package report

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Note says what the findings leave out. The caller tells people about it; reports for
// programs have it, too.
type Note struct {
	Path    string // of the file that it is about; "" if it is about none
	Line    int    // from 1; 0 if it is about no line
	Message string
}

// String is "PATH:LINE: MESSAGE", as far as the note has a place, without passwords.
func (n Note) String() string {
	message := secret.Message(n.Message)
	switch {
	case n.Path == "":
		return message
	case n.Line == 0:
		return secret.Path(n.Path) + ": " + message
	}
	return fmt.Sprintf("%s:%d: %s", secret.Path(n.Path), n.Line, message)
}
