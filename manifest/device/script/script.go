// Package script has scripts that put a proxy into a device, for people who cannot
// install a program there.
//
//	text, err := script.For(script.Linux)
//
// The scripts are the same for everybody, so that they can be reviewed once: they get
// the address of the proxy, with its password, from standard input or from a variable.
// The script for Linux writes the same files as package edit, byte for byte, if it
// understands the files that are there, and refuses all others. The script for EFLOW
// runs the script for Linux in the virtual machine.
package script

import (
	_ "embed"
	"fmt"
	"strings"
)

// Platform is where a script runs.
type Platform string

// The platforms.
const (
	Linux   Platform = "linux"   // IoT Edge 1.2 and later
	EFLOW   Platform = "eflow"   // IoT Edge for Linux on Windows, on the Windows machine
	Windows Platform = "windows" // IoT Edge 1.1 with Windows containers
)

// Platforms are those that For knows.
func Platforms() []string { return []string{string(Linux), string(EFLOW), string(Windows)} }

//go:embed linux.sh
var linux string

//go:embed config.awk
var configAwk string

//go:embed eflow.ps1
var eflow string

//go:embed windows.ps1
var windows string

// The marks stand where another file goes.
const (
	awkMark   = "<config.awk>" // in linux.sh: what edits config.toml
	linuxMark = "<linux.sh>"   // in eflow.ps1
)

// For is the script for a platform. Lines end with LF. The error for an unknown platform
// lists them all.
func For(p Platform) (string, error) {
	switch p {
	case Linux:
		return strings.Replace(linux, awkMark, strings.TrimSuffix(configAwk, "\n"), 1), nil
	case EFLOW:
		inside, err := For(Linux)
		return strings.Replace(eflow, linuxMark, strings.TrimSuffix(inside, "\n"), 1), err
	case Windows:
		return windows, nil
	}
	return "", fmt.Errorf("unknown platform %q: expected %s", string(p), strings.Join(Platforms(), ", "))
}
