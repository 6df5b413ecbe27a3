package flags

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Fleet are the flags that name the devices of a hub, and a deployment that does not exist
// yet.
type Fleet struct {
	devices    []string
	candidates []string
	id         string
	condition  string
	priority   int64
	maxSize    int
	changed    func(flag string) bool
}

// Add adds the flags.
func (f *Fleet) Add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	commandline.Repeated(cmd, &f.devices, "devices", "read devices, or twins of $edgeAgent, from `FILE`, or from standard input (-); may be repeated")
	commandline.Repeated(cmd, &f.candidates, "candidate", "compare with the deployments of `FILE`, which do not exist yet; may be repeated")
	set.StringVar(&f.id, "id", "", "the `ID` of the candidate")
	set.StringVar(&f.condition, "target-condition", "", "the target `CONDITION` of the candidate")
	set.Int64Var(&f.priority, "priority", 0, "the priority `N` of the candidate")
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.RefuseEmpty(cmd, "devices", "candidate", "id")
	f.changed = set.Changed
}

// MaxSize is the largest size of a file with deployments in bytes.
func (f *Fleet) MaxSize() int { return f.maxSize }

// Read is what the flags say.
func (f *Fleet) Read(deployments []string, in project.Input) (project.Fleet, error) {
	out := project.Fleet{Input: in, Deployments: deployments, Candidates: f.candidates, Devices: f.devices, Given: fleet.Given{ID: f.id}}
	given := f.id != ""
	if f.changed("target-condition") {
		given, out.Given.Condition = true, &f.condition
	}
	if f.changed("priority") {
		given, out.Given.Priority = true, &f.priority
	}
	switch {
	case len(f.devices) == 0:
		return out, errors.New("--devices: no file: expected device twins, as \"az iot hub query\" prints them")
	case given && len(f.candidates) != 1:
		return out, errors.New("--id, --target-condition and --priority belong to one --candidate")
	case times(paths.Stdin, deployments, f.candidates, f.devices) > 1:
		return out, errors.New("standard input (-) is named more than once: expected one input from there, and files for the others")
	case f.priority < 0:
		return out, fmt.Errorf("--priority %d: expected an integer from 0 on", f.priority)
	}
	return out, checkCondition(f.condition)
}

// times counts a name in lists.
func times(name string, lists ...[]string) int {
	n := 0
	for _, one := range slices.Concat(lists...) {
		if one == name {
			n++
		}
	}
	return n
}

// checkCondition refuses a condition that IoT Hub refuses.
func checkCondition(text string) error {
	_, err := condition.Parse(text)
	var fault *condition.Error
	switch {
	case !errors.As(err, &fault):
		return nil
	case fault.Help == "":
		return fmt.Errorf("--target-condition: %w", err)
	}
	return fmt.Errorf("--target-condition: %w: %s", err, fault.Help)
}
