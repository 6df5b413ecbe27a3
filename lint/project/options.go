package project

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Options say how Lint works. With the zero value it lints with all rules and
// with the configuration of the repository.
type Options struct {
	Input
	StdinName string // the name of standard input, for output and configuration

	Exclude          []string // patterns of the files to pass over in folders, such as "old/**"
	SkipNonManifests bool     // pass over files that are no manifests or are excluded, also if they are named outright
	Outputs          []string // files that the caller will write: they are passed over in folders, and must not be files that the run reads

	Rules      []lint.Rule              // nil for lint.DefaultRules()
	Selected   []string                 // IDs of the rules to run; nil for all
	Severities map[string]lint.Severity // by the ID of the rule; beats the configuration
	FailOn     *lint.Severity           // what makes Result.Fails true: Off for nothing; nil for what the configuration says, or else Error
	Proxy      manifest.ProxyURL        // the proxy that manifests should have; beats the configuration

	Config   string    // the configuration file of all files; "" for those of the repository
	NoConfig bool      // read no configuration
	Today    time.Time // for entries of a configuration that expire; zero for now

	Baseline        string // file of known findings; "" for none
	AgainstFile     string // the earlier version of the one file; "-" is standard input
	Device          string // the folder with the files of a device, or its config.toml; "" for none
	AgainstRevision string // the revision of git with the earlier versions, such as origin/main
	Mode            Mode   // what the run is for

	Version  string                // of the program, for reports
	Jobs     int                   // files to check at a time; 0 for as many as there are processors
	Progress func(done, total int) // called before all files, and after each of them, from several goroutines
	Reword   func(err error) error // what a report says of a file that could not be checked; nil to say it as it is
}

// Mode is what a run is for.
type Mode uint8

// The modes.
const (
	Check          Mode = iota // find what is wrong
	PreviewFixes               // also prepare the fixes, and make none
	MakeFixes                  // prepare the fixes, which Result.WriteFixes makes
	RecordBaseline             // every finding becomes known: Result.WriteBaseline
	PruneBaseline              // entries that cover nothing any more go: Result.WriteBaseline
)

// check refuses a mode that does not exist.
func (m Mode) check() error {
	if m > PruneBaseline {
		return &OptionError{Option: "Mode", Value: strconv.Itoa(int(m)), Err: errors.New("there is no such mode: expected one of Check, PreviewFixes, MakeFixes, RecordBaseline and PruneBaseline")}
	}
	return nil
}

// OptionError is an option whose value is refused.
type OptionError struct {
	Option string // its name in Options or ApplyOptions
	Value  string // as it was given; "" if it was not
	Err    error
}

// Error names the option, its value and the cause.
func (e *OptionError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("option %s: %v", e.Option, e.Err)
	}
	return fmt.Sprintf("option %s %q: %v", e.Option, e.Value, e.Err)
}

// Unwrap is the cause.
func (e *OptionError) Unwrap() error { return e.Err }
