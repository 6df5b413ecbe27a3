package device

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// File is a file that was read.
type File struct {
	Path   string // below the root, with slashes and without one in front
	Name   string // what messages call it: Path, unless Device.Rename was called
	Real   string // Path with all links followed
	Source []byte `json:"-"` // may hold passwords

	lines *text.Lines
}

// String is the path.
func (f *File) String() string { return f.Path }

// Format prints String, whatever the verb.
func (f *File) Format(s fmt.State, verb rune) { fmt.Fprintf(s, fmt.FormatString(s, verb), f.String()) }

// Lines finds positions in the file.
func (f *File) Lines() *text.Lines { return f.lines }

// Setting is a value in a file. Package fmt prints it by String, and encoding/json leaves
// Value out.
type Setting struct {
	Name    string
	Value   string `json:"-"` // as its reader gets it; may hold a password
	Wrong   string // why no reader takes it, whatever it says; "" for a text
	Unknown bool   // the value cannot be told from files: a specifier, or PassEnvironment=
	File    *File
	Span    text.Span // the value as it is written, without quotes around it where it has some
	Via     Via
	Lost    *Loss // not nil if the reader does not get it
}

// Position is the place of the value.
func (s Setting) Position() text.Position { return s.File.Lines().Position(s.Span.Start) }

// Shown is the value without a password.
func (s Setting) Shown() string { return secret.Address(s.Value) }

// String is like "https_proxy = http://***@proxy.example.com:3128", without a password.
func (s Setting) String() string { return secret.Name(s.Name) + " = " + s.Shown() }

// Format prints String, whatever the verb.
func (s Setting) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), s.String())
}

// Via is the way by which a setting gets to its reader.
type Via string

// The ways.
const (
	ViaEnvironment        Via = "Environment="
	ViaEnvironmentFile    Via = "EnvironmentFile="
	ViaPassEnvironment    Via = "PassEnvironment="
	ViaDefaultEnvironment Via = "DefaultEnvironment="
	ViaAgentEnv           Via = "[agent.env]"
	ViaCreateOptions      Via = "createOptions"
	ViaConfig             Via = "config.toml"
	ViaDaemonJSON         Via = "daemon.json"
	ViaApt                Via = "apt.conf"
)

// Loss says why a reader does not get a setting.
type Loss struct {
	Why  Why
	File *File     // where the cause stands
	Span text.Span // what it is
}

// Why is the cause of a loss.
type Why string

// The causes.
const (
	Replaced Why = "replaced" // the same variable is set again, and that one wins
	Reset    Why = "reset"    // an empty Environment= deletes all before it
	Unset    Why = "unset"    // UnsetEnvironment= names it
	Dropped  Why = "dropped"  // systemd passes over the assignment because of a specifier
)

// Misplaced is a setting of the proxy that nobody reads.
type Misplaced struct {
	Setting
	Cause  string // a stable word
	Why    string // why nobody reads it, in lower case
	Expect string // where it belongs
}
